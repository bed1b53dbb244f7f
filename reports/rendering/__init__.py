"""The three faces of a report: each renders a ``ReportContent`` and decides nothing about what it says."""

from collections.abc import Callable
from pathlib import Path

from reports.choices import FileFormat
from reports.content.shape import ReportContent
from reports.rendering.excel import render_xlsx
from reports.rendering.pdf import render_pdf
from reports.rendering.word import render_docx

Renderer = Callable[[ReportContent, Path], None]

RENDERERS: dict[FileFormat, Renderer] = {
    FileFormat.DOCX: render_docx,
    FileFormat.PDF: render_pdf,
    FileFormat.XLSX: render_xlsx,
}

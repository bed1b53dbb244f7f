"""One content, three faces: headings, tables and numbers are the same in Word, PDF and Excel."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from kontum_portal.accounts.models import Officer
from kontum_portal.jobs.services import run_now
from reports.choices import FileFormat, Group
from reports.content.shape import Amount, ReportContent, Table, text_of
from reports.models import Report
from reports.periods import parse_period
from reports.services.building import render, start_report


@pytest.fixture
def content(people: None, city_commander: Officer, today: dt.date) -> ReportContent:
    report = start_report(officer=city_commander, period=parse_period("2026-11"), unit_id=None, groups=Group.values)
    run_now(report.job_id)
    return ReportContent.from_json(Report.objects.get(pk=report.pk).content)


@pytest.fixture
def face(content: ReportContent, tmp_path: Path) -> Callable[[FileFormat], Path]:
    def make(file_format: FileFormat) -> Path:
        path = tmp_path / f"face.{file_format}"
        render(content=content, file_format=file_format, path=path)
        return path

    return make


def squeezed(text: str) -> str:
    """Without the blanks and breaks that a page puts in, and the horn that one bold italic font sets as a second letter."""
    return re.sub(r"\s+", "", text).replace("ơơ", "ơ")


def spoken(content: ReportContent) -> list[str]:
    head = content.letterhead
    lines = [head.parent, head.issuer, head.nation, head.motto, head.place_and_date, content.mark, content.title]
    return [*lines, content.subject, *(block.text for block in content.body), *content.recipients, content.signature[0]]


def printed(table: Table) -> list[list[str]]:
    return [list(table.header), *([text_of(cell) for cell in row] for row in table.rows)]


def test_the_report_has_its_four_parts_and_five_groups(content: ReportContent) -> None:
    parts = [heading.split(".")[0] for heading in content.headings if heading.isupper()]
    assert parts == ["I", "II", "III", "IV"]
    assert sum("Nhóm" in heading for heading in content.headings) == 5


def test_word(content: ReportContent, face) -> None:
    document = Document(face(FileFormat.DOCX))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == content.headings
    drawn = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables[2:]]
    assert drawn == [printed(table) for table in content.tables]
    cells = [cell.text for table in document.tables[:2] for row in table.rows for cell in row.cells]
    everything = "\n".join([*(p.text for p in document.paragraphs), *cells])
    assert [line for line in spoken(content) if line not in everything] == []


def test_word_is_laid_out_as_the_decree_says(face) -> None:
    document = Document(face(FileFormat.DOCX))
    first, annex = document.sections[0], document.sections[1]
    millimetres = [
        round(length.mm) for length in (first.page_width, first.page_height, first.left_margin, first.top_margin)
    ]
    assert millimetres == [210, 297, 30, 20]
    assert annex.page_width > annex.page_height
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert {run.font.name for p in document.paragraphs for run in p.runs} == {"Times New Roman"}


def test_pdf(content: ReportContent, face) -> None:
    pages = [page.extract_text() for page in PdfReader(face(FileFormat.PDF)).pages]
    # A paragraph goes on over the number of the next page, which stands alone in its line.
    text = squeezed(
        "".join(re.sub(rf"(?m)^\s*{number}\s*$", "", page, count=1) for number, page in enumerate(pages, 1))
    )
    assert [line for line in spoken(content) if squeezed(line) not in text] == []
    cells = [cell for table in content.tables for row in printed(table) for cell in row]
    assert [cell for cell in cells if squeezed(cell) not in text] == []


def test_excel(content: ReportContent, face) -> None:
    book = openpyxl.load_workbook(face(FileFormat.XLSX))
    first, *sheets = book.worksheets
    lines = [row[0] for row in first.iter_rows(values_only=True)]
    assert [line for line in spoken(content) if line not in lines] == []
    assert [sheet["A1"].value for sheet in sheets] == [table.title for table in content.tables]
    for sheet, table in zip(sheets, content.tables, strict=True):
        rows = list(sheet.iter_rows(min_row=3, values_only=True))
        assert [tuple(cell or "" for cell in rows[0])] == [table.header]
        assert [[_as_excel(cell) for cell in row] for row in table.rows] == [
            [_rounded(cell) for cell in row] for row in rows[1:]
        ]


def _as_excel(cell: str | Amount) -> str | Decimal:
    if isinstance(cell, str) or cell.value is None:
        return text_of(cell)
    return (cell.value / 100 if cell.percent else cell.value).quantize(Decimal("0.0001"))


def _rounded(cell: object) -> object:
    return Decimal(str(cell)).quantize(Decimal("0.0001")) if isinstance(cell, int | float) else cell or ""


@pytest.mark.parametrize("file_format", FileFormat)
def test_an_approved_report_has_no_draft_mark(file_format: FileFormat, content: ReportContent, tmp_path: Path) -> None:
    assert content.mark == "DỰ THẢO"
    approved = content.marked(approved=True)
    assert approved.mark == ""
    path = tmp_path / f"approved.{file_format}"
    render(content=approved, file_format=file_format, path=path)
    assert path.stat().st_size > 1000


def test_what_people_wrote_is_text_and_no_formula(content: ReportContent, tmp_path: Path) -> None:
    typed = '=HYPERLINK("http://x","y") {{ tasks }} #text[x] <b> & *'
    changed = ReportContent.from_json(content.to_json() | {"body": [{"kind": "Paragraph", "text": typed}]})
    for file_format in FileFormat:
        render(content=changed, file_format=file_format, path=tmp_path / f"typed.{file_format}")
    sheet = openpyxl.load_workbook(tmp_path / "typed.xlsx").worksheets[0]
    assert typed in [cell.value for cell in sheet["A"] if cell.data_type == "s"]
    assert typed in [p.text for p in Document(tmp_path / "typed.docx").paragraphs]
    assert squeezed(typed) in squeezed(PdfReader(tmp_path / "typed.pdf").pages[0].extract_text())


def test_the_content_survives_its_json(content: ReportContent) -> None:
    assert ReportContent.from_json(content.to_json()) == content

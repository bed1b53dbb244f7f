"""PDF, by typst in a process of its own: what goes wrong in a document does not end the worker."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from reports.content.shape import Amount, Cell, ReportContent, text_of

HERE = Path(__file__).resolve().parent
SECONDS = 60


def render_pdf(content: ReportContent, path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(HERE / "report.typ", folder)
        (folder / "content.json").write_text(json.dumps(_drawable(content), ensure_ascii=False), encoding="utf-8")
        subprocess.run(
            [sys.executable, str(HERE / "typst_process.py"), str(folder)],
            check=True,
            timeout=SECONDS,
            capture_output=True,
        )
        shutil.move(folder / "report.pdf", path)


def _drawable(content: ReportContent) -> dict[str, Any]:
    """The content with every cell as the text to be set."""
    data = content.to_json()
    for annex, drawn in zip(content.annexes, data["annexes"], strict=True):
        for table, drawn_table in zip(annex.tables, drawn["tables"], strict=True):
            drawn_table["rows"] = [[_cell(cell) for cell in row] for row in table.rows]
    return data


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": text_of(cell), "is_number": isinstance(cell, Amount)}

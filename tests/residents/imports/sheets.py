"""Small workbooks made on the spot."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def workbook(
    rows: Rows,
    *,
    sheet: str = "DS",
    fonts: dict[tuple[int, int], str] | None = None,
    merges: Sequence[tuple[Any, ...]] = (),
) -> bytes:
    """An .xlsx of these rows; ``fonts`` by (row, column) from 0; ``merges`` as ``merge_range`` takes them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        formats = {name: book.add_format({"font_name": name}) for name in set((fonts or {}).values())}
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value not in ("", None):
                    style = formats.get((fonts or {}).get((number, column), ""))
                    page.write(number, column, value, style)
        for merge in merges:
            page.merge_range(*merge)
    return out.getvalue()


def text_file(rows: Rows, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows).encode(encoding)

"""Excel: the text on the first sheet, every table on a sheet of its own with true numbers."""

from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.content.shape import Amount, Cell, Heading, ReportContent, Table

TEXT_SHEET = "Báo cáo"
PAGE_CHARACTERS = 120  # the width of a table, shared among its columns
_BASE = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_FORMATS = {
    "text": {"text_wrap": True},
    "bold": {"bold": True, "text_wrap": True},
    "title": {"bold": True, "align": "center", "text_wrap": True},
    "heading": {"bold": True},
    "header": {"bold": True, "align": "center", "border": 1, "text_wrap": True, "bg_color": "#E3EFE7"},
    "cell": {"border": 1, "text_wrap": True},
    "count": {"border": 1, "num_format": "#,##0.##", "align": "right"},
    "whole": {"border": 1, "num_format": "#,##0", "align": "right"},
    "percent": {"border": 1, "num_format": "0.0%", "align": "right"},
    "none": {"border": 1, "align": "right", "italic": True, "text_wrap": True},
}
Formats = dict[str, Format]


def render_xlsx(content: ReportContent, path: Path) -> None:
    # What people typed is always text: nothing is taken for a formula or a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        formats = {name: workbook.add_format(_BASE | extra) for name, extra in _FORMATS.items()}
        _text_sheet(workbook.add_worksheet(TEXT_SHEET), content, formats)
        for number, table in enumerate(content.tables, start=1):
            _table_sheet(workbook.add_worksheet(f"Bảng {number}"), table, formats)


def _text_sheet(sheet: Worksheet, content: ReportContent, formats: Formats) -> None:
    sheet.set_column(0, 0, 110)
    sheet.set_paper(9)
    head = content.letterhead
    lines = [(line, "bold") for line in (head.parent, head.issuer, head.number, content.mark) if line]
    lines += [(line, "title") for line in (head.nation, head.motto)]
    lines += [(head.place_and_date, "text"), (content.title, "title"), (content.subject, "title")]
    lines += [(block.text, "bold" if isinstance(block, Heading) else "text") for block in content.body]
    lines += [(line, "text") for line in content.recipients]
    lines += [(line, "bold") for line in content.signature if line]
    for row, (text, name) in enumerate(lines):
        sheet.write_string(row, 0, text, formats[name])


def _table_sheet(sheet: Worksheet, table: Table, formats: Formats) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.write_string(0, 0, table.title, formats["heading"])
    for column, (name, width) in enumerate(zip(table.header, table.widths, strict=True)):
        sheet.set_column(column, column, PAGE_CHARACTERS * width / 100)
        sheet.write_string(2, column, name, formats["header"])
    for row, cells in enumerate(table.rows, start=3):
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, formats)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: Formats) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, formats["cell"])
    elif cell.value is None:
        sheet.write_string(row, column, cell.text, formats["none"])
    elif cell.percent:
        sheet.write_number(row, column, float(cell.value / 100), formats["percent"])
    else:
        sheet.write_number(row, column, float(cell.value), formats[_count_format(cell)])


def _count_format(cell: Amount) -> str:
    return "whole" if cell.value == int(cell.value or 0) else "count"

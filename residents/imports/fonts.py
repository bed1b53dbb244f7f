"""What only the styles of a workbook tell: cells in legacy fonts, and hidden columns.

A streaming pass over the XML parts of an .xlsx (nothing is unpacked to disk), ``xlrd`` for .xls.
The sheet itself is read only when the styles name a legacy font.
"""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import xlrd
from defusedxml.ElementTree import iterparse, parse

from residents.imports.charsets import font_charset
from residents.imports.opening import FileType

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_CELL = re.compile(r"^([A-Z]{1,3})(\d+)$")

LegacyFonts = dict[int, tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class SheetStyles:
    """``charset`` by majority of the legacy fonts; ``legacy`` and ``capitals`` as {row: {column, …}}, from 0."""

    charset: str | None = None
    legacy: dict[int, set[int]] = field(default_factory=dict)
    capitals: dict[int, set[int]] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()


def read_styles(path: Path, file_type: FileType, sheet: str) -> SheetStyles:
    """The styles of one sheet; empty for files without styles and for parts that cannot be read."""
    try:
        if file_type is FileType.XLSX:
            return _read_xlsx(path, sheet)
        if file_type is FileType.XLS:
            return _read_xls(path, sheet)
    except (KeyError, ValueError, SyntaxError, IndexError, xlrd.XLRDError, AssertionError, OSError, zipfile.BadZipFile):
        return SheetStyles()
    return SheetStyles()


def _read_xlsx(path: Path, sheet: str) -> SheetStyles:
    with zipfile.ZipFile(path) as archive:
        part = _sheet_part(archive, sheet)
        hidden = _hidden_columns(archive, part)
        styles = _legacy_styles(archive)
        if not styles:
            return SheetStyles(hidden_columns=hidden)
        cells = _styled_cells(archive, part, styles)
    return _gathered(cells, hidden)


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    with archive.open("xl/workbook.xml") as part:
        relation = next(
            element.get(_RELATION) for element in parse(part).iter(f"{_MAIN}sheet") if element.get("name") == sheet
        )
    with archive.open("xl/_rels/workbook.xml.rels") as part:
        target = next(element.get("Target") for element in parse(part).getroot() if element.get("Id") == relation)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _hidden_columns(archive: zipfile.ZipFile, part: str) -> frozenset[int]:
    with archive.open(part) as content:
        head = content.read(65_536).split(b"<sheetData", 1)[0]
    hidden: set[int] = set()
    for column in _COLUMN.findall(head):
        attributes = dict(_ATTRIBUTE.findall(column))
        if attributes.get(b"hidden") in (b"1", b"true"):
            first, last = int(attributes[b"min"]), int(attributes[b"max"])
            hidden.update(range(first - 1, min(last, first + 300)))
    return frozenset(hidden)


def _legacy_styles(archive: zipfile.ZipFile) -> LegacyFonts:
    """Style number → charset and capitals, for the styles whose font is a legacy one."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    with archive.open("xl/styles.xml") as part:
        root = parse(part).getroot()
    fonts = [
        font_charset(next((name.get("val", "") for name in font.iter(f"{_MAIN}name")), ""))
        for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")
    ]
    formats = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    by_style = ((index, int(style.get("fontId", 0))) for index, style in enumerate(formats))
    return {index: fonts[font] for index, font in by_style if font < len(fonts) and fonts[font]}


def _styled_cells(archive: zipfile.ZipFile, part: str, styles: LegacyFonts) -> list[tuple[int, int, str, bool]]:
    cells: list[tuple[int, int, str, bool]] = []
    with archive.open(part) as content:
        for _, element in iterparse(content):
            if element.tag == f"{_MAIN}c":
                style = styles.get(int(element.get("s", 0)))
                match = _CELL.match(element.get("r", ""))
                if style and match and len(element):
                    cells.append((int(match[2]) - 1, column_index(match[1]), *style))
            elif element.tag == f"{_MAIN}row":
                element.clear()
    return cells


def column_index(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _read_xls(path: Path, sheet: str) -> SheetStyles:
    with (
        path.open("rb") as log_free,
        xlrd.open_workbook(
            file_contents=log_free.read(), formatting_info=True, on_demand=True, logfile=_Silence()
        ) as book,
    ):
        by_style = {
            index: font_charset(book.font_list[style.font_index].name) for index, style in enumerate(book.xf_list)
        }
        if not any(by_style.values()):
            return SheetStyles()  # the sheet itself is slow to read with its formats
        page = book.sheet_by_name(sheet)
        hidden = frozenset(index for index, info in page.colinfo_map.items() if info.hidden)
        cells = [
            (row, column, *found)
            for row in range(page.nrows)
            for column in range(page.row_len(row))
            if (found := by_style.get(page.cell_xf_index(row, column)))
        ]
    return _gathered(cells, hidden)


class _Silence:
    """xlrd writes its warnings here: they may quote cells."""

    def write(self, _text: str) -> int:
        return 0

    def flush(self) -> None:
        return None


def _gathered(cells: list[tuple[int, int, str, bool]], hidden: frozenset[int]) -> SheetStyles:
    legacy: dict[int, set[int]] = {}
    capitals: dict[int, set[int]] = {}
    votes: dict[str, int] = {}
    for row, column, charset, capital in cells:
        votes[charset] = votes.get(charset, 0) + 1
        legacy.setdefault(row, set()).add(column)
        if capital:
            capitals.setdefault(row, set()).add(column)
    charset = max(votes, key=lambda name: votes[name]) if votes else None
    return SheetStyles(charset, legacy, capitals, hidden)

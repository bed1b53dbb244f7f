"""One sheet of people out of any readable file: its layout, and its rows one after the other."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import python_calamine

from residents.imports import texts
from residents.imports.charsets import convert, sheet_charset
from residents.imports.errors import (
    DamagedFileError,
    EncryptedFileError,
    NoHeaderFoundError,
    NothingToImportError,
    TooManyColumnsError,
)
from residents.imports.fonts import SheetStyles, read_styles
from residents.imports.layout import SAMPLE_ROWS, SEARCHED_ROWS, SheetLayout, find_layout
from residents.imports.limits import Limits
from residents.imports.opening import FileType

HEAD_ROWS = SEARCHED_ROWS + SAMPLE_ROWS
Rows = Iterator[tuple[int, list[object]]]


@dataclass
class OpenSheet:
    """The chosen sheet; ``rows()`` gives (row number from 1, cells) below the header."""

    layout: SheetLayout
    styles: SheetStyles
    path: Path
    sheet: python_calamine.CalamineSheet | None

    @property
    def height(self) -> int | None:
        """How many rows lie below the header, when the file says so."""
        return self.sheet.total_height - self.layout.first_row + 2 if self.sheet else None

    def rows(self) -> Rows:
        rows = enumerate(texts.read_rows(self.path), 1) if self.sheet is None else _sheet_rows(self.sheet)
        first = self.layout.first_row
        return itertools.dropwhile(lambda numbered: numbered[0] < first, rows)


def open_sheet(path: Path, file_type: FileType, limits: Limits) -> OpenSheet:
    """The sheet that best looks like a list of people."""
    if file_type is FileType.TEXT:
        return _open_text(path)
    try:
        return _open_workbook(path, file_type, limits)
    except python_calamine.PasswordError as locked:
        raise EncryptedFileError() from locked
    except (python_calamine.CalamineError, ValueError, OSError) as broken:
        raise DamagedFileError() from broken


def _open_text(path: Path) -> OpenSheet:
    head = list(itertools.islice(texts.read_rows(path), HEAD_ROWS))
    layout = _with_charset("", head, SheetStyles())
    if layout is None:
        _refuse(any(any(cell.strip() for cell in row) for row in head))
    return OpenSheet(layout, SheetStyles(), path, None)


def _open_workbook(path: Path, file_type: FileType, limits: Limits) -> OpenSheet:
    best: tuple[SheetLayout, python_calamine.CalamineSheet] | None = None
    filled = False
    with python_calamine.CalamineWorkbook.from_path(path) as workbook:
        for meta in workbook.sheets_metadata:
            if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.start is None:
                continue
            filled = True
            if sheet.total_width > limits.columns:
                raise TooManyColumnsError(columns=sheet.total_width, limit=limits.columns)
            layout = _with_charset(meta.name, sheet.to_python(skip_empty_area=False, nrows=HEAD_ROWS), SheetStyles())
            if layout and (best is None or _value(layout, sheet, meta) > _value(best[0], best[1], meta)):
                best = layout, sheet
    if best is None:
        _refuse(filled)
    layout, sheet = best
    styles = read_styles(path, file_type, layout.sheet)
    if styles.charset or styles.hidden_columns:
        head = sheet.to_python(skip_empty_area=False, nrows=HEAD_ROWS)
        layout = _with_charset(layout.sheet, head, styles) or layout
    return OpenSheet(layout, styles, path, sheet)


def _value(
    layout: SheetLayout, sheet: python_calamine.CalamineSheet, meta: python_calamine.SheetMetadata
) -> tuple[bool, float, int]:
    has_rows = sheet.total_height + 1 >= layout.first_row
    return has_rows, layout.score, sheet.total_height


def _with_charset(name: str, head: list[list[object]], styles: SheetStyles) -> SheetLayout | None:
    """The layout after the legacy charset, if any, has been undone in the first rows."""
    charset = styles.charset or sheet_charset(cell for row in head for cell in row if isinstance(cell, str))
    if charset:
        head = [[convert(cell, charset) if isinstance(cell, str) else cell for cell in row] for row in head]
    layout = find_layout(name, head, styles.hidden_columns)
    return replace(layout, charset=charset) if layout else None


def _refuse(filled: bool) -> None:
    if filled:
        raise NoHeaderFoundError(rows=SEARCHED_ROWS)
    raise NothingToImportError()


def _sheet_rows(sheet: python_calamine.CalamineSheet) -> Rows:
    """Cells from column A on; a cell merged over several rows counts in each of them.

    Calamine gives the empty rows above the first cell, and leaves out the empty columns before it.
    """
    left = sheet.start[1] if sheet.start else 0
    fills = _vertical_merges(sheet)
    if not fills and not left:
        yield from enumerate(sheet.iter_rows(), 1)
        return
    anchors: dict[tuple[int, int], object] = {}
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = [""] * left + cells if left else cells
        for column, anchor in fills.get(number - 1, ()):
            if anchor == number - 1:
                anchors[anchor, column] = row[column] if column < len(row) else ""
            elif column < len(row) and row[column] == "":
                row[column] = anchors.get((anchor, column), "")
        yield number, row


def _vertical_merges(sheet: python_calamine.CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    fills: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:100_000]:
        if left == right and top < bottom <= top + 60:
            for row in range(top, bottom + 1):
                fills.setdefault(row, []).append((left, top))
    return fills

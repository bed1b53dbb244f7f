"""A staged row read once more after somebody typed over some of its cells; the cells themselves stay as they came."""

import datetime as dt
from collections.abc import Mapping

from kontum_portal.text import search_key
from residents.imports.charsets import convert, reads_better
from residents.imports.columns import ColumnGuess
from residents.imports.copying import FACTS, KEYS, PLACES
from residents.imports.directory import directory_on
from residents.imports.layout import SheetLayout
from residents.imports.limits import limits_from_settings
from residents.imports.places import Directory
from residents.imports.rows import NOT_A_PERSON, ReadRow, RowReader
from residents.models import ImportBatch, StagedRow
from residents.name_keys import name_keys
from residents.parsing.cells import is_ditto

ROWS_ABOVE = 60


def layout_of(batch: ImportBatch) -> SheetLayout:
    """The layout as it was kept with the batch."""
    kept = batch.layout
    return SheetLayout(
        sheet=kept.get("sheet", ""),
        header_rows=tuple(kept.get("header_rows", ())),
        columns=[ColumnGuess(**column) for column in kept.get("columns", ())],
        left_out=kept.get("left_out", []),
        title=kept.get("title", []),
        charset=kept.get("charset"),
    )


def cells_of(row: StagedRow, layout: SheetLayout) -> list[str]:
    """The row's texts in Unicode, one per column of the layout, with what was typed over them."""
    texts = [*row.raw, *[""] * (len(layout.columns) - len(row.raw))]
    if layout.charset:
        texts = [convert(text, layout.charset) if reads_better(text, layout.charset) else text for text in texts]
    for index, text in (row.edits or {}).items():
        texts[int(index)] = text
    return texts


def read_again(batch: ImportBatch, row: StagedRow, edits: Mapping[str, str], today: dt.date) -> None:
    """Give the row (unsaved) the facts, places and reasons that its cells now say."""
    layout = layout_of(batch)
    edited = {column.field for column in layout.columns if str(column.index) in edits}
    known_as = row.full_name
    row.edits = dict(edits) or None
    reader = _reader_at(batch, row, layout, edited, today)
    texts = cells_of(row, layout)
    if any(is_ditto(text) for text in texts):
        reader.above = _texts_above(row, layout)
    read = reader.read_alone(row.row, texts, person=row.full_name is not None)
    _take_over(row, read)
    if known_as and row.full_name and "full_name" not in edited and search_key(known_as) == search_key(row.full_name):
        row.full_name = known_as  # a legacy capital font is known only while the file is read


def _reader_at(batch: ImportBatch, row: StagedRow, layout: SheetLayout, edited: set[str], today: dt.date) -> RowReader:
    """A reader that knows what the rows before this one had told."""
    directory = Directory.from_json(directory_on(today))
    reader = RowReader(layout, directory, today, unit_id=batch.unit_id, cell_limit=limits_from_settings().cell)
    reader.group_unit = row.unit_id
    reader.group_sub_unit = "" if "sub_unit_name" in edited else row.sub_unit_name or ""
    reader.household = "" if "household_number" in edited else row.household_key or ""
    reader.head = search_key(row.head_name or "")
    return reader


def _texts_above(row: StagedRow, layout: SheetLayout) -> list[str]:
    """For every column the nearest text above that is no ditto mark."""
    above = [""] * len(layout.columns)
    before = StagedRow.objects.filter(batch_id=row.batch_id, sheet=row.sheet, id__lt=row.pk, row__lt=row.row)
    for other in before.exclude(outcome="not_a_person").order_by("-id")[:ROWS_ABOVE]:
        for index, text in enumerate(cells_of(other, layout)[: len(above)]):
            if not above[index] and text and not is_ditto(text):
                above[index] = text
    return above


def _take_over(row: StagedRow, read: ReadRow) -> None:
    keys = name_keys(read.values["full_name"]).as_columns() if read.values.get("full_name") else {}
    for name in (*FACTS, *PLACES):
        setattr(row, name, read.values.get(name))
    for name in KEYS:
        setattr(row, name, keys.get(name))
    row.reasons = read.reasons
    row.outcome = NOT_A_PERSON if read.hint == NOT_A_PERSON else None

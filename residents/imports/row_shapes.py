"""One staged row as its page shows it: cells to be typed over, and the people of the register it may be."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from residents.imports.rereading import cells_of, layout_of
from residents.imports.results import birth_text, national_phone
from residents.imports.shapes import FIELD_LABELS, Text
from residents.models import ImportBatch, StagedRow

_COMPARED = ("full_name", "birth_date", "sex", "personal_id", "old_id", "phone", "relation_to_head", "unit_id",
             "permanent_address")  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A cell of a column that means something; ``came`` is what the file says where somebody typed over it."""

    name: str
    letter: str
    heading: str
    meaning: Text
    text: str
    came: str
    edited: bool


def cells(batch: ImportBatch, row: StagedRow) -> list[Cell]:
    layout = layout_of(batch)
    texts, edits = cells_of(row, layout), row.edits or {}
    return [
        Cell(
            name=f"cell-{column.index}",
            letter=column.letter,
            heading=column.heading,
            meaning=FIELD_LABELS.get(column.field, column.field),
            text=texts[column.index],
            came=row.raw[column.index] if column.index < len(row.raw) else "",
            edited=str(column.index) in edits,
        )
        for column in layout.columns
        if column.field and ":" not in column.field
    ]


def people(row: StagedRow) -> list[tuple[int, int]]:
    """(number in the comparison, id) of the people the row may be."""
    return [(number, person["id"]) for number, person in enumerate(row.differences.get("candidates", []), 1)]


def compared(row: StagedRow, unit_names: dict[int, str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Columns and rows of the side-by-side table: the list's row, and each person it may be."""
    persons = row.differences.get("candidates", [])
    listed = {name: getattr(row, name, None) for name in _COMPARED} | {"birth_date": birth_text(row)}
    heads = [{"title": _("In the list")}]
    heads += [{"title": _("Register: person %(number)s") % {"number": number}} for number, _p in enumerate(persons, 1)]
    facts = [
        {
            "label": FIELD_LABELS[name],
            "values": [_said(row, name, facts_of.get(name), unit_names) for facts_of in (listed, *persons)],
        }
        for name in _COMPARED
    ]
    return heads, facts


def _said(row: StagedRow, name: str, value: Any, unit_names: dict[int, str]) -> str:
    if value in (None, ""):
        return ""
    if name == "unit_id":
        return unit_names.get(value, "") or (str(row.unit) if value == row.unit_id else "")
    if name == "birth_date":
        return "/".join(reversed(str(value).split("-")))
    if name == "phone":
        return national_phone(value)
    labels = dict(row._meta.get_field(name).flatchoices)
    return str(labels.get(value, value))

"""Below the header: which rows are people, what the others say about them, and each row's values."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kontum_portal.text import accent_key, search_key
from residents.imports.charsets import convert, reads_better
from residents.imports.columns import LEFT_OUT, OTHER, heading_key
from residents.imports.facts import quick_clean, read_facts
from residents.imports.fonts import SheetStyles
from residents.imports.layout import SheetLayout, is_numbering_row
from residents.imports.places import Directory, canonical_sub_unit, names_sub_unit
from residents.parsing.cells import DITTO_STARTS, cell_text, is_ditto, is_empty_word
from residents.parsing.names import looks_like_name
from residents.parsing.relations import HEAD

PERSON, NOT_A_PERSON = "person", "not_a_person"
_HOUSEHOLD_ROW = re.compile(r"^(?:hộ|chủ hộ|số hộ|sổ hộ|hsct|hồ sơ cư trú|số hồ sơ|hộ gia đình)\b")
_CLOSING_ROW = re.compile(
    r"^(?:tổng|cộng|ghi chú|\*|lưu ý|người lập|người kê khai|trưởng công an|phó trưởng|kt\.|tm\.|tl\.|nơi nhận|xác nhận"
    r"|thủ trưởng|chủ tịch|bổ sung|\(ký|\(ký|ký tên|cán bộ|lập bảng|kon tum, ngày|ngày \d+ tháng|danh sách|trong đó|số liệu)"
)
_SIGNATURE = re.compile(r"người lập|ghi rõ họ tên|trưởng công an|ký tên|thủ trưởng|nơi nhận|đóng dấu")
_STT = re.compile(r"^\(?\d{1,6}\)?[.)]?$")
_DIGITS = re.compile(r"(?:\d\D*){4}")
_PLACES_KEPT = 5_000
_HOUSEHOLD_NUMBER = re.compile(r"(?:số|so)\s*[:.]?\s*([\w\-/]*\d[\w\-/]*)|:\s*([\w\-/]*\d{3}[\w\-/]*)")


@dataclass(slots=True)
class ReadRow:
    """One filled row: where it is, whether it is a person, its cells as texts, its values and reasons."""

    sheet: str
    row: int
    hint: str
    raw: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


class RowReader:
    """Reads the rows of one sheet in order: dittos, group rows and household blocks need the rows before."""

    def __init__(
        self, layout: SheetLayout, directory: Directory, today: dt.date, *, unit_id: int | None, cell_limit: int
    ) -> None:
        self.layout, self.directory, self.today = layout, directory, today
        self.cell_limit = cell_limit
        self.batch_unit = unit_id
        self.title_unit = unit_id or directory.unit_in_title([*layout.title, layout.sheet])
        self.fields = [
            (column.index, column.field) for column in layout.columns if column.field and ":" not in column.field
        ]
        self.indexes = [index for index, _ in self.fields]
        self.names = [name for _, name in self.fields]
        self.left_out = [column.index for column in layout.columns if column.field.startswith(LEFT_OUT)]
        self.mapped = {name for _, name in self.fields}
        self.headings = {column.index: heading_key(column.heading.rpartition(" – ")[2]) for column in layout.columns}
        self.sex_codes = _sex_codes(layout)
        self.styles = SheetStyles()
        self.place_from_address = False
        self.width = len(layout.columns)
        self.notes = [index for index, name in self.fields if name == "note"]
        self.notes = self.notes if len(self.notes) > 1 else []
        self.above = [""] * self.width
        self.group_unit: int | None = None
        self.group_sub_unit = ""
        self.household = ""
        self.head = ""
        self.closed = False
        self.places: dict[tuple[Any, ...], tuple[dict[str, Any], list[str]]] = {}

    def read(self, rows: Iterable[tuple[int, list[object]]]) -> Iterator[ReadRow]:
        """Every filled row below the header; ``rows`` gives (row number, cells)."""
        for number, cells in rows:
            if cells.count("") == len(cells):  # a list may end a million rows before its sheet does
                self.household = ""
                continue
            texts = [cell if type(cell) is str else cell_text(cell) for cell in cells]
            if not any(text and not text.isspace() for text in texts):
                self.household = ""
                continue
            yield self._read_row(number, texts)

    def _read_row(self, number: int, texts: list[str]) -> ReadRow:
        too_long = max(map(len, texts)) > self.cell_limit
        if too_long:
            texts = [text[: self.cell_limit] for text in texts]
        row = ReadRow(self.layout.sheet, number, PERSON, self._raw(texts))
        if self.layout.charset:
            texts = self._converted(number, texts)
        by_field = self._by_field(texts)
        values, reasons = read_facts(by_field, self.today)
        if not self._is_person(texts, by_field, values, reasons):
            row.hint = NOT_A_PERSON
            self._learn_from(number, texts)
            return row
        if too_long:
            reasons.append("cell_too_long")
        self._remember_dittos(texts)
        self._place(by_field, values, reasons)
        self._join_household(number, by_field, values)
        row.values, row.reasons = values, reasons
        return row

    def read_alone(self, number: int, texts: list[str], *, person: bool) -> ReadRow:
        """One row out of its place, its texts converted: what stands before it is said by ``above``, ``group_…`` and
        ``household``; ``person``: it was taken for one already."""
        row = ReadRow(self.layout.sheet, number, PERSON, [])
        by_field = self._by_field(texts)
        values, reasons = read_facts(by_field, self.today)
        if not person and not self._is_person(texts, by_field, values, reasons):
            row.hint = NOT_A_PERSON
            return row
        self._place(by_field, values, reasons)
        self._join_household(number, by_field, values)
        row.values, row.reasons = values, reasons
        return row

    def _converted(self, number: int, texts: list[str]) -> list[str]:
        """Unicode texts; where fonts are known, a cell in a Unicode font is believed unless it makes no sense."""
        charset, capitals = self.layout.charset or "", self.styles.capitals.get(number - 1, ())
        if not self.styles.legacy:
            return [convert(text, charset) for text in texts]
        legacy = self.styles.legacy.get(number - 1, ())
        return [
            convert(text, charset, index in capitals) if index in legacy or reads_better(text, charset) else text
            for index, text in enumerate(texts)
        ]

    def _raw(self, texts: list[str]) -> list[str]:
        """The cells as they stood; those that the portal does not hold stay behind."""
        raw = texts.copy()
        for index in self.left_out:
            if index < len(raw):
                raw[index] = ""
        return raw

    def _by_field(self, texts: list[str]) -> dict[str, str]:
        if len(texts) < self.width:
            texts += [""] * (self.width - len(texts))
        for index in self.indexes:
            if texts[index][:1] in DITTO_STARTS and is_ditto(texts[index]):
                texts[index] = self.above[index]
        by_field = dict(zip(self.names, map(texts.__getitem__, self.indexes), strict=True))
        if self.notes:
            by_field["note"] = "; ".join(filter(None, (texts[index] for index in self.notes)))
        if "family_part" in by_field:
            by_field["full_name"] = f"{by_field.pop('family_part')} {by_field.pop('given_part', '')}".strip()
        if self.sex_codes and by_field.get("sex", "").strip() in self.sex_codes:
            by_field["sex"] = self.sex_codes[by_field["sex"].strip()]
        return by_field

    def _remember_dittos(self, texts: list[str]) -> None:
        self.above = texts

    # --- people and other rows

    def _is_person(
        self, texts: list[str], by_field: dict[str, str], values: dict[str, Any], reasons: list[str]
    ) -> bool:
        numbered = bool(_STT.match(by_field.get("number", "").strip()))
        strong = bool(values.get("personal_id") or values.get("old_id")) + bool(
            values["birth_year"] or _DIGITS.search(by_field.get("birth_date", ""))
        )
        if values["full_name"] and numbered and (strong == 2 or (strong and not reasons)):
            return True
        if self._repeats_header(texts) or is_numbering_row(texts):
            return False
        name = by_field.get("full_name", "").strip()
        first = next(text.strip() for text in texts if text and not text.isspace())
        said = accent_key(name or first)
        if (_HOUSEHOLD_ROW.match(said) and strong < 2) or (_CLOSING_ROW.match(said) and not strong):
            return False
        weak = sum(1 for key in ("sex", "relation_to_head", "phone", "residence_kind") if values.get(key))
        weak += bool(by_field.get("sub_unit_name", "").strip() or by_field.get("permanent_address", "").strip())
        if not name:
            return strong > 0 and strong + weak + numbered >= 2
        if names_sub_unit(name) and not strong and weak < 2:
            return False
        if self.closed and not strong:
            return False
        if strong or (numbered and looks_like_name(name)):
            return True
        return looks_like_name(name) and weak >= (2 if "number" in self.mapped else 1)

    def _repeats_header(self, texts: list[str]) -> bool:
        filled = [(index, heading_key(text)) for index, text in enumerate(texts) if text and not text.isspace()]
        same = sum(1 for index, key in filled if key and self.headings.get(index) == key)
        return same >= 2 and same * 2 > len(filled)

    def _learn_from(self, number: int, texts: list[str]) -> None:
        """What a row between people says: a unit, a sub-unit, a household, or that the list is over."""
        filled = [text.strip() for text in texts if text and not text.isspace()]
        said = accent_key(filled[0])
        self.household = self.head = ""
        if any(_SIGNATURE.search(accent_key(text)) for text in filled):
            self.closed = True
        elif _HOUSEHOLD_ROW.match(said):
            match = _HOUSEHOLD_NUMBER.search(said)
            self.household = (match[1] or match[2]).upper() if match else f"#{self.layout.sheet}!{number}"
        elif names_sub_unit(
            filled[-1] if filled[0].rstrip(".").isalnum() and len(filled[0]) < 5 and len(filled) > 1 else filled[0]
        ):
            text = next(text for text in filled if names_sub_unit(text))
            self.group_sub_unit = canonical_sub_unit(text, self.directory.is_ward(self.group_unit or self.title_unit))
        elif len(filled) <= 2:
            self.group_unit = self.directory.unit_of(filled[-1]) or self.group_unit

    # --- where and with whom they live

    def _place(self, by_field: dict[str, str], values: dict[str, Any], reasons: list[str]) -> None:
        """Neighbours share unit and sub-unit: what was found out for the one above is said again."""
        unread = "sub_unit_name" in self.mapped and not self.place_from_address
        address = "" if unread else values.get("permanent_address") or ""
        said = (by_field.get("unit_name", ""), by_field.get("sub_unit_name", ""), address)
        found = self.places.get((*said, self.group_unit, self.group_sub_unit))
        if found is None:
            if len(self.places) >= _PLACES_KEPT:
                self.places.clear()
            found = self.places[*said, self.group_unit, self.group_sub_unit] = self._placed(*said)
        values |= found[0]
        reasons += found[1]

    def _placed(self, named: str, text: str, address: str) -> tuple[dict[str, Any], list[str]]:
        """Values and reasons of a place, from the cells of unit and sub-unit and the rows above."""
        named, text, reasons = named.strip(), text.strip(), list[str]()
        own = self.directory.unit_of(named) if named else None
        said = own or (None if named else self.group_unit or self.title_unit)  # perhaps a unit that is no more
        if said is None and self.place_from_address:
            said = self.directory.unit_in_address(address)
        unit_id = self.batch_unit or self.directory.living(said)
        if self.batch_unit and own and self.directory.living(own) != self.batch_unit:
            reasons.append("unit_of_another")
        elif unit_id is None:
            reasons.append("unit_unknown")
        elif said is not None and said != self.directory.living(said):
            reasons.append("unit_former")
        name = self._sub_unit_name(text, unit_id) if text and not is_empty_word(text) else self.group_sub_unit
        if not name:
            name = self._sub_unit_in(address, unit_id)
        sub_unit_id, name = self._known_sub_unit(unit_id, said, name) if name else (None, "")
        values = {"unit_id": unit_id, "unit_name": quick_clean(named)[:200] or None}
        return values | {"sub_unit_id": sub_unit_id, "sub_unit_name": name[:120] or None}, reasons

    def _known_sub_unit(self, unit_id: int | None, said: int | None, name: str) -> tuple[int | None, str]:
        """``Thôn 5`` of a unit that is no more is the one that came from there, whatever others are called so now."""
        if said is not None and self.directory.living(said) == unit_id != said:
            found, as_it_was = self.directory.sub_unit_of(said, name)
            if found is not None:
                return found, as_it_was
        return self.directory.sub_unit_of(unit_id, name)

    def _sub_unit_in(self, address: str, unit_id: int | None) -> str:
        """The part of an address that names a sub-unit, for lists without a column for it."""
        part = next((part.strip() for part in address.split(",") if names_sub_unit(part)), "")
        return self._sub_unit_name(part, unit_id) if part else ""

    def _sub_unit_name(self, text: str, unit_id: int | None) -> str:
        return canonical_sub_unit(text, self.directory.is_ward(unit_id))

    def _join_household(self, number: int, by_field: dict[str, str], values: dict[str, Any]) -> None:
        head = quick_clean(by_field.get("head_name", ""))
        given = quick_clean(by_field.get("household_number", ""))
        if given and not is_empty_word(given):
            key = given
        elif values.get("relation_to_head") == HEAD or (head and search_key(head) != self.head):
            key = f"#{self.layout.sheet}!{number}"
            self.household, self.head = key, search_key(head)
        else:
            key = self.household
        values["household_key"], values["head_name"] = key[:80] or None, head[:200] or None


def _sex_codes(layout: SheetLayout) -> dict[str, str]:
    """``GIOI_TINH (1-Nam, 2-Nữ)``: what the heading says its codes mean."""
    heading = next((column.heading for column in layout.columns if column.field == "sex"), "")
    pairs = re.findall(r"(\d)\s*[-:=.]?\s*(nam|nu)\b", search_key(heading))
    return dict(pairs) if len(pairs) == 2 else {}


def passed_over(layout: SheetLayout) -> list[str]:
    """Headings that were recognised or not, and are not kept."""
    return [
        column.heading
        for column in layout.columns
        if column.heading and (not column.field or column.field.startswith(OTHER))
    ]

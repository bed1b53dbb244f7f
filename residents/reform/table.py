"""The table of unit changes as a file: a CSV with one line for each old unit."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kontum_portal.areas.choices import UnitKind
from kontum_portal.text import clean, search_key
from residents.reform.errors import BadLineError, ColumnsMissingError, EmptyTableError, UnreadableTableError

MOST_BYTES = 1_000_000
NEEDED = ("old_code", "old_name", "new_code", "new_name", "effective_date")
_CODE = re.compile(r"[0-9]{5}")
_KINDS = {"phuong": UnitKind.WARD, "xa": UnitKind.COMMUNE}


@dataclass(frozen=True)
class UnitName:
    """``Phường Kon Tum`` as a kind and a name."""

    kind: str
    name: str

    @property
    def key(self) -> str:
        return search_key(self.name)


@dataclass(frozen=True)
class TableLine:
    """One old unit and what becomes of it; ``line`` counts from 1, the header being the first."""

    line: int
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    effective_on: dt.date
    province_code: str = ""
    instrument: str = ""

    @property
    def old(self) -> UnitName:
        return unit_name(self.old_name, self.line, _("old name"))

    @property
    def new(self) -> UnitName:
        return unit_name(self.new_name, self.line, _("new name"))

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"effective_on": self.effective_on.isoformat()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "TableLine":
        return cls(**{**data, "effective_on": dt.date.fromisoformat(data["effective_on"])})


def read_table(path: Path) -> list[TableLine]:
    """The lines of a file on this machine."""
    with path.open("rb") as file:
        return lines_of(file.read(MOST_BYTES + 1), path.name)


def lines_of(content: bytes, name: str) -> list[TableLine]:
    """The lines of a file's content; every refusal names the line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTableError(name=name) from error
    if len(content) > MOST_BYTES or "\0" in text:
        raise UnreadableTableError(name=name)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
        if missing:
            raise ColumnsMissingError(columns=", ".join(missing))
        lines = [_line(reader.line_num, row) for row in reader if any(_texts(row))]
    except csv.Error as error:
        raise UnreadableTableError(name=name) from error
    if not lines:
        raise EmptyTableError
    return lines


def _texts(row: Mapping[str, Any]) -> Iterable[str]:
    return (value.strip() for value in row.values() if isinstance(value, str))


def _line(number: int, row: Mapping[str, str | None]) -> TableLine:
    def text(column: str) -> str:
        return clean(row.get(column) or "")

    for column, field in (("old_name", _("old name")), ("new_name", _("new name"))):
        unit_name(text(column), number, field)  # refuses what is no name
    return TableLine(
        line=number,
        old_code=_code(text("old_code"), number, _("old code")),
        old_name=text("old_name"),
        new_code=_code(text("new_code"), number, _("new code")),
        new_name=text("new_name"),
        effective_on=_day(text("effective_date"), number),
        province_code=text("new_province_code")[:2],
        instrument=text("instrument")[:120],
    )


def _code(text: str, number: int, field: str) -> str:
    if not _CODE.fullmatch(text):
        raise BadLineError(line=number, field=field, value=text[:40], hint=_("A code has five digits."))
    return text


def _day(text: str, number: int) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        hint = _("A date is written YYYY-MM-DD.")
        raise BadLineError(line=number, field=_("effective date"), value=text[:40], hint=hint) from error


def unit_name(text: str, number: int, field: str) -> UnitName:
    """Kind and name of ``Phường Quyết Thắng``; without a kind the line is refused: names were reused across kinds."""
    kind, _space, name = clean(text).partition(" ")
    known = _KINDS.get(search_key(kind))
    if known is None or not search_key(name):
        raise BadLineError(line=number, field=field, value=text[:40], hint=_("A name begins with Phường or Xã."))
    return UnitName(known, name)

"""Read rows as lines of PostgreSQL's COPY text format, made where they are read."""

import datetime as dt
from collections.abc import Iterable

from residents.imports.reasons import first_outcome
from residents.imports.rows import NOT_A_PERSON, ReadRow
from residents.name_keys import name_keys

FACTS = (
    "full_name", "birth_year", "birth_month", "birth_day", "sex", "personal_id", "old_id", "relation_to_head",
    "residence_kind", "residence_until", "presence", "deceased_on", "phone", "permanent_address", "current_address",
    "native_place", "birth_registration_place", "language", "card_claim", "card_issued_on",
)  # fmt: skip
PLACES = ("unit_id", "sub_unit_id", "unit_name", "sub_unit_name", "household_key", "head_name")
KEYS = ("name_key", "given_key", "accent_key", "sort_key")
COLUMNS = (
    "batch_id",
    "opened_by_id",
    "sheet",
    "row",
    "raw",
    "outcome",
    "reasons",
    "differences",
    *FACTS,
    *PLACES,
    *KEYS,
)
"""The columns of a staged row in the order of the lines."""

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": None})
_BREAKS = ("\n", "\r", "\x00")
_SPECIAL = (*_BREAKS, "\t", "\\")
_VALUES = (*FACTS, *PLACES)
_NULL = "\\N"
_NO_KEYS = (None,) * len(KEYS)
_NOTHING = f"\t{_NULL}" * (len(_VALUES) + len(KEYS)) + "\n"
_TABS = len(_VALUES) + len(KEYS) - 1


class _Texts(dict[object, str]):
    """Values that are no texts, as COPY writes them; the same few come again and again."""

    def __missing__(self, value: object) -> str:
        text = value.isoformat() if isinstance(value, dt.date) else str(value)
        if len(self) < _KEPT:
            self[value] = text
        return text


_KEPT = 20_000
_TEXTS = _Texts({None: _NULL})


class LineMaker:
    """Makes lines for one batch; ``head`` is the part that every line shares."""

    def __init__(self, batch_id: int, opened_by_id: int) -> None:
        self.head = f"{batch_id}\t{opened_by_id}\t"

    def line(self, row: ReadRow) -> str:
        """One row with the outcome that the file alone gives it; the register changes it later."""
        place = f"{self.head}{escaped(row.sheet)}\t{row.row}\t{array(trimmed(row.raw))}"
        outcome = NOT_A_PERSON if row.hint == NOT_A_PERSON else first_outcome(row.reasons)
        reasons = "{" + ",".join(row.reasons) + "}"
        values = row.values
        if not values:
            return f"{place}\t{outcome}\t{reasons}\t{{}}{_NOTHING}"
        found = [*map(values.get, _VALUES), *_keys(values.get("full_name"))]
        cells = "\t".join([cell if type(cell) is str else _TEXTS[cell] for cell in found])
        if not _is_plain(cells, found.count(None)):
            cells = "\t".join([escaped(cell) if type(cell) is str else _TEXTS[cell] for cell in found])
        return f"{place}\t{outcome}\t{reasons}\t{{}}\t{cells}\n"


def _keys(name: str | None) -> tuple[str | None, ...]:
    if not name:
        return _NO_KEYS
    keys = name_keys(name)
    return keys.name_key, keys.given_key, keys.accent_key, keys.sort_key


def _is_plain(cells: str, nulls: int) -> bool:
    """Whether nothing in the joined cells needs an escape: looking for each such character is quicker than for all."""
    return cells.count("\t") == _TABS and cells.count("\\") == nulls and _holds_none(cells, _BREAKS)


def _holds_none(text: str, specials: tuple[str, ...]) -> bool:
    for special in specials:  # noqa: SIM110 - all() over a generator takes three times as long
        if special in text:
            return False
    return True


def escaped(text: str) -> str:
    """A value of COPY's text format."""
    return text.translate(_ESCAPES) if not text.isprintable() or "\\" in text else text


def trimmed(raw: list[str]) -> list[str]:
    """The cells without the empty ones at the end."""
    end = len(raw)
    while end and not raw[end - 1]:
        end -= 1
    return raw[:end]


def array(texts: Iterable[str]) -> str:
    """A ``text[]`` literal, escaped for COPY."""
    joined = '","'.join(texts)
    if not joined:
        return "{}"
    if joined.count('"') == 2 * joined.count('","') and _holds_none(joined, _SPECIAL):
        return '{"' + joined + '"}'
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return escaped('{"' + '","'.join(quoted) + '"}')

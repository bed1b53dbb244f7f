"""Two officers save the same record: what the other one changed, box by box, and what became of it in my form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import SubUnit
from residents.masking import partial_date
from residents.models import Household, PersonFacts, Resident
from residents.queries.history import Label, label_of, version_seen

BIRTH = ("birth_year", "birth_month", "birth_day")
# A box of the form and the columns it stands for; the household is compared by its number.
COLUMNS: dict[str, tuple[str, ...]] = {
    "birth": BIRTH,
    "sub_unit": ("sub_unit_id",),
    "household_number": ("household_number",),
} | {field.name: (field.name,) for field in PersonFacts._meta.get_fields() if field.name not in (*BIRTH, "deceased_on")}

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class ChangedBox:
    """As I saw it, as it is in the register now, and as I typed it; ``both`` of us changed it, each differently."""

    box: str
    label: Label
    seen: Any
    theirs: Any
    mine: Any
    both: bool
    choice: str = ""


@dataclass(frozen=True)
class Meanwhile:
    """What changed in the boxes of the form since the officer opened it."""

    boxes: list[ChangedBox]

    @property
    def conflicts(self) -> list[ChangedBox]:
        return [box for box in self.boxes if box.both]

    @property
    def theirs_alone(self) -> list[ChangedBox]:
        return [box for box in self.boxes if not box.both]

    def marked(self, chosen: Mapping[str, str]) -> "Meanwhile":
        """The same with what was chosen so far."""
        return Meanwhile([replace(box, choice=chosen.get(box.box, "")) for box in self.boxes])

    def is_settled_by(self, chosen: Mapping[str, str]) -> bool:
        return all(chosen.get(box.box) in (MINE, THEIRS) for box in self.conflicts)

    def keep(self, changes: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
        """Of my changes, those that are written: nothing over theirs, unless I chose mine."""
        left = {box.box for box in self.boxes if not box.both or chosen.get(box.box) == THEIRS}
        dropped = {column for box in left for column in COLUMNS[box]}
        return {column: value for column, value in changes.items() if column not in dropped}


def changed_meanwhile(officer: Officer, resident: Resident, version: int, mine: Mapping[str, Any]) -> Meanwhile:
    """Compare three: the record at ``version``, the record now, and ``mine`` by column. Unknown past: all is theirs."""
    seen_row = version_seen(officer, resident, version)
    rows = [resident, seen_row] if seen_row else [resident]
    numbers = _household_numbers(rows)
    now = _by_column(resident, numbers)
    seen = _by_column(seen_row, numbers) if seen_row else None
    changed = [box for box in COLUMNS if _theirs_differs(box, seen, now, mine)]
    places = _place_names(changed, [now, seen or now, mine])
    return Meanwhile([_box(box, seen or {}, now, mine, places) for box in changed])


def _theirs_differs(box: str, seen: dict | None, now: dict, mine: Mapping[str, Any]) -> bool:
    """They changed it, and what I have is not what they wrote."""
    if not all(column in mine for column in COLUMNS[box]) or _of(box, mine) == _of(box, now):
        return False
    return seen is None or _of(box, seen) != _of(box, now)


def _box(box: str, seen: dict, now: dict, mine: Mapping[str, Any], places: dict[int, str]) -> ChangedBox:
    shown = [_shown(box, facts, places) for facts in (seen, now, mine)]
    both = not seen or _of(box, seen) != _of(box, mine)
    return ChangedBox(box, label_of("household" if box == "household_number" else box), *shown, both=both)


def _of(box: str, facts: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(facts.get(column) for column in COLUMNS[box])


def _by_column(row: Any, numbers: dict[int, str | None]) -> dict[str, Any]:
    columns = [column for box in COLUMNS.values() for column in box if column != "household_number"]
    return {column: getattr(row, column) for column in columns} | {"household_number": numbers.get(row.household_id)}


def _household_numbers(rows: list[Any]) -> dict[int, str | None]:
    ids = {row.household_id for row in rows} - {None}
    return dict(Household.objects.filter(pk__in=ids).values_list("pk", "number")) if ids else {}


def _place_names(changed: list[str], facts: list[Mapping[str, Any]]) -> dict[int, str]:
    ids = {one.get("sub_unit_id") for one in facts} - {None}
    return dict(SubUnit.objects.filter(pk__in=ids).values_list("pk", "name")) if "sub_unit" in changed else {}


def _shown(box: str, facts: Mapping[str, Any], places: dict[int, str]) -> Any:
    """As a person reads it; whole values, which stand in the form as well."""
    values = _of(box, facts)
    if box == "birth":
        return partial_date(*values)
    if box == "sub_unit":
        return places.get(values[0], "") if values[0] else ""
    if box == "household_number" or values[0] is None:
        return values[0] or ""
    choices = dict(getattr(Resident._meta.get_field(box), "flatchoices", ()))
    return choices.get(values[0], values[0])

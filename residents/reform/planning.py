"""A table judged against the units as they are: which unit goes into which, and what speaks against it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kontum_portal.areas.models import AdminUnit, SupervisionAreaUnit, UnitChange
from kontum_portal.areas.queries import units_on
from kontum_portal.clock import today
from kontum_portal.text import search_key
from residents.reform.errors import (
    CodeInUseError,
    GoneElsewhereError,
    LineTwiceError,
    OtherOldUnitError,
    OtherSuccessorError,
    PartlyAppliedError,
    ReformToComeError,
    SuccessorNamedTwiceError,
    TwoSuccessorsError,
    UnitsMissingError,
    UnknownOldUnitError,
    WrongDateError,
)
from residents.reform.table import TableLine, UnitName

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Succession:
    """One new unit, by the line that first names it, and the old units that go into it. ``known``: it exists already."""

    line: TableLine
    old_units: list[AdminUnit]
    known: AdminUnit | None


@dataclass(frozen=True)
class Plan:
    """What a table asks for. ``applied``: every line of it is in force already."""

    effective_on: dt.date
    successions: list[Succession]
    applied: bool

    @property
    def old_units(self) -> list[AdminUnit]:
        return [unit for succession in self.successions for unit in succession.old_units]


def plan_of(lines: list[TableLine], effective_on: dt.date) -> Plan:
    """The plan, or the first sentence that refuses it. Reads only."""
    eve = effective_on - ONE_DAY
    _refuse_other_dates(lines, effective_on)
    _refuse_two_lines(lines)
    old = {line.line: _old_unit(line, eve) for line in lines}
    applied = _applied(lines, old, effective_on)
    _refuse_missing(old.values(), eve)
    successions = []
    for first in _first_of_each(lines):
        going = [old[line.line] for line in lines if line.new_code == first.new_code]
        if _stays(first, going):
            continue
        _refuse_code_in_use(first, {unit.pk for unit in old.values()}, effective_on)
        successions.append(Succession(first, going, _known(first, effective_on)))
    return Plan(effective_on, successions, applied)


def refuse_to_come(effective_on: dt.date) -> None:
    """Until its day a reform can only be tried: people belong to the old units to the last."""
    if effective_on > today():
        raise ReformToComeError(day=f"{effective_on:%d/%m/%Y}", today=f"{today():%d/%m/%Y}")


def _refuse_other_dates(lines: list[TableLine], effective_on: dt.date) -> None:
    for line in lines:
        if line.effective_on != effective_on:
            raise WrongDateError(line=line.line, said=f"{line.effective_on:%d/%m/%Y}", asked=f"{effective_on:%d/%m/%Y}")


def _refuse_two_lines(lines: list[TableLine]) -> None:
    by_old: dict[str, TableLine] = {}
    by_new: dict[str, TableLine] = {}
    for line in lines:
        first = by_old.setdefault(line.old_code, line)
        if first is not line:
            refusal = LineTwiceError if first.new_code == line.new_code else TwoSuccessorsError
            raise refusal(first=first.line, line=line.line, unit=line.old_name)
        named = by_new.setdefault(line.new_code, line)
        if (named.new.kind, named.new.key) != (line.new.kind, line.new.key):
            raise SuccessorNamedTwiceError(first=named.line, line=line.line, code=line.new_code)


def _first_of_each(lines: list[TableLine]) -> list[TableLine]:
    first: dict[str, TableLine] = {}
    for line in lines:
        first.setdefault(line.new_code, line)
    return list(first.values())


def _old_unit(line: TableLine, eve: dt.date) -> AdminUnit:
    """The unit that bore the code on the eve: codes are reused, so never by the code alone."""
    unit = units_on(eve).filter(code=line.old_code).first()
    if unit is None:
        raise UnknownOldUnitError(line=line.line, code=line.old_code, day=f"{eve:%d/%m/%Y}")
    if not _is_called(unit, line.old):
        raise OtherOldUnitError(
            line=line.line, code=line.old_code, unit=str(unit), said=line.old_name, day=f"{eve:%d/%m/%Y}"
        )
    return unit


def _is_called(unit: AdminUnit, said: UnitName) -> bool:
    return unit.kind == said.kind and said.key in {search_key(name) for name in (unit.name, *unit.aliases)}


def _applied(lines: list[TableLine], old: dict[int, AdminUnit], effective_on: dt.date) -> bool:
    """Whether all of it is in force; a part of it, or another reform of the same units, is refused."""
    changes = {change.old_unit_id: change for change in UnitChange.objects.select_related("new_unit")}
    done = 0
    for line in lines:
        change = changes.get(old[line.line].pk)
        if change is None:
            continue
        if (change.new_unit.code, change.effective_on) != (line.new_code, effective_on):
            raise GoneElsewhereError(
                line=line.line,
                unit=line.old_name,
                successor=str(change.new_unit),
                day=f"{change.effective_on:%d/%m/%Y}",
            )
        done += 1
    if done and done != sum(1 for line in lines if not _is_alone_and_unchanged(line, lines)):
        raise PartlyAppliedError
    return bool(done)


def _is_alone_and_unchanged(line: TableLine, lines: list[TableLine]) -> bool:
    same = (line.old_code, line.old.kind, line.old.key) == (line.new_code, line.new.kind, line.new.key)
    return same and sum(1 for other in lines if other.new_code == line.new_code) == 1


def _stays(line: TableLine, going: list[AdminUnit]) -> bool:
    """A unit that goes alone into one of the same code and name is only mentioned."""
    return len(going) == 1 and going[0].code == line.new_code and _is_called(going[0], line.new)


def _refuse_missing(old_units: Iterable[AdminUnit], eve: dt.date) -> None:
    named = {unit.pk for unit in old_units}
    areas = SupervisionAreaUnit.objects.filter(unit__in=named).values("area_id")
    beside = units_on(eve).filter(areas__in=areas).exclude(pk__in=named).distinct().order_by("code")
    if missing := list(beside):
        raise UnitsMissingError(units=", ".join(f"{unit} ({unit.code})" for unit in missing))


def _known(line: TableLine, effective_on: dt.date) -> AdminUnit | None:
    """The successor, where its generation was loaded before."""
    unit = AdminUnit.objects.filter(code=line.new_code, valid_from=effective_on).first()
    if unit is not None and not _is_called(unit, line.new):
        raise OtherSuccessorError(line=line.line, code=line.new_code, unit=str(unit), said=line.new_name)
    return unit


def _refuse_code_in_use(line: TableLine, ending: set[int], effective_on: dt.date) -> None:
    holder = units_on(effective_on).filter(code=line.new_code).exclude(valid_from=effective_on)
    for unit in holder.exclude(pk__in=ending):
        raise CodeInUseError(line=line.line, code=line.new_code, unit=str(unit))

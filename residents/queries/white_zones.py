"""White zones: how many people are registered where a source expects how many.

Without an expected number there is no rate, and that is said in words; a rate above 100 % stands as it is and is
explained.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit
from residents.dc01 import MOST_BLANK
from residents.models import DoorToDoorRound, Household
from residents.queries.verifying import people_here

WHITE_BELOW = 90.0  # percent of the expected people; a rule of the unit, no law sets it


@dataclass(frozen=True)
class Expected:
    people: int
    source: str
    as_of: dt.date


@dataclass(frozen=True)
class Zone:
    """A unit (``sub_unit_id`` None) or one of its sub-units."""

    unit_id: int
    sub_unit_id: int | None
    name: str
    registered: int
    expected: Expected | None
    round: DoorToDoorRound | None = None

    @property
    def rate(self) -> float | None:
        """Percent; None where nothing, or nobody, is expected: 0 and 100 would both be invented."""
        if self.expected is None or self.expected.people == 0:
            return None
        return 100 * self.registered / self.expected.people

    @property
    def is_white(self) -> bool:
        return self.rate is not None and self.rate < WHITE_BELOW

    @property
    def is_over(self) -> bool:
        return self.rate is not None and self.rate > 100

    @property
    def missing(self) -> int:
        return max(self.expected.people - self.registered, 0) if self.expected else 0

    @property
    def blank_forms(self) -> int:
        """DC01 forms to take along: one for each person who is missing, as many as are printed at once."""
        return min(self.missing, MOST_BLANK)


def zones_of_unit(officer: Officer, unit: AdminUnit) -> list[Zone]:
    """Every sub-unit, the emptiest first, those without a number last; the number of queries does not grow."""
    if unit.pk not in officer.register_unit_ids:
        return []
    counted = dict(people_here(officer).filter(unit=unit).order_by().values_list("sub_unit_id").annotate(Count("pk")))
    expected, rounds = latest_expected([unit.pk]), _newest_rounds(officer, [unit.pk])
    zones = [
        Zone(unit.pk, part.pk, part.name, counted.get(part.pk, 0), expected.get((unit.pk, part.pk)),
             rounds.get((unit.pk, part.pk)))
        for part in SubUnit.objects.filter(unit=unit)
    ]  # fmt: skip
    return sorted(zones, key=lambda zone: (zone.rate is None, zone.rate or 0, zone.name))


def without_sub_unit(officer: Officer, unit: AdminUnit) -> int:
    """People of the unit who count in none of its sub-units."""
    return people_here(officer).filter(unit=unit, sub_unit__isnull=True).count()


def zones_of_area(officer: Officer, units: Iterable[AdminUnit]) -> list[Zone]:
    """One zone a unit of the officer's scope."""
    mine = [unit for unit in units if unit.pk in officer.register_unit_ids]
    ids = [unit.pk for unit in mine]
    counted = dict(people_here(officer).filter(unit__in=ids).order_by().values_list("unit_id").annotate(Count("pk")))
    expected, rounds = _expected_of_units(ids), _newest_rounds(officer, ids)
    return [
        Zone(unit.pk, None, str(unit), counted.get(unit.pk, 0), expected.get(unit.pk), rounds.get((unit.pk, None)))
        for unit in mine
    ]


def zone_of(officer: Officer, unit: AdminUnit, sub_unit: SubUnit | None) -> Zone:
    """The one place, counted now."""
    here = people_here(officer).filter(unit=unit)
    key = (unit.pk, sub_unit.pk if sub_unit else None)
    expected = latest_expected([unit.pk]).get(key) if sub_unit else _expected_of_units([unit.pk]).get(unit.pk)
    registered = here.filter(sub_unit=sub_unit).count() if sub_unit else here.count()
    return Zone(*key, str(sub_unit or unit), registered, expected, _newest_rounds(officer, [unit.pk]).get(key))


def latest_expected(unit_ids: Iterable[int]) -> dict[tuple[int, int | None], Expected]:
    """The newest figure of each place, by (unit, sub-unit or None)."""
    figures = ExpectedPopulation.objects.filter(unit__in=list(unit_ids))
    newest = figures.order_by("unit_id", "sub_unit_id", "-as_of", "-id").distinct("unit_id", "sub_unit_id")
    return {(one.unit_id, one.sub_unit_id): Expected(one.people, one.source, one.as_of) for one in newest}


def households_known(officer: Officer, unit: AdminUnit, sub_unit: SubUnit | None) -> list[Household]:
    """What is taken along from door to door: the standing households with the number of their people."""
    homes = Household.objects.visible_to(officer).standing().filter(unit=unit)
    homes = homes.filter(sub_unit=sub_unit) if sub_unit else homes
    counted = homes.select_related("head", "sub_unit").annotate(people=Count("members"))
    return list(counted.order_by("address", "id")[:400])


def _expected_of_units(unit_ids: list[int]) -> dict[int, Expected]:
    """The unit's own figure; else the sum of its sub-units, but only when each of them has one."""
    known = latest_expected(unit_ids)
    parts: dict[int, list[int]] = defaultdict(list)
    for unit_id, pk in SubUnit.objects.filter(unit__in=unit_ids).values_list("unit_id", "pk"):
        parts[unit_id].append(pk)
    found = {}
    for unit_id in unit_ids:
        own, each = known.get((unit_id, None)), [known.get((unit_id, pk)) for pk in parts[unit_id]]
        whole = [one for one in each if one]
        if own:
            found[unit_id] = own
        elif each and len(whole) == len(each):
            found[unit_id] = Expected(sum(one.people for one in whole), "", min(one.as_of for one in whole))
    return found


def _newest_rounds(officer: Officer, unit_ids: list[int]) -> dict[tuple[int, int | None], DoorToDoorRound]:
    rounds = DoorToDoorRound.objects.visible_to(officer).filter(unit__in=unit_ids).select_related("done_by")
    newest = rounds.order_by("unit_id", "sub_unit_id", "-id").distinct("unit_id", "sub_unit_id")
    return {(one.unit_id, one.sub_unit_id): one for one in newest}

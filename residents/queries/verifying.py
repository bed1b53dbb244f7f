"""Whose record is to be verified: hamlet by hamlet, households together, those never or longest ago verified first."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, F, Max, Min, Q, When

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import SubUnit
from residents.choices import CheckResult, Presence
from residents.masking import partial_date
from residents.models import Household, Resident, Verification
from residents.querysets import ResidentQuerySet
from residents.staleness import is_stale, stale

HOUSEHOLDS = 10
PRINTED = 60  # households on one print-out
_GONE = (Presence.LEFT_AREA,)


@dataclass(frozen=True)
class HamletRow:
    """``pk`` is None for people without a sub-unit."""

    pk: int | None
    name: str
    people: int
    due: int

    @property
    def fresh_share(self) -> float | None:
        return 100 * (self.people - self.due) / self.people if self.people else None


@dataclass(frozen=True)
class Line:
    """A person of the worklist and the officer's standing word of today."""

    resident: Resident
    today: Verification | None = None

    @property
    def is_due(self) -> bool:
        return is_stale(self.resident.last_verified_on)

    @property
    def born(self) -> str:
        return partial_date(self.resident.birth_year, self.resident.birth_month, self.resident.birth_day)


@dataclass
class Group:
    """A household with its living people; people without one stand together under None."""

    household: Household | None
    lines: list[Line] = field(default_factory=list)


def to_verify(officer: Officer) -> ResidentQuerySet:
    """Living people who did not leave and whose verification is missing or old."""
    return people_here(officer).filter(stale())


def people_here(officer: Officer) -> ResidentQuerySet:
    present = Q(presence__isnull=True) | ~Q(presence__in=_GONE)
    return Resident.objects.visible_to(officer).living().filter(present)


def count_to_verify(officer: Officer) -> int:
    return to_verify(officer).count()


def count_differing(officer: Officer) -> int:
    """People whose last comparison found a difference that no later verification settled."""
    return people_found_differing(officer).count()


def people_found_differing(officer: Officer) -> ResidentQuerySet:
    found = Verification.objects.visible_to(officer).standing().filter(result=CheckResult.DIFFERS)
    unsettled = found.filter(
        Q(resident__last_verified_on__isnull=True) | Q(checked_on__gt=F("resident__last_verified_on"))
    )
    return Resident.objects.visible_to(officer).living().filter(pk__in=unsettled.values("resident_id"))


def hamlets(officer: Officer, unit_id: int) -> list[HamletRow]:
    """Every sub-unit of the unit with its people and those who are due; one query over the unit."""
    if unit_id not in officer.register_unit_ids:
        return []
    counted = people_here(officer).filter(unit_id=unit_id).order_by().values("sub_unit_id")
    found = {row["sub_unit_id"]: row for row in counted.annotate(people=Count("*"), due=Count("pk", filter=stale()))}
    rows = [
        HamletRow(part.pk, part.name, found.get(part.pk, {}).get("people", 0), found.get(part.pk, {}).get("due", 0))
        for part in SubUnit.objects.filter(unit_id=unit_id)
    ]
    if None in found:
        rows.append(HamletRow(None, "", found[None]["people"], found[None]["due"]))
    return rows


def groups_of_hamlet(officer: Officer, unit_id: int, sub_unit_id: int | None, limit: int = HOUSEHOLDS) -> list[Group]:
    """The first households of a hamlet in which somebody is due, whole; then the due who are in no household."""
    here = people_here(officer).filter(unit_id=unit_id, sub_unit_id=sub_unit_id)
    due = here.filter(stale(), household__isnull=False).order_by().values("household_id")
    never = Max(Case(When(last_verified_on__isnull=True, then=1), default=0))
    waiting = due.annotate(oldest=Min("last_verified_on"), never=never)
    ordered = waiting.order_by("-never", F("oldest").asc(nulls_first=True), "household_id")
    return _grouped(officer, here, [row["household_id"] for row in ordered[:limit]], limit)


def groups_of_household(officer: Officer, household: Household) -> list[Group]:
    """One household, whole: for its own checklist."""
    return _grouped(officer, people_here(officer).filter(household=household), [household.pk], 0)


def line_of(officer: Officer, resident: Resident) -> Line:
    return Line(resident, _words_of_today(officer, [resident]).get(resident.pk))


def _grouped(officer: Officer, here: ResidentQuerySet, homes: list[int], alone: int) -> list[Group]:
    known = Household.objects.visible_to(officer).select_related("sub_unit", "unit").in_bulk(homes)
    groups = {pk: Group(known[pk]) for pk in homes if pk in known}
    people = list(here.filter(household_id__in=homes).order_by("birth_year", "id")[:500])
    people.sort(key=lambda one: one.relation_to_head != "head")
    single = list(here.filter(stale(), household__isnull=True).order_by("sort_key", "id")[:alone]) if alone else []
    words = _words_of_today(officer, people + single)
    for person in people:
        groups[person.household_id].lines.append(Line(person, words.get(person.pk)))
    rest = [Group(None, [Line(person, words.get(person.pk)) for person in single])] if single else []
    return [*groups.values(), *rest]


def _words_of_today(officer: Officer, people: list[Resident]) -> dict[int, Verification]:
    given = Verification.objects.visible_to(officer).standing().filter(officer=officer, checked_on=clock.today())
    return {one.resident_id: one for one in given.filter(resident__in=people)}


def verifications_of(officer: Officer, resident: Resident) -> list[Verification]:
    """The newest evidence first, taken back ones too: that they were is part of it."""
    known = Verification.objects.visible_to(officer).filter(resident=resident)
    return list(known.select_related("officer").order_by("-checked_on", "-id")[:20])

"""The list of residents by given name, filtered by codes; figures drill down into it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.queries import of_unit_once
from kontum_portal.text import whole_number
from residents.choices import CardState, EIdState, Presence, ResidenceKind, Severity
from residents.extension_points import ResidentFilter, resident_filters
from residents.models import Finding, Resident
from residents.quality.conditions import at_least, under
from residents.querysets import FindingQuerySet, ResidentQuerySet

PAGE = 50
COUNTED = 10_000
AGES = {
    "under_6": (0, 6),
    "6_13": (6, 14),
    "14_24": (14, 25),
    "25_59": (25, 60),
    "60_up": (60, None),
    "14_up": (14, None),
}
ABSENT = "absent"  # of any kind
AWAY = (Presence.WORKING_AWAY, Presence.DETAINED, Presence.LEFT_AREA, Presence.WHEREABOUTS_UNKNOWN)
VERIFIED = ("never", "over_a_year", "within_a_year")
BLOCKING = "blocking"  # any finding that blocks a card


@dataclass(frozen=True)
class ResidentFilters:
    """Coded filters only, so that they may stand in a URL. ``further`` are those of other apps, by code."""

    unit_id: int | None = None
    sub_unit_id: int | None = None
    card_state: str = ""
    eid_state: str = ""
    presence: str = ""
    residence_kind: str = ""
    age: str = ""
    rule: str = ""
    verified: str = ""
    deceased: bool = False
    further: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: QueryDict) -> "ResidentFilters":
        """Unknown codes are passed over: an old link opens a longer list, never an error."""
        return cls(
            unit_id=whole_number(query.get("unit"), digits=9),
            sub_unit_id=whole_number(query.get("sub_unit"), digits=9),
            card_state=_code(query.get("card_state"), CardState.values),
            eid_state=_code(query.get("eid_state"), EIdState.values),
            presence=_code(query.get("presence"), [*Presence.values, ABSENT]),
            residence_kind=_code(query.get("residence_kind"), ResidenceKind.values),
            age=_code(query.get("age"), list(AGES)),
            rule=query.get("rule", "")[:40],
            verified=_code(query.get("verified"), VERIFIED),
            deceased=query.get("deceased") == "1",
            further={
                one.code: query.get(one.code, "")
                for one in resident_filters
                if query.get(one.code, "") in _codes_of(one)
            },
        )

    def as_query(self) -> str:
        """The same filters as the query string of a link: codes and ids only."""
        said = {
            "unit": self.unit_id, "sub_unit": self.sub_unit_id, "card_state": self.card_state,
            "eid_state": self.eid_state, "presence": self.presence, "residence_kind": self.residence_kind,
            "age": self.age, "rule": self.rule, "verified": self.verified, "deceased": "1" if self.deceased else "",
            **self.further,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class ResidentPage:
    """Rows in Vietnamese order of given names.

    ``total`` is counted for the first page, up to ``COUNTED``; past that ``is_long`` says so and
    ``count_residents`` tells the number on demand.
    """

    people: list[Resident]
    cursor: int | None = None
    total: int | None = None
    is_long: bool = False


def list_residents(
    officer: Officer, filters: ResidentFilters, cursor: int | None = None, limit: int = PAGE
) -> ResidentPage:
    """One page after the person whose id is ``cursor``: who stands on it by an index alone, then those people."""
    last = Resident.objects.visible_to(officer).filter(pk=cursor).first() if cursor else None
    in_order = _found_in_order if filters.rule else _people_in_order
    ids = in_order(officer, filters, last, limit + 1)
    more = len(ids) > limit
    known = Resident.objects.visible_to(officer).select_related("unit", "sub_unit").in_bulk(ids[:limit])
    people = [known[pk] for pk in ids[:limit] if pk in known]
    total = _total(officer, filters) if more and not last else None if last else len(people)
    is_long = total is not None and total > COUNTED
    return ResidentPage(people, ids[limit - 1] if more else None, None if is_long else total, is_long)


def _people_in_order(officer: Officer, filters: ResidentFilters, last: Resident | None, number: int) -> list[int]:
    people = _without_rule(officer, filters)
    if last:
        people = people.filter(Q(sort_key__gt=last.sort_key) | Q(pk__gt=last.pk), sort_key__gte=last.sort_key)
    return list(people.order_by("sort_key", "id").values_list("pk", flat=True)[:number])


def _found_in_order(officer: Officer, filters: ResidentFilters, last: Resident | None, number: int) -> list[int]:
    found = _ordered(_found_among(officer, filters))
    if last:
        behind = Q(sort_key__gt=last.sort_key) | Q(resident_id__gt=last.pk)
        found = found.filter(behind, sort_key__gte=last.sort_key)
    return [resident_id for _, resident_id in found[:number]]


def _ordered(found: FindingQuerySet) -> QuerySet:
    """Their people once each, in the order of the list."""
    return found.order_by("sort_key", "resident_id").values_list("sort_key", "resident_id").distinct()


def _found_among(officer: Officer, filters: ResidentFilters) -> FindingQuerySet:
    """The open findings of the rule about people whom the other filters let through."""
    found = _found(officer, filters.rule)
    alone = ResidentFilters(rule=filters.rule, unit_id=filters.unit_id)
    if filters == alone and (not filters.unit_id or filters.unit_id in officer.register_unit_ids):
        return found.filter(unit_id=filters.unit_id) if filters.unit_id else found
    return found.filter(resident__in=_without_rule(officer, filters))


def _found(officer: Officer, rule: str) -> FindingQuerySet:
    """The open findings of a rule, or of everything that blocks."""
    findings = Finding.objects.visible_to(officer).open()
    return findings.filter(severity=Severity.BLOCKS) if rule == BLOCKING else findings.filter(rule=rule)


def count_residents(officer: Officer, filters: ResidentFilters) -> int:
    """How many people the whole list holds; takes a while for hundreds of thousands."""
    return matching_residents(officer, filters).count()


def _total(officer: Officer, filters: ResidentFilters) -> int:
    """The number of people, or ``COUNTED`` + 1 when there are more."""
    if filters.rule:
        return _ordered(_found_among(officer, filters))[: COUNTED + 1].count()
    return _without_rule(officer, filters).order_by()[: COUNTED + 1].count()


def matching_residents(officer: Officer, filters: ResidentFilters) -> ResidentQuerySet:
    """The people in the officer's scope whom the filters let through.

    The deceased only when asked for, or when a rule found something about them: its list is as long as its count.
    """
    residents = _without_rule(officer, filters)
    if not filters.rule:
        return residents
    return residents.filter(pk__in=_found(officer, filters.rule).values("resident_id"))


def _without_rule(officer: Officer, filters: ResidentFilters) -> ResidentQuerySet:
    residents = Resident.objects.visible_to(officer)
    if filters.deceased or not filters.rule:
        residents = residents.filter(deceased_on__isnull=not filters.deceased)
    if filters.unit_id in officer.register_unit_ids:
        residents = residents.filter(unit_id=filters.unit_id)
    elif filters.unit_id:  # a kept filter or an old link may name a unit that has gone into another
        residents = residents.filter(of_unit_once("residents.resident.unit", filters.unit_id))
    plain = {
        "sub_unit_id": filters.sub_unit_id,
        "card_state": filters.card_state,
        "eid_state": filters.eid_state,
        "presence": "" if filters.presence == ABSENT else filters.presence,
        "presence__in": AWAY if filters.presence == ABSENT else (),
        "residence_kind": filters.residence_kind,
    }
    residents = residents.filter(**{name: value for name, value in plain.items() if value})
    if filters.age:
        residents = residents.filter(_of_age(filters.age))
    if filters.verified:
        residents = residents.filter(_verified(filters.verified))
    conditions = [one.condition(filters.further[one.code]) for one in resident_filters if one.code in filters.further]
    return residents.filter(reduce(and_, conditions)) if conditions else residents


def _verified(code: str) -> Q:
    """By the day the record was last compared with the person or with the national database."""
    a_year_ago = clock.today() - dt.timedelta(days=365)
    by_code = {
        "never": Q(last_verified_on__isnull=True),
        "over_a_year": Q(last_verified_on__lt=a_year_ago),
        "within_a_year": Q(last_verified_on__gte=a_year_ago),
    }
    return by_code[code]


def _of_age(code: str) -> Q:
    """Surely at least the first and surely under the second age, as far as the birth date is known."""
    youngest, below = AGES[code]
    today = clock.today()
    old_enough = at_least(youngest, today) if youngest else Q()
    return old_enough & under(below, today) if below else old_enough


def _codes_of(one: ResidentFilter) -> set[str]:
    return {code for code, _ in one.choices}


def _code(text: str | None, known: Iterable[str]) -> str:
    return text if text in known else ""

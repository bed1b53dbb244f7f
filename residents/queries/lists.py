"""The list of residents by given name, filtered by codes; figures drill down into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from django.db.models import Q
from django.http import QueryDict

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from residents.choices import CardState, EIdState, Presence, ResidenceKind
from residents.extension_points import ResidentFilter, resident_filters
from residents.models import Finding, Resident
from residents.quality.conditions import at_least, under
from residents.querysets import ResidentQuerySet

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
    deceased: bool = False
    further: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: QueryDict) -> "ResidentFilters":
        """Unknown codes are passed over: an old link opens a longer list, never an error."""
        return cls(
            unit_id=_number(query.get("unit")),
            sub_unit_id=_number(query.get("sub_unit")),
            card_state=_code(query.get("card_state"), CardState.values),
            eid_state=_code(query.get("eid_state"), EIdState.values),
            presence=_code(query.get("presence"), Presence.values),
            residence_kind=_code(query.get("residence_kind"), ResidenceKind.values),
            age=_code(query.get("age"), list(AGES)),
            rule=query.get("rule", "")[:40],
            deceased=query.get("deceased") == "1",
            further={
                one.code: query.get(one.code, "")
                for one in resident_filters
                if query.get(one.code, "") in _codes_of(one)
            },
        )


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
    """One page after the person whose id is ``cursor``."""
    matching = matching_residents(officer, filters)
    rows = matching.select_related("unit", "sub_unit").order_by("sort_key", "id")
    last = Resident.objects.visible_to(officer).filter(pk=cursor).first() if cursor else None
    if last:
        rows = rows.filter(Q(sort_key__gt=last.sort_key) | Q(pk__gt=last.pk), sort_key__gte=last.sort_key)
    people = list(rows[: limit + 1])
    more = len(people) > limit
    total = _counted(matching) if more and not last else None if last else len(people)
    is_long = total is not None and total > COUNTED
    return ResidentPage(people[:limit], people[limit - 1].pk if more else None, None if is_long else total, is_long)


def count_residents(officer: Officer, filters: ResidentFilters) -> int:
    """How many people the whole list holds; takes a while for hundreds of thousands."""
    return matching_residents(officer, filters).count()


def _counted(matching: ResidentQuerySet) -> int:
    """The number of rows, or ``COUNTED`` + 1 when there are more."""
    return matching.order_by()[: COUNTED + 1].count()


def matching_residents(officer: Officer, filters: ResidentFilters) -> ResidentQuerySet:
    """The people in the officer's scope whom the filters let through.

    The deceased only when asked for, or when a rule found something about them: its list is as long as its count.
    """
    residents = Resident.objects.visible_to(officer)
    if filters.deceased or not filters.rule:
        residents = residents.filter(deceased_on__isnull=not filters.deceased)
    plain = {
        "unit_id": filters.unit_id,
        "sub_unit_id": filters.sub_unit_id,
        "card_state": filters.card_state,
        "eid_state": filters.eid_state,
        "presence": filters.presence,
        "residence_kind": filters.residence_kind,
    }
    residents = residents.filter(**{name: value for name, value in plain.items() if value})
    if filters.age:
        residents = residents.filter(_of_age(filters.age))
    if filters.rule:
        found = Finding.objects.visible_to(officer).open().filter(rule=filters.rule)
        residents = residents.filter(pk__in=found.values("resident_id"))
    conditions = [one.condition(filters.further[one.code]) for one in resident_filters if one.code in filters.further]
    return residents.filter(reduce(and_, conditions)) if conditions else residents


def _of_age(code: str) -> Q:
    """Surely at least the first and surely under the second age, as far as the birth date is known."""
    youngest, below = AGES[code]
    today = clock.today()
    old_enough = at_least(youngest, today) if youngest else Q()
    return old_enough & under(below, today) if below else old_enough


def _codes_of(one: ResidentFilter) -> set[str]:
    return {code for code, _ in one.choices}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _code(text: str | None, known: list[str]) -> str:
    return text if text in known else ""

"""What has happened to the invented people: births, deaths, moves, marriages, absences with the day of return.

Everything follows from the facts the city was loaded with and from the people's numbers, so that the same city has
the same past. Deaths, births and absences of everybody are told, so that the register agrees with its own pages.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now, today
from residents.choices import EventKind, Presence, Relation, ResidenceKind, Sex
from residents.models import Resident, ResidentEvent, Whereabouts

AWAY = (Presence.WORKING_AWAY, Presence.DETAINED, Presence.LEFT_AREA, Presence.WHEREABOUTS_UNKNOWN)
PLACES = (
    "TP Hồ Chí Minh",
    "Bình Dương",
    "Đồng Nai",
    "Đà Nẵng",
    "Pleiku, Gia Lai",
    "Buôn Ma Thuột, Đắk Lắk",
    "Nhật Bản",
)
REASONS = ("Làm công nhân", "Làm thuê theo mùa vụ", "Học nghề", "Theo gia đình", "Buôn bán")
AT_ONCE = 2000
YEAR = 365
CHANGED_BY = {EventKind.RESIDENCE: "residence_kind", EventKind.PRESENCE: "presence", EventKind.MOVE_OUT: "presence"}


@dataclass(frozen=True)
class Keepers:
    """Who keeps the register of each unit: an officer of the ward, or ``otherwise`` where there is none."""

    by_unit: dict[int, int]
    otherwise: int

    def of(self, unit_id: int) -> int:
        return self.by_unit.get(unit_id, self.otherwise)


@transaction.atomic
def tell_of_lives(actor: Officer, keepers: Keepers) -> int:
    """Write the events and the whereabouts; answers how many events. A register with events is left as it is."""
    if ResidentEvent.objects.exists():
        return 0
    people = Resident.objects.visible_to(actor)
    stories = (_deaths, _births, _moves_in, _absences, _returns, _marriages)
    events = chain.from_iterable(story(people, keepers) for story in stories)
    Whereabouts.objects.bulk_create(_whereabouts(people), batch_size=AT_ONCE)
    return len(ResidentEvent.objects.bulk_create(events, batch_size=AT_ONCE))


def _days_ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def _event(person: Resident, kind: EventKind, day: dt.date, keepers: Keepers, **told: Any) -> ResidentEvent:
    """Entered up to twelve days after it happened, as it is in life."""
    entered = min(today(), day + dt.timedelta(days=person.pk * 7 % 13))
    return ResidentEvent(
        resident_id=person.pk, unit_id=person.unit_id, kind=kind, happened_on=day, entered_on=entered,
        entered_at=now() - (today() - entered), entered_by_id=keepers.of(person.unit_id), **told,
    )  # fmt: skip


def _deaths(people: QuerySet, keepers: Keepers) -> Iterator[ResidentEvent]:
    for person in people.filter(deceased_on__isnull=False, presence__isnull=True).order_by("pk"):
        changes = {"deceased_on": [None, person.deceased_on.isoformat()], "presence": [Presence.PRESENT.value, None]}
        yield _event(person, EventKind.DEATH, person.deceased_on, keepers, changes=changes)


def _births(people: QuerySet, keepers: Keepers) -> Iterator[ResidentEvent]:
    """Children of the last year, with the mother when she lives in the same home."""
    first = _days_ago(YEAR)
    children = people.filter(deceased_on__isnull=True).filter(
        relation_to_head=Relation.CHILD, birth_day__isnull=False, birth_year__gte=first.year
    )
    mothers = people.filter(
        sex=Sex.FEMALE, relation_to_head__in=(Relation.HEAD, Relation.WIFE), birth_year__lt=first.year - 15,
        household__in=children.values("household"),
    )  # fmt: skip
    mother_of = dict(mothers.values_list("household_id", "pk"))
    for child in children.order_by("pk"):
        born = dt.date(child.birth_year, child.birth_month, child.birth_day)
        if first <= born <= today():
            place, mother = child.birth_registration_place, mother_of.get(child.household_id)
            yield _event(child, EventKind.BIRTH, born, keepers, place=place, other_id=mother)


def _moves_in(people: QuerySet, keepers: Keepers) -> Iterator[ResidentEvent]:
    for person in people.filter(deceased_on__isnull=True).filter(relation_to_head=Relation.LODGER).order_by("pk"):
        day = _days_ago(person.pk * 53 % 330)
        yield _event(person, EventKind.MOVE_IN, day, keepers, place=person.permanent_address, reason="Thuê trọ")


def _absent(people: QuerySet) -> Iterator[tuple[Resident, EventKind, dict[str, Any]]]:
    """(person, what was entered, since when and where) of everybody who is away."""
    for person in people.filter(deceased_on__isnull=True).filter(presence__in=AWAY).order_by("pk"):
        kind = EventKind.PRESENCE
        if person.presence == Presence.LEFT_AREA:
            kind = EventKind.MOVE_OUT
        elif person.residence_kind == ResidenceKind.ABSENT_DECLARED:
            kind = EventKind.RESIDENCE
        where: dict[str, Any] = {"since": _days_ago(45 + person.pk * 37 % 400), "place": None, "reason": None}
        if person.presence in (Presence.WORKING_AWAY, Presence.LEFT_AREA):
            where |= {"place": PLACES[person.pk % len(PLACES)], "reason": REASONS[person.pk % len(REASONS)]}
        yield person, kind, where


def _absences(people: QuerySet, keepers: Keepers) -> Iterator[ResidentEvent]:
    for person, kind, where in _absent(people):
        before = {"presence": Presence.PRESENT.value, "residence_kind": ResidenceKind.PERMANENT.value}
        column = CHANGED_BY[kind]
        changes = {column: [before[column], getattr(person, column)]}
        said = {"place": where["place"], "reason": where["reason"], "changes": changes}
        yield _event(person, kind, where["since"], keepers, **said)


def _whereabouts(people: QuerySet) -> Iterator[Whereabouts]:
    """Two in three who work away are expected on a day, some of them on a day that has passed."""
    for person, _kind, where in _absent(people):
        working = person.presence == Presence.WORKING_AWAY
        yield Whereabouts(
            resident_id=person.pk, unit_id=person.unit_id, **where,
            relative_phone=f"+8490{person.pk * 7919 % 100_000:07d}" if working else None,
            expected_return=_days_ago(35 - person.pk * 13 % 200) if working and person.pk % 3 else None,
            last_seen_on=where["since"] if person.presence == Presence.WHEREABOUTS_UNKNOWN else None,
        )  # fmt: skip


def _returns(people: QuerySet, keepers: Keepers) -> Iterator[ResidentEvent]:
    """A few who were away and are here again."""
    here, away = Presence.PRESENT.value, Presence.WORKING_AWAY.value
    grown = people.filter(deceased_on__isnull=True).filter(
        presence=here, birth_year__range=(today().year - 45, today().year - 22)
    )
    for person in grown.filter(residence_kind=ResidenceKind.PERMANENT).order_by("pk"):
        if person.pk % 61 == 0:
            place = PLACES[person.pk % len(PLACES)]
            left, back = _days_ago(200 + person.pk % 150), _days_ago(person.pk % 120)
            yield _event(person, EventKind.PRESENCE, left, keepers, place=place, changes={"presence": [here, away]})
            yield _event(person, EventKind.RETURN, back, keepers, changes={"presence": [away, here]})


def _marriages(people: QuerySet, keepers: Keepers) -> Iterator[ResidentEvent]:
    """Young couples, one event for each of the two."""
    young = (today().year - 26, today().year - 19)
    wives = people.filter(deceased_on__isnull=True).filter(relation_to_head=Relation.WIFE, birth_year__range=young)
    for wife in wives.select_related("household__head").order_by("pk"):
        head = wife.household.head if wife.household else None
        if head and head.deceased_on is None and (head.birth_year or today().year) < young[1]:
            day = _days_ago(wife.pk * 29 % YEAR)
            yield _event(wife, EventKind.MARRIAGE, day, keepers, other_id=head.pk)
            yield _event(head, EventKind.MARRIAGE, day, keepers, other_id=wife.pk)

"""Hand-overs between wards as both see them, oldest first; and the proof that none is in nobody's list."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from residents.choices import Relation
from residents.masking import partial_date
from residents.models import HandOver, Resident

SHOWN = 50
LATE_AFTER = 7  # days a ward lets another wait before it is late


@dataclass(frozen=True)
class OnTheWay:
    """One person of a hand-over as this officer may know them: a few facts while it waits, the record after it."""

    hand_over: HandOver
    full_name: str
    birth: str
    sex: str
    number: str
    relation: str
    card_state: str
    record_url: str

    @property
    def days(self) -> int:
        """Full days it has waited."""
        return (clock.today() - timezone.localdate(self.hand_over.proposed_at)).days

    @property
    def is_late(self) -> bool:
        return self.hand_over.is_open and self.days > LATE_AFTER


def get_hand_over(officer: Officer, pk: int) -> HandOver:
    known = HandOver.objects.visible_to(officer).select_related("from_unit", "to_unit", "to_sub_unit", "proposed_by")
    found = known.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def hand_over_of(officer: Officer, resident: Resident) -> HandOver | None:
    """The open one of this person."""
    if not getattr(resident, "has_hand_over", True):
        return None
    return HandOver.objects.visible_to(officer).open().filter(resident=resident).select_related("to_unit").first()


def people_of(officer: Officer, hand_over: HandOver) -> list[OnTheWay]:
    """All who move together."""
    rows = HandOver.objects.visible_to(officer).filter(group=hand_over.group).order_by("pk")
    return described(officer, rows.select_related("from_unit", "to_unit", "to_sub_unit"))


def waiting(officer: Officer, *, coming: bool) -> QuerySet[HandOver]:
    """Open ones: those coming to the officer's units, or those sent from them. Whoever sees both sides has them once."""
    units = officer.register_unit_ids
    mine = Q(to_unit_id__in=units) if coming else Q(from_unit_id__in=units) & ~Q(to_unit_id__in=units)
    return HandOver.objects.visible_to(officer).open().filter(mine)


@dataclass(frozen=True)
class Drift:
    """How many have joined the household on the way since it was offered, and how many of the offered have left it."""

    joined: int
    gone: int

    def __bool__(self) -> bool:
        return bool(self.joined or self.gone)


def household_drift(hand_over: HandOver) -> Drift:
    """Numbers only: the receiving ward knows nobody whom it is not asked to take over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT joined, gone FROM residents_household_drift(%s)", [hand_over.pk])
        return Drift(*cursor.fetchone())


def listed(officer: Officer, *, coming: bool) -> list[OnTheWay]:
    rows = waiting(officer, coming=coming).select_related("from_unit", "to_unit", "to_sub_unit")
    return described(officer, rows.order_by("proposed_at", "pk")[:SHOWN])


def answered(officer: Officer) -> list[OnTheWay]:
    rows = HandOver.objects.visible_to(officer).exclude(state="proposed")
    return described(
        officer, rows.select_related("from_unit", "to_unit", "to_sub_unit").order_by("-answered_at")[:SHOWN]
    )


def described(officer: Officer, rows: Iterable[HandOver]) -> list[OnTheWay]:
    """Names from the officer's own register; of those still elsewhere the few facts the database gives out."""
    hand_overs = list(rows)
    own = Resident.objects.visible_to(officer).in_bulk([row.resident_id for row in hand_overs])
    others = _coming([row.pk for row in hand_overs if row.is_open and row.resident_id not in own])
    return [_known(row, own[row.resident_id]) if row.resident_id in own else _told(row, others) for row in hand_overs]


def _known(row: HandOver, resident: Resident) -> OnTheWay:
    return OnTheWay(
        hand_over=row,
        full_name=resident.full_name or "",
        birth=partial_date(resident.birth_year, resident.birth_month, resident.birth_day),
        sex=resident.get_sex_display() or "",
        number=f"•••• {resident.personal_id[-4:]}" if resident.personal_id else "",
        relation=resident.get_relation_to_head_display() or "",
        card_state=resident.get_card_state_display(),
        record_url=resident.get_absolute_url(),
    )


def _told(row: HandOver, others: dict[int, Resident]) -> OnTheWay:
    found = others.get(row.pk)
    if found is None:
        return OnTheWay(row, "", "", "", "", "", "", "")
    return OnTheWay(
        hand_over=row,
        full_name=found.full_name or "",
        birth=partial_date(found.birth_year, found.birth_month, found.birth_day),
        sex=found.get_sex_display() or "",
        number=f"•••• {found.personal_id}" if found.personal_id else "",
        relation=Relation(found.relation_to_head).label if found.relation_to_head else "",
        card_state=found.get_card_state_display(),
        record_url="",
    )


def _coming(hand_over_ids: list[int]) -> dict[int, Resident]:
    """By hand-over: unsaved records that hold only what ``residents_coming_people`` gives (the number's end)."""
    if not hand_over_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM residents_coming_people(%s::bigint[])", [hand_over_ids])
        rows = cursor.fetchall()
    names = ("full_name", "birth_year", "birth_month", "birth_day", "sex", "personal_id", "relation_to_head")
    return {
        row[0]: Resident(**dict(zip((*names, "residence_kind", "card_state"), row[1:], strict=True))) for row in rows
    }


def in_nobodys_list(today: dt.date) -> list[tuple[int, str]]:
    """(hand-over, why) of every open one that nobody could answer or withdraw; empty is the proof.

    ``astray``: the record is no longer with the sending ward, or the person has died; ``no_sender``, ``no_receiver``:
    no officer works there or the unit is gone.
    """
    keepers = Officer.objects.filter(is_active=True, role__in=["officer", "ward_chief"])
    reasons = {
        "astray": ~Q(resident__unit_id=F("from_unit_id")) | Q(resident__deceased_on__isnull=False),
        "no_sender": ~Exists(keepers.filter(units=OuterRef("from_unit_id"))) | Q(from_unit__valid_to__lt=today),
        "no_receiver": ~Exists(keepers.filter(units=OuterRef("to_unit_id"))) | Q(to_unit__valid_to__lt=today),
    }
    found = HandOver.objects.open()
    return [
        (pk, why) for why, condition in reasons.items() for pk in found.filter(condition).values_list("pk", flat=True)
    ]

"""The desks of what nobody moves: cards that nobody fetched, dossiers that came back. How long they wait, who was asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from id_cards import rules
from id_cards.models import CardApplication
from id_cards.queries import Applications, Lane, applications_in
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now, today
from residents.models import ContactAttempt

# Losses elsewhere began with cards of unreachable people and dossiers that lay for over six months.
BANDS = (7, 30, 90, 180)
WAITING_LANES = frozenset({"undelivered", "returned", "before_slip"})
TO_DO = "due"  # somebody wanted to ask again by today


@dataclass(frozen=True)
class Narrowed:
    """What a desk is narrowed to: waiting at least so many days, one hamlet, an attempt due by today."""

    older: int = 0
    sub_unit_id: int | None = None
    contact: str = ""

    def as_query(self) -> dict[str, str]:
        said = {"older": self.older, "sub_unit": self.sub_unit_id, "contact": self.contact}
        return {name: str(value) for name, value in said.items() if value}

    def narrow(self, rows: Applications) -> Applications:
        if self.older:
            rows = rows.filter(state_changed_at__lt=now() - dt.timedelta(days=self.older))
        if self.sub_unit_id:
            rows = rows.filter(resident__sub_unit_id=self.sub_unit_id)
        if self.contact == TO_DO:
            newest = ContactAttempt.objects.filter(resident_id=OuterRef("resident_id"))
            later = newest.filter(pk__gt=OuterRef("pk"))
            due = ContactAttempt.objects.filter(resident_id=OuterRef("resident_id"), next_on__lte=today())
            rows = rows.filter(Exists(due.exclude(Exists(later))))
        return rows


@dataclass(frozen=True)
class Band:
    """So many wait ``days`` days or longer."""

    days: int
    count: int


def bands_of(officer: Officer, lane: Lane) -> list[Band]:
    """How many of the lane wait at least 7, 30, 90, 180 days; one query."""
    moment = now()
    numbers = {
        f"since_{days}": Count("pk", filter=Q(state_changed_at__lt=moment - dt.timedelta(days=days))) for days in BANDS
    }
    found = applications_in(officer, lane).aggregate(**numbers)
    return [Band(days, found[f"since_{days}"]) for days in BANDS]


@dataclass(frozen=True)
class Wait:
    """How long a dossier waits in its state, the newest word about its person, and whether one may be added."""

    days: int
    tone: str
    contact: ContactAttempt | None
    may_record: bool


def waits_of(officer: Officer, applications: Iterable[CardApplication]) -> dict[int, Wait]:
    """By dossier; one query for all the words."""
    rows = list(applications)
    attempts = ContactAttempt.objects.visible_to(officer).filter(resident_id__in=[row.resident_id for row in rows])
    newest = {one.resident_id: one for one in attempts.order_by("resident_id", "-pk").distinct("resident_id")}
    return {row.pk: _wait(officer, row, newest.get(row.resident_id)) for row in rows}


def _wait(officer: Officer, row: CardApplication, contact: ContactAttempt | None) -> Wait:
    days = (now() - row.state_changed_at).days
    tone = "late" if days >= BANDS[1] else "wait" if days >= BANDS[0] else ""
    return Wait(days, tone, contact, rules.can_write(officer, row.unit_id))

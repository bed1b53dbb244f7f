"""Rows of the căn cước work that an officer may see, and filters that compose."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from id_cards.choices import (
    ABOVE_STATES,
    BEFORE_SLIP_STATES,
    CARD_READY_STATES,
    CLOSED_STATES,
    CUSTODY_PLACES,
    UNIT_PLACES,
    State,
)
from residents.models import VisitGrant

if TYPE_CHECKING:
    from kontum_portal.accounts.models import Officer


class InUnitQuerySet(models.QuerySet):
    """Rows that carry a unit: seen by those in whose scope the unit is. The default is nothing."""

    def visible_to(self, officer: "Officer") -> Self:
        if not officer.is_authenticated:
            return self.none()
        return self.filter(unit_id__in=officer.register_unit_ids)


class OfPersonQuerySet(InUnitQuerySet):
    """Rows of one person: ``visible_to`` for lists and figures, ``open_to`` for one dossier at a time."""

    def open_to(self, officer: "Officer") -> Self:
        """Those of one's own units, and of whoever stands at the counter under a visit of today."""
        if not officer.is_authenticated:
            return self.none()
        visits = VisitGrant.objects.live_for(officer)
        return self.filter(Q(unit_id__in=officer.register_unit_ids) | Q(resident_id__in=visits.values("resident_id")))


class CardApplicationQuerySet(OfPersonQuerySet):
    def open(self) -> Self:
        return self.exclude(state__in=CLOSED_STATES)

    def before_slip(self) -> Self:
        return self.filter(state__in=BEFORE_SLIP_STATES)

    def to_send(self) -> Self:
        return self.filter(state=State.SLIP_ISSUED)

    def above(self) -> Self:
        return self.filter(state__in=ABOVE_STATES)

    def returned(self) -> Self:
        return self.filter(state=State.RETURNED_WITH_ERROR)

    def undelivered(self) -> Self:
        """The card has arrived and nobody has fetched it."""
        return self.filter(state=State.CARD_ARRIVED)

    def closed(self) -> Self:
        return self.filter(state__in=CLOSED_STATES)

    def clock_running(self) -> Self:
        """The legal deadline counts: a slip was issued, no card has arrived, and the clock is not paused."""
        return self.open().exclude(state__in=CARD_READY_STATES).filter(due_on__isnull=False, paused_on__isnull=True)

    def due_on_day(self, day: dt.date) -> Self:
        return self.clock_running().filter(due_on=day)

    def overdue(self, day: dt.date) -> Self:
        return self.clock_running().filter(due_on__lt=day)


class ApplicationStepQuerySet(InUnitQuerySet):
    def standing(self) -> Self:
        """Steps that were not taken back."""
        return self.filter(undone_at__isnull=True)


class CardQuerySet(OfPersonQuerySet):
    def in_hand(self) -> Self:
        return self.filter(status="valid", place="with_citizen")

    def in_custody(self) -> Self:
        """The unit answers for them: at the desk, in the safe, out with an officer, in the post."""
        return self.filter(place__in=CUSTODY_PLACES)

    def at_unit(self) -> Self:
        """What a stock-taking expects to find: valid or not, they lie here."""
        return self.filter(place__in=UNIT_PLACES)


class CustodyMovementQuerySet(InUnitQuerySet):
    def pending(self) -> Self:
        """Offered, and not yet signed by the taker."""
        return self.filter(taken_at__isnull=True, undone_at__isnull=True)

    def standing(self) -> Self:
        """Signed by both sides and not taken back."""
        return self.filter(taken_at__isnull=False, undone_at__isnull=True)


class ArrivalScanQuerySet(InUnitQuerySet):
    def standing(self) -> Self:
        return self.filter(undone_at__isnull=True)


class CardFindingQuerySet(InUnitQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

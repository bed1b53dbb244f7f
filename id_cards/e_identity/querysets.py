"""Accounts that an officer may see, and filters that compose."""

import datetime as dt
from typing import Self

from id_cards.e_identity.choices import CLOSED_STATES, WAITING_STATES, AccountState
from id_cards.querysets import InUnitQuerySet, OfPersonQuerySet


class EIdAccountQuerySet(OfPersonQuerySet):
    def live(self) -> Self:
        return self.exclude(state__in=CLOSED_STATES)

    def waiting(self) -> Self:
        return self.filter(state__in=WAITING_STATES)

    def late(self, day: dt.date) -> Self:
        """Nobody above has answered within the time."""
        return self.waiting().filter(due_on__lt=day)

    def not_activated(self) -> Self:
        return self.filter(state=AccountState.APPROVED)

    def to_follow_up(self, day: dt.date) -> Self:
        """Approved, and the day has come on which somebody wanted to look again."""
        return self.not_activated().filter(follow_up_on__lte=day)

    def activated(self) -> Self:
        return self.filter(state=AccountState.ACTIVATED)

    def locked(self) -> Self:
        return self.filter(state=AccountState.LOCKED)

    def refused(self) -> Self:
        return self.filter(state=AccountState.REFUSED)


class EIdStepQuerySet(InUnitQuerySet):
    def standing(self) -> Self:
        """Steps that were not taken back."""
        return self.filter(undone_at__isnull=True)

"""Notices follow their person: into a merged record, into death."""

from typing import Any

from id_cards.models import PersonalIdNotice
from id_cards.notices.choices import OPEN_STATES, CancelReason, NoticeState
from kontum_portal.clock import now


def merge_notices(*, kept_id: int, dropped_id: int) -> list[int]:
    """Give the dropped record's notices to the kept one; of two open ones the kept record's goes on."""
    dropped = PersonalIdNotice.objects.filter(resident_id=dropped_id)
    if PersonalIdNotice.objects.filter(resident_id=kept_id, state__in=OPEN_STATES).exists():
        _cancel(resident_id=dropped_id, reason=CancelReason.MISTAKE)
    moved = list(dropped.values_list("pk", flat=True))
    dropped.update(resident_id=kept_id)
    return moved


def close_on_death(*, resident_id: int, **_: Any) -> None:
    _cancel(resident_id=resident_id, reason=CancelReason.DECEASED)


def _cancel(*, resident_id: int, reason: str) -> None:
    still_open = PersonalIdNotice.objects.filter(resident_id=resident_id, state__in=OPEN_STATES)
    still_open.update(state=NoticeState.CANCELLED, cancel_reason=reason, state_changed_at=now())

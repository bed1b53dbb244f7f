"""A person's life as the register knows it: events, newest first, and where the person is while away."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kontum_portal.accounts.models import Officer
from residents import rules
from residents.extension_points import TimelineEntry
from residents.life_rules import LATE_AFTER
from residents.models import Resident, ResidentEvent, Verification, Whereabouts

SHOWN = 30


@dataclass(frozen=True)
class TimelineRow:
    """One event: what, when, where and why, by whom it was entered and how late."""

    event: ResidentEvent
    label: str | Promise
    who: str
    is_late: bool
    may_undo: bool


def timeline(officer: Officer, resident: Resident, limit: int = SHOWN) -> list[TimelineRow]:
    """What happened to this person, the newest first; events taken back stay, marked."""
    events = ResidentEvent.objects.visible_to(officer).filter(resident=resident)
    rows = events.select_related("entered_by", "undone_by").order_by("-happened_on", "-id")[:limit]
    return [_row(officer, event) for event in rows]


def _row(officer: Officer, event: ResidentEvent) -> TimelineRow:
    return TimelineRow(
        event=event,
        label=event.get_kind_display(),
        who=event.entered_by.get_full_name(),
        is_late=event.days_late > LATE_AFTER,
        may_undo=event.undone_at is None and rules.can_undo_event(officer, event),
    )


def whereabouts_of(officer: Officer, resident: Resident) -> Whereabouts | None:
    if not getattr(resident, "has_whereabouts", True):
        return None
    return Whereabouts.objects.visible_to(officer).filter(resident=resident).first()


def event_entries(officer: Officer, resident: Resident, limit: int) -> Iterable[TimelineEntry]:
    """Events as lines of the one list of a record."""
    events = ResidentEvent.objects.visible_to(officer).filter(resident=resident)
    for event in events.order_by("-happened_on", "-id")[:limit]:
        detail = " · ".join(part for part in (event.place, event.reason, event.undone_reason) if part)
        yield TimelineEntry(
            timezone.make_aware(dt.datetime.combine(event.happened_on, dt.time.min)),
            event.get_kind_display(),
            detail,
            event.entered_by_id,
            day_only=True,
            is_undone=event.undone_at is not None,
        )


def verification_entries(officer: Officer, resident: Resident, limit: int) -> Iterable[TimelineEntry]:
    """Verifications as lines of the one list of a record, those taken back included."""
    checked = Verification.objects.visible_to(officer).filter(resident=resident)
    for one in checked.order_by("-checked_on", "-id")[:limit]:
        detail = " · ".join(str(part) for part in (one.get_result_display(), one.get_note_display()) if part)
        title = _("Verified: %(against)s") % {"against": one.get_against_display()}
        undone = one.undone_at is not None
        yield TimelineEntry(one.created_at, title, detail, one.officer_id, is_undone=undone)

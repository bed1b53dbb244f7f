"""What every event has in common: who may, on which day, what it writes, and what follows from it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError, StaleRecordError
from kontum_portal.text import clean
from residents.choices import EventKind
from residents.extension_points import on_people_changed
from residents.life_errors import (
    EventBeforeBirthError,
    EventInFutureError,
    EventNotPossibleError,
)
from residents.life_rules import is_possible, lies_before_birth
from residents.models import Resident, ResidentEvent
from residents.quality.checking import check_residents
from residents.rules import can_register_in, can_view


@dataclass(frozen=True)
class Told:
    """What an officer says of an event; the same ``request_key`` again is the same event."""

    happened_on: dt.date
    place: str | None = None
    reason: str | None = None
    request_key: uuid.UUID | None = None


def lock_resident(officer: Officer, resident_id: int) -> Resident:
    """The person's row, locked; only for those who keep this register."""
    resident = Resident.objects.visible_to(officer).select_for_update(of=("self",), no_key=True).get(pk=resident_id)
    if not (can_view(officer, resident) and can_register_in(officer, resident.unit_id)):
        raise NotAllowedError
    return resident


def entered_before(officer: Officer, told: Told) -> ResidentEvent | None:
    """The event that this very form has already entered."""
    if told.request_key is None:
        return None
    mine = ResidentEvent.objects.visible_to(officer).filter(entered_by=officer)
    return mine.filter(request_key=told.request_key).first()


def require_possible(resident: Resident, kind: EventKind, told: Told, version: int | None = None) -> None:
    """The state of the record and the day allow it, and nobody has changed the record meanwhile."""
    if version is not None and resident.version != version:
        raise StaleRecordError
    if not is_possible(resident, kind):
        raise EventNotPossibleError(event=kind.label, state=state_in_words(resident))
    require_possible_day(resident, told.happened_on)


def require_possible_day(resident: Resident, day: dt.date) -> None:
    if day > clock.today():
        raise EventInFutureError
    if lies_before_birth(resident, day):
        raise EventBeforeBirthError


def state_in_words(resident: Resident) -> str:
    if resident.deceased_on:
        return EventKind.DEATH.label.lower()
    return (resident.get_presence_display() or resident.get_residence_kind_display() or "").lower()


def write_event(
    *,
    officer: Officer,
    resident: Resident,
    kind: EventKind,
    told: Told,
    changes: dict[str, Any] | None = None,
    other_id: int | None = None,
) -> ResidentEvent:
    """Write ``changes`` into the locked record and the event beside them; judge it again and leave the deed."""
    before = {name: getattr(resident, name) for name in changes or {}}
    differing = {name: value for name, value in (changes or {}).items() if before[name] != value}
    if differing:
        Resident.objects.filter(pk=resident.pk).update(**differing, version=F("version") + 1)
        resident.refresh_from_db()
        check_residents([resident.pk])
    event = ResidentEvent.objects.create(
        resident=resident,
        unit_id=resident.unit_id,
        kind=kind,
        happened_on=told.happened_on,
        entered_on=clock.today(),
        entered_by=officer,
        place=clean(told.place or "") or None,
        reason=clean(told.reason or "") or None,
        other_id=other_id,
        changes={name: [stored(before[name]), stored(value)] for name, value in differing.items()},
        request_key=told.request_key,
    )
    record_event_deed(officer, f"event_{kind}", event)
    return event


def record_event_deed(officer: Officer, verb: str, event: ResidentEvent, **details: Any) -> None:
    record_deed(
        actor=officer,
        verb=verb,
        subject_kind="resident",
        subject_id=event.resident_id,
        unit_id=event.unit_id,
        event=event.pk,
        days_late=event.days_late,
        **details,
    )


def tell_of_changes(unit_id: int) -> None:
    """Figures and campaign lists look again at this unit."""
    for callback in on_people_changed:
        callback(unit_ids=[unit_id])


def stored(value: Any) -> Any:
    """As JSON holds it: a day as ``YYYY-MM-DD``."""
    return value.isoformat() if isinstance(value, dt.date) else value

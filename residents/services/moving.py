"""Moving in from outside the area, moving out of it, coming back."""

import datetime as dt
from typing import Any

from django.db import transaction

from kontum_portal.accounts.models import Officer
from residents.choices import EventKind, Presence, ResidenceKind
from residents.models import Resident, ResidentEvent
from residents.services.eventing import (
    Told,
    entered_before,
    lock_resident,
    require_possible,
    require_possible_day,
    tell_of_changes,
    write_event,
)
from residents.services.registering import register_resident
from residents.services.whereabouts import Away, forget_whereabouts, keep_whereabouts, require_details

BIRTH = ("birth_year", "birth_month", "birth_day")


@transaction.atomic
def move_in(
    *,
    officer: Officer,
    unit_id: int,
    facts: dict[str, Any],
    told: Told,
    sub_unit_id: int | None = None,
    household_number: str | None = None,
    reason: str = "",
) -> ResidentEvent:
    """A person from outside the area; ``told.place`` is where they come from.

    Somebody already in the register of another ward is handed over by that ward instead (``hand_overs``);
    ``reason`` says why another person holds the same number.
    """
    if entered := entered_before(officer, told):
        return entered
    require_details(("place",), place=told.place)
    require_possible_day(Resident(**{name: facts.get(name) for name in BIRTH}), told.happened_on)
    resident = register_resident(
        officer=officer,
        unit_id=unit_id,
        facts={"presence": Presence.PRESENT.value} | facts,
        sub_unit_id=sub_unit_id,
        household_number=household_number,
        reason=reason,
    )
    event = write_event(officer=officer, resident=resident, kind=EventKind.MOVE_IN, told=told)
    tell_of_changes(unit_id)
    return event


@transaction.atomic
def move_out(
    *, officer: Officer, resident_id: int, version: int, told: Told, away: Away | None = None
) -> ResidentEvent:
    """The person left the area; the record stays, as of somebody who left."""
    resident = lock_resident(officer, resident_id)
    if entered := entered_before(officer, told):
        return entered
    require_possible(resident, EventKind.MOVE_OUT, told, version)
    require_details(("place",), place=told.place)
    changes = {"presence": Presence.LEFT_AREA.value, "residence_kind": None, "residence_until": None}
    event = write_event(officer=officer, resident=resident, kind=EventKind.MOVE_OUT, told=told, changes=changes)
    keep_whereabouts(resident, told, away or Away())
    tell_of_changes(resident.unit_id)
    return event


@transaction.atomic
def come_back(*, officer: Officer, resident_id: int, version: int, told: Told) -> ResidentEvent:
    """Whoever was away or had left is here again, with the residence they had before."""
    resident = lock_resident(officer, resident_id)
    if entered := entered_before(officer, told):
        return entered
    require_possible(resident, EventKind.RETURN, told, version)
    changes = {"presence": Presence.PRESENT.value} | _residence_before(resident)
    event = write_event(officer=officer, resident=resident, kind=EventKind.RETURN, told=told, changes=changes)
    forget_whereabouts(resident.pk)
    tell_of_changes(resident.unit_id)
    return event


def _residence_before(resident: Resident) -> dict[str, Any]:
    """The residence the absence or the departure ended; where nothing is known, an officer registers it anew."""
    if resident.residence_kind not in (None, ResidenceKind.ABSENT_DECLARED):
        return {}
    ended = ResidentEvent.objects.standing().filter(resident=resident, changes__has_key="residence_kind")
    for event in ended.order_by("-id"):
        kind, until = (event.changes.get(name, [None])[0] for name in ("residence_kind", "residence_until"))
        if kind not in (None, ResidenceKind.ABSENT_DECLARED):
            return {"residence_kind": kind, "residence_until": dt.date.fromisoformat(until) if until else None}
    return {}

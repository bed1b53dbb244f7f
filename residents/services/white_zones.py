"""A round from door to door through a white zone: planned, begun, done with the day and the officer."""

import datetime as dt

from django.db import transaction

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.errors import NotAllowedError
from residents.choices import RoundState
from residents.errors import RoundAlreadyOpenError, RoundInPastError, RoundNotNextError
from residents.models import DoorToDoorRound
from residents.queries.white_zones import zone_of
from residents.rules import ROUND_NEXT, can_go_from_door_to_door
from residents.services.places import require_sub_unit_of


@transaction.atomic
def plan_round(*, officer: Officer, unit_id: int, sub_unit_id: int | None, planned_for: dt.date) -> DoorToDoorRound:
    """One open round a place; the counts of today are kept, so that what it brought can be told."""
    unit = AdminUnit.objects.select_for_update(no_key=True).get(pk=unit_id)
    if not can_go_from_door_to_door(officer, unit.pk):
        raise NotAllowedError
    require_sub_unit_of(unit.pk, sub_unit_id)
    if planned_for < clock.today():
        raise RoundInPastError
    rounds = DoorToDoorRound.objects.visible_to(officer).filter(unit=unit, sub_unit_id=sub_unit_id)
    if rounds.exclude(state=RoundState.DONE).exists():
        raise RoundAlreadyOpenError
    sub_unit = SubUnit.objects.get(pk=sub_unit_id) if sub_unit_id else None
    zone = zone_of(officer, unit, sub_unit)
    planned = DoorToDoorRound.objects.create(
        unit=unit, sub_unit=sub_unit, planned_for=planned_for, registered_before=zone.registered,
        expected=zone.expected.people if zone.expected else None, created_by=officer,
    )  # fmt: skip
    _leave_trace(officer, planned, "plan_door_to_door")
    return planned


@transaction.atomic
def advance_round(*, officer: Officer, round_id: int, state: str) -> DoorToDoorRound:
    """Begin it, or say that it is done: by whom, on which day, and how many people are registered now."""
    found = DoorToDoorRound.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=round_id)
    if not can_go_from_door_to_door(officer, found.unit_id):
        raise NotAllowedError
    if state not in ROUND_NEXT[RoundState(found.state)]:
        raise RoundNotNextError(state=found.get_state_display())
    changes: dict[str, object] = {"state": state}
    if state == RoundState.DONE:
        zone = zone_of(officer, found.unit, found.sub_unit)
        changes |= {"done_on": clock.today(), "done_by": officer, "registered_after": zone.registered}
    DoorToDoorRound.objects.filter(pk=found.pk).update(**changes)
    found.refresh_from_db()
    _leave_trace(officer, found, "finish_door_to_door" if state == RoundState.DONE else "begin_door_to_door")
    return found


def _leave_trace(officer: Officer, one: DoorToDoorRound, verb: str) -> None:
    record_deed(
        actor=officer, verb=verb, subject_kind="door_to_door", subject_id=one.pk, unit_id=one.unit_id,
        sub_unit=one.sub_unit_id, registered=one.registered_after or one.registered_before,
    )  # fmt: skip

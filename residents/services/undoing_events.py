"""Taking back an event entered by mistake: by its author on the same day, or by the chief; the trace stays."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from residents.choices import EventKind
from residents.extension_points import on_death_undone, on_purge
from residents.life_errors import (
    EventAlreadyUndoneError,
    EventNotUndoableError,
    UndoReasonMissingError,
)
from residents.models import Household, Resident, ResidentEvent
from residents.quality.checking import check_residents
from residents.rules import can_undo_event
from residents.services.eventing import record_event_deed, stored, tell_of_changes
from residents.services.households import require_free_head, settle_heads
from residents.services.whereabouts import forget_whereabouts


@transaction.atomic
def undo_event(*, officer: Officer, event_id: int, reason: str) -> ResidentEvent:
    """Put back what the event wrote, as long as nobody has changed it since.

    What a death closed elsewhere (dossiers, places on lists) opens again (``on_death_undone``), but for hand-overs to
    another ward, whose receiver may have let go: they are proposed anew.
    A birth takes the child's record with it, if nothing else has become of that record.
    """
    seen = ResidentEvent.objects.visible_to(officer).get(pk=event_id)
    resident = (
        Resident.objects.visible_to(officer).select_for_update(of=("self",), no_key=True).get(pk=seen.resident_id)
    )
    event = ResidentEvent.objects.select_for_update(of=("self",)).get(pk=event_id)
    if not can_undo_event(officer, event):
        raise NotAllowedError
    _require_undoable(event, resident, clean(reason))
    event.undone_at, event.undone_by, event.undone_reason = now(), officer, clean(reason)
    event.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    record_event_deed(officer, "undo_event", event, kind=event.kind)
    if event.kind == EventKind.BIRTH:
        _remove_child(resident)
    else:
        _put_back(officer, event, resident)
    if event.kind == EventKind.DEATH:
        for callback in on_death_undone:
            callback(resident_id=resident.pk, unit_id=resident.unit_id, actor=officer)
    tell_of_changes(event.unit_id)
    return event


def _require_undoable(event: ResidentEvent, resident: Resident, reason: str) -> None:
    if event.undone_at:
        raise EventAlreadyUndoneError
    if event.kind == EventKind.HANDED_OVER:
        raise EventNotUndoableError
    if any(stored(getattr(resident, name)) != after for name, (_before, after) in event.changes.items()):
        raise EventNotUndoableError
    if not reason:
        raise UndoReasonMissingError


def _put_back(officer: Officer, event: ResidentEvent, resident: Resident) -> None:
    """With the household comes its head: a household closed since, or headed by another, does not take the person back."""
    before = {name: _read(name, value) for name, (value, _after) in event.changes.items()}
    home_id = before.get("household_id", resident.household_id)
    if home_id and Household.objects.filter(pk=home_id, closed_on__isnull=False).exists():
        raise EventNotUndoableError
    relation = before.get("relation_to_head", resident.relation_to_head)
    require_free_head(household_id=home_id, relation=relation, but_resident_id=resident.pk)
    Resident.objects.filter(pk=resident.pk).update(**before, version=F("version") + 1)
    if before.keys() & {"household_id", "relation_to_head"}:
        settle_heads(officer=officer, household_ids=[resident.household_id, home_id])
    if "presence" in before:
        forget_whereabouts(resident.pk)
    check_residents([resident.pk])


def _read(name: str, value: Any) -> Any:
    return dt.date.fromisoformat(value) if value and name in {"deceased_on", "residence_until"} else value


def _remove_child(child: Resident) -> None:
    """Only a record nobody has worked on since; every app lets go of its rows, the history keeps them."""
    later = ResidentEvent.objects.standing().filter(resident=child).exists()
    if child.version != 1 or child.card_state != "none" or later:
        raise EventNotUndoableError
    for purge in on_purge.values():
        purge(resident_ids=[child.pk])
    child.delete()

"""Residence files: received with the day the law gives, closed with their result; their terms and their calendar."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError, StaleRecordError
from kontum_portal.jobs.services import enqueue
from kontum_portal.text import clean
from kontum_portal.working_days.queries import calendar_overrides
from kontum_portal.working_days.rules import Overrides, add_working_days
from residents.choices import ProcedureChannel, ProcedureKind, ProcedureState
from residents.life_errors import (
    ProcedureAlreadyDoneError,
    ProcedureDateError,
    ProcedureReasonMissingError,
    ProcedureTermMissingError,
)
from residents.models import ProcedureTerm, ResidenceProcedure, ResidentEvent
from residents.rules import can_register_in
from residents.services.eventing import lock_resident

RECALCULATE = "residents.recalculate_due_dates"


@transaction.atomic
def receive_procedure(
    *,
    officer: Officer,
    resident_id: int,
    kind: str,
    received_on: dt.date,
    channel: str = ProcedureChannel.COUNTER,
    file_number: str | None = None,
    request_key: uuid.UUID | None = None,
) -> ResidenceProcedure:
    """Take a file; it is due the law's working days after its receipt. The same ``request_key`` is the same file."""
    resident = lock_resident(officer, resident_id)
    known = ResidenceProcedure.objects.visible_to(officer).filter(created_by=officer, request_key=request_key)
    if request_key and (before := known.first()):
        return before
    if received_on > clock.today():
        raise ProcedureDateError
    procedure = ResidenceProcedure.objects.create(
        resident=resident,
        unit_id=resident.unit_id,
        kind=ProcedureKind(kind),
        channel=ProcedureChannel(channel),
        file_number=clean(file_number or "") or None,
        received_on=received_on,
        due_on=due_day(kind, received_on, calendar_overrides()),
        request_key=request_key,
        created_by=officer,
    )
    _record(officer, "receive_procedure", procedure)
    return procedure


def due_day(kind: str, received_on: dt.date, overrides: Overrides) -> dt.date:
    """The last day of the term in force on the day of receipt; a term of 0 days means that very day."""
    in_force = ProcedureTerm.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=received_on), kind=kind, valid_from__lte=received_on
    )
    term = in_force.order_by("-valid_from").first()
    if term is None:
        raise ProcedureTermMissingError
    return add_working_days(received_on, term.working_days, overrides)


@transaction.atomic
def finish_procedure(
    *,
    officer: Officer,
    procedure_id: int,
    version: int,
    approved: bool,
    done_on: dt.date,
    result: str | None = None,
    event_id: int | None = None,
) -> ResidenceProcedure:
    """Close the file with its result, and with the event it led to."""
    procedure = ResidenceProcedure.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=procedure_id)
    if not can_register_in(officer, procedure.unit_id):
        raise NotAllowedError
    if not procedure.is_open:
        raise ProcedureAlreadyDoneError
    if procedure.version != version:
        raise StaleRecordError
    if not procedure.received_on <= done_on <= clock.today():
        raise ProcedureDateError
    if not approved and not clean(result or ""):
        raise ProcedureReasonMissingError
    events = ResidentEvent.objects.visible_to(officer).filter(resident_id=procedure.resident_id)
    ResidenceProcedure.objects.filter(pk=procedure.pk).update(
        state=ProcedureState.APPROVED if approved else ProcedureState.REFUSED,
        done_on=done_on,
        result=clean(result or "") or None,
        event=events.get(pk=event_id) if event_id else None,
        version=F("version") + 1,
    )
    procedure.refresh_from_db()
    _record(officer, "finish_procedure", procedure)
    return procedure


def _record(officer: Officer, verb: str, procedure: ResidenceProcedure) -> None:
    record_deed(
        actor=officer,
        verb=verb,
        subject_kind="procedure",
        subject_id=procedure.pk,
        unit_id=procedure.unit_id,
        kind=procedure.kind,
        state=procedure.state,
    )


@transaction.atomic
def save_procedure_term(*, officer: Officer, term: ProcedureTerm) -> ProcedureTerm:
    """Add a term or change one; files keep the day they were given."""
    if not is_administrator(officer):
        raise NotAllowedError
    term.save()
    record_deed(actor=officer, verb="save_procedure_term", subject_kind="procedure_term", subject_id=term.pk)
    return term


def recalculate_later(*, officer: Officer, **_: Any) -> None:
    """The calendar has changed."""
    enqueue(kind=RECALCULATE, owner=officer, arguments={}, key="all")


@transaction.atomic
def recalculate_due_days() -> int:
    """Work out the day of every open file again; answers how many changed. Runs in a worker, over all units."""
    overrides, changed = calendar_overrides(), []
    for procedure in ResidenceProcedure.objects.open().select_for_update(of=("self",)).order_by("pk"):
        due_on = due_day(procedure.kind, procedure.received_on, overrides)
        if due_on != procedure.due_on:
            procedure.due_on = due_on
            changed.append(procedure)
    return ResidenceProcedure.objects.bulk_update(changed, ["due_on"], batch_size=1000)

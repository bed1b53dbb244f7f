"""A table handed in by the administrator is kept and counted; applying and undoing are started here."""

import datetime as dt

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import Reform
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from residents.reform import rules
from residents.reform.errors import NothingToUndoError, ReformNotProposedError
from residents.reform.planning import plan_of, refuse_to_come
from residents.reform.table import TableLine

COUNT_JOB, APPLY_JOB, UNDO_JOB = "residents.count_reform", "residents.apply_reform", "residents.undo_reform"
LOOK_JOB = "residents.look_at_reform"


@transaction.atomic
def propose_reform(*, officer: Officer, lines: list[TableLine], effective_on: dt.date) -> tuple[Reform, Job]:
    """Keep a table that nothing speaks against, and count what it would move. Moves nothing."""
    if not rules.can_reform(officer):
        raise NotAllowedError
    plan_of(lines, effective_on)
    instrument = next((line.instrument for line in lines if line.instrument), "")
    reform = Reform.objects.create(
        effective_on=effective_on,
        instrument=instrument,
        table=[line.to_json() for line in lines],
        proposed_by_id=officer.pk,
    )
    _record(officer, "propose_reform", reform, lines=len(lines))
    return reform, _enqueue(officer, COUNT_JOB, reform)


@transaction.atomic
def start_apply(*, officer: Officer, reform_id: int) -> Job:
    """The job that applies a proposed table; all refusals come before anything waits for it."""
    reform = _locked(officer, reform_id)
    if not rules.is_proposed(reform):
        raise ReformNotProposedError
    refuse_to_come(reform.effective_on)
    plan_of([TableLine.from_json(line) for line in reform.table], reform.effective_on)
    _record(officer, "start_reform", reform)
    return _enqueue(officer, APPLY_JOB, reform)


@transaction.atomic
def start_undo(*, officer: Officer, reform_id: int) -> Job:
    reform = _locked(officer, reform_id)
    if not rules.is_applied(reform):
        raise NothingToUndoError
    _record(officer, "start_undoing_reform", reform)
    return _enqueue(officer, UNDO_JOB, reform)


@transaction.atomic
def start_look(*, officer: Officer, reform_id: int) -> Job:
    """What stands in the way of undoing is looked for by a worker: the administrator's pages see no register. Writes nothing."""
    reform = _locked(officer, reform_id)
    if not rules.is_applied(reform):
        raise NothingToUndoError
    return _enqueue(officer, LOOK_JOB, reform)


def _locked(officer: Officer, reform_id: int) -> Reform:
    reform = Reform.objects.select_for_update().get(pk=reform_id)
    if not rules.can_reform(officer):
        raise NotAllowedError
    return reform


def _enqueue(officer: Officer, kind: str, reform: Reform) -> Job:
    return enqueue(kind=kind, owner=officer, arguments={"reform_id": reform.pk}, key=f"reform:{reform.pk}")


def _record(officer: Officer, verb: str, reform: Reform, **details: int) -> None:
    record_deed(actor=officer, verb=verb, subject_kind="reform", subject_id=reform.pk, **details)

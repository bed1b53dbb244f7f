"""Correcting key facts of a verified record: asked by one person, decided by another."""

from typing import Any

from django.db import transaction
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from residents.choices import CorrectionState
from residents.errors import (
    CorrectionAlreadyPendingError,
    CorrectionDecidedError,
    CorrectionOutdatedError,
    NothingChangedError,
    ReasonMissingError,
)
from residents.models import CorrectionRequest, Resident
from residents.rules import KEY_FACTS, can_decide_correction, can_withdraw_correction, needs_approval
from residents.services.correcting import differing_facts, lock_for_correction, write_correction


@transaction.atomic
def ask_for_correction(
    *, officer: Officer, resident_id: int, version: int, changes: dict[str, Any], reason: str, evidence: str
) -> CorrectionRequest | None:
    """Put the key facts among ``changes`` before a second person; what else differs is written at once.

    None when no key fact differs, so that nothing waits.
    """
    reason, evidence = clean(reason), clean(evidence)
    resident = lock_for_correction(officer, resident_id, version, changes)
    differing = differing_facts(officer, resident, changes)
    if not differing:
        raise NothingChangedError
    key = {name: value for name, value in differing.items() if name in KEY_FACTS}
    asked = _ask(officer, resident, key, reason, evidence) if needs_approval(resident, key) else None
    at_once = {name: value for name, value in differing.items() if asked is None or name not in key}
    if at_once:
        write_correction(officer, resident, at_once, reason)
    return asked


def _ask(officer: Officer, resident: Resident, key: dict[str, Any], reason: str, evidence: str) -> CorrectionRequest:
    if not reason or not evidence:
        raise ReasonMissingError
    if CorrectionRequest.objects.pending().filter(resident=resident).exists():
        raise CorrectionAlreadyPendingError
    before = key_facts_of(resident)
    asked = CorrectionRequest.objects.create(
        resident=resident,
        unit_id=resident.unit_id,
        before=before,
        proposed=before | key,
        reason=reason,
        evidence=evidence,
        asked_by=officer,
    )
    _leave_trace(officer, asked, "ask_for_correction", fields=sorted(key))
    return asked


@transaction.atomic
def approve_correction(*, officer: Officer, correction_id: int) -> Resident:
    """The second person says yes: the record is changed in this transaction, as the database demands."""
    asked, resident = _lock(officer, correction_id)
    if not can_decide_correction(officer, asked):
        raise NotAllowedError
    _require_pending(asked)
    if key_facts_of(resident) != asked.before:
        raise CorrectionOutdatedError
    _decide(asked, officer, CorrectionState.APPROVED)
    differing = {name: value for name, value in asked.proposed.items() if asked.before[name] != value}
    write_correction(officer, resident, differing, asked.reason)
    _leave_trace(officer, asked, "approve_correction", fields=sorted(differing))
    return resident


@transaction.atomic
def refuse_correction(*, officer: Officer, correction_id: int, reason: str) -> CorrectionRequest:
    asked, _resident = _lock(officer, correction_id)
    if not can_decide_correction(officer, asked):
        raise NotAllowedError
    _require_pending(asked)
    if not clean(reason):
        raise ReasonMissingError
    _decide(asked, officer, CorrectionState.REFUSED, clean(reason))
    _leave_trace(officer, asked, "refuse_correction")
    return asked


@transaction.atomic
def withdraw_correction(*, officer: Officer, correction_id: int) -> CorrectionRequest:
    asked, _resident = _lock(officer, correction_id)
    if not can_withdraw_correction(officer, asked):
        raise NotAllowedError
    _require_pending(asked)
    CorrectionRequest.objects.filter(pk=asked.pk).update(state=CorrectionState.WITHDRAWN, decided_at=Now())
    _leave_trace(officer, asked, "withdraw_correction")
    return asked


def key_facts_of(resident: Resident) -> dict[str, Any]:
    return {name: getattr(resident, name) for name in KEY_FACTS}


def _lock(officer: Officer, correction_id: int) -> tuple[CorrectionRequest, Resident]:
    """The person first, as every service does, then the request."""
    corrections = CorrectionRequest.objects.visible_to(officer)
    resident_id = corrections.values_list("resident_id", flat=True).get(pk=correction_id)
    resident = Resident.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=resident_id)
    return corrections.select_for_update(of=("self",)).get(pk=correction_id), resident


def _require_pending(asked: CorrectionRequest) -> None:
    if asked.state != CorrectionState.PENDING:
        raise CorrectionDecidedError


def _decide(asked: CorrectionRequest, officer: Officer, state: CorrectionState, reason: str = "") -> None:
    CorrectionRequest.objects.filter(pk=asked.pk).update(
        state=state,
        decided_by=officer,
        decided_at=Now(),
        decided_xact=RawSQL("pg_current_xact_id()::text::bigint", []),
        decision_reason=reason,
    )


def _leave_trace(officer: Officer, asked: CorrectionRequest, verb: str, **details: Any) -> None:
    record_deed(
        actor=officer,
        verb=verb,
        subject_kind="resident",
        subject_id=asked.resident_id,
        unit_id=asked.unit_id,
        correction_id=asked.pk,
        **details,
    )

"""Who may import, and what each state of a batch allows."""

from typing import Any

from django.db.models import QuerySet

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator, is_system
from kontum_portal.jobs.models import Job
from residents.choices import BatchStatus, RowDecision, RowOutcome
from residents.models import ImportBatch, StagedRow

MERGEABLE = (RowOutcome.NEW, RowOutcome.UPDATED, RowOutcome.UNCHANGED)
ALLOWED_NEXT: dict[str, frozenset[str]] = {
    BatchStatus.UPLOADED: frozenset({BatchStatus.STAGING, BatchStatus.FAILED, BatchStatus.CLOSED}),
    BatchStatus.STAGING: frozenset({BatchStatus.STAGING, BatchStatus.REVIEW, BatchStatus.FAILED}),
    BatchStatus.REVIEW: frozenset({BatchStatus.MERGING, BatchStatus.CLOSED}),
    BatchStatus.MERGING: frozenset({BatchStatus.MERGING, BatchStatus.MERGED, BatchStatus.UNDOING}),
    BatchStatus.MERGED: frozenset({BatchStatus.UNDOING, BatchStatus.CLOSED}),
    BatchStatus.UNDOING: frozenset({BatchStatus.UNDOING, BatchStatus.REVIEW}),
    BatchStatus.FAILED: frozenset({BatchStatus.STAGING, BatchStatus.CLOSED}),
    BatchStatus.CLOSED: frozenset(),
}


def can_import(officer: Officer) -> bool:
    return is_administrator(officer) or is_system(officer)


def can_view(officer: Officer, batch: ImportBatch) -> bool:
    """Only who opened a batch sees it: the twin of ``ImportBatch.objects.visible_to``."""
    return bool(officer.is_authenticated) and batch.opened_by_id == officer.pk


def can_merge(officer: Officer, batch: ImportBatch) -> bool:
    return can_import(officer) and can_view(officer, batch)


def is_at_work(batch: ImportBatch) -> bool:
    """Whether a worker has the batch in hand, or soon will; a merge that was cancelled leaves it in nobody's."""
    return Job.objects.open().filter(key=f"batch-{batch.pk}").exists()


def can_undo(officer: Officer, batch: ImportBatch) -> bool:
    """What was merged, wholly or half way, as long as the batch is not closed."""
    return can_merge(officer, batch) and may_become(batch, BatchStatus.UNDOING) and not is_at_work(batch)


def may_become(batch: ImportBatch, status: BatchStatus) -> bool:
    return status in ALLOWED_NEXT[batch.status]


def mergeable_count(batch: ImportBatch) -> int:
    """How many rows a merge would take."""
    return sum(batch.counts.get(outcome, 0) for outcome in MERGEABLE)


# --- what a person may say of a staged row

TO_COMPARE = ("probable_match", "several_matches")
"""Who somebody is: a person compares row by row, never a reason's rows at once."""
DECIDABLE = (RowOutcome.NEW, RowOutcome.UPDATED, RowOutcome.UNCHANGED, RowOutcome.DOUBTFUL)


def candidate_ids(row: StagedRow) -> list[int]:
    """The people of the register that the row may be."""
    return [person["id"] for person in row.differences.get("candidates", [])]


def candidate_numbers(row: StagedRow) -> set[Any]:
    """Personal numbers that the row shares a person with; ``another person`` cannot have one of them."""
    numbers = {person.get("personal_id") for person in row.differences.get("candidates", [])}
    return numbers - {None}


def decisions_for(row: StagedRow) -> tuple[str, ...]:
    """What may be said of the row now; empty text takes back what was said."""
    if row.outcome not in DECIDABLE:
        return ()
    if row.decision:
        return ("",)
    found: list[str] = [RowDecision.LEAVE]
    if row.outcome == RowOutcome.DOUBTFUL:
        if candidate_ids(row):
            found = [RowDecision.SAME, RowDecision.ANOTHER, *found]
        elif "unit_unknown" not in row.reasons:
            found = [RowDecision.ACCEPT, *found]
    return tuple(found)


def bulk_rows(batch: ImportBatch, reason: str, decision: str) -> QuerySet[StagedRow]:
    """The rows of a reason to which a decision may be given at once."""
    rows = StagedRow.objects.filter(batch=batch, reasons__contains=[reason], outcome__in=DECIDABLE)
    if decision == "":
        return rows.filter(decision__in=[RowDecision.ACCEPT, RowDecision.LEAVE])
    rows = rows.filter(decision__isnull=True)
    if decision == RowDecision.LEAVE:
        return rows
    if decision != RowDecision.ACCEPT or reason == "unit_unknown":
        return rows.none()
    return rows.filter(outcome=RowOutcome.DOUBTFUL).exclude(reasons__overlap=[*TO_COMPARE, "unit_unknown"])

"""Who may import, and what each state of a batch allows."""

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator, is_system
from residents.choices import BatchStatus, RowOutcome
from residents.models import ImportBatch

MERGEABLE = (RowOutcome.NEW, RowOutcome.UPDATED, RowOutcome.UNCHANGED)
ALLOWED_NEXT: dict[str, frozenset[str]] = {
    BatchStatus.UPLOADED: frozenset({BatchStatus.STAGING, BatchStatus.FAILED, BatchStatus.CLOSED}),
    BatchStatus.STAGING: frozenset({BatchStatus.STAGING, BatchStatus.REVIEW, BatchStatus.FAILED}),
    BatchStatus.REVIEW: frozenset({BatchStatus.MERGING, BatchStatus.CLOSED}),
    BatchStatus.MERGING: frozenset({BatchStatus.MERGING, BatchStatus.MERGED}),
    BatchStatus.MERGED: frozenset({BatchStatus.CLOSED}),
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


def may_become(batch: ImportBatch, status: BatchStatus) -> bool:
    return status in ALLOWED_NEXT[batch.status]


def mergeable_count(batch: ImportBatch) -> int:
    """How many rows a merge would take."""
    return sum(batch.counts.get(outcome, 0) for outcome in MERGEABLE)

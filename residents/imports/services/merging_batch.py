"""The good rows of a batch are merged, once, by a worker."""

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from residents.choices import BatchStatus
from residents.imports.errors import (
    BatchAlreadyMergingError,
    BatchNotReadyError,
    NothingToMergeError,
    RowsBeingCheckedError,
)
from residents.imports.rules import can_merge, is_at_work, may_become, mergeable_count
from residents.imports.undoing import forget_left
from residents.models import ImportBatch, StagedRow

MERGE_JOB = "merge_batch"


@transaction.atomic
def start_merge(*, officer: Officer, batch: ImportBatch) -> Job:
    """Queue the merge of a batch that somebody has looked at; the batch is locked against a second one.

    A merge that was cancelled, or given up, half way is queued again and goes on where it stopped.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not can_merge(officer, batch):
        raise NotAllowedError
    if batch.status == BatchStatus.MERGING and is_at_work(batch):
        raise BatchAlreadyMergingError
    if not may_become(batch, BatchStatus.MERGING):
        raise BatchNotReadyError(state=batch.get_status_display())
    if StagedRow.objects.filter(batch=batch, outcome__isnull=True).exists():
        raise RowsBeingCheckedError
    if mergeable_count(batch) == 0:
        raise NothingToMergeError
    if "undone" in batch.counts:
        forget_left(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.MERGING)
    record_deed(
        actor=officer, verb="import_merge_started", subject_kind="import_batch", subject_id=batch.pk,
        unit_id=batch.unit_id, rows=mergeable_count(batch),
    )  # fmt: skip
    return enqueue(kind=MERGE_JOB, owner=officer, arguments={"batch_id": batch.pk}, key=f"batch-{batch.pk}")

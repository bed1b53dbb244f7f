"""A whole import is taken back, by a worker; what somebody has worked on since is left."""

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from residents.choices import BatchStatus
from residents.imports.errors import BatchAlreadyMergingError, BatchBeingUndoneError, NothingToUndoError
from residents.imports.rules import can_merge, is_at_work, may_become
from residents.models import ImportBatch

UNDO_JOB = "undo_batch"


@transaction.atomic
def start_undo(*, officer: Officer, batch: ImportBatch) -> Job:
    """Queue the undoing of a merged batch; also of a merge, or an undo, that was stopped half way."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not can_merge(officer, batch):
        raise NotAllowedError
    if is_at_work(batch):
        raise BatchBeingUndoneError if batch.status == BatchStatus.UNDOING else BatchAlreadyMergingError
    if not may_become(batch, BatchStatus.UNDOING):
        raise NothingToUndoError(state=batch.get_status_display())
    ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.UNDOING)
    record_deed(
        actor=officer, verb="import_undo_started", subject_kind="import_batch", subject_id=batch.pk,
        unit_id=batch.unit_id, **batch.counts.get("merge", {}),
    )  # fmt: skip
    return enqueue(kind=UNDO_JOB, owner=officer, arguments={"batch_id": batch.pk}, key=f"batch-{batch.pk}")

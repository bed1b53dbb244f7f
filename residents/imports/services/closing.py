"""The end of a batch: the uploaded file goes at once, the staged rows thirty days later."""

import datetime as dt

from django.db import transaction
from django.db.models.functions import Now

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from residents.choices import BatchStatus
from residents.imports import files
from residents.imports.errors import BatchNotReadyError
from residents.imports.rules import can_merge, may_become
from residents.models import ImportBatch, StagedRow

KEPT = dt.timedelta(days=30)
"""How long the staged rows of a closed batch stay readable to the one who opened it (design §3)."""


@transaction.atomic
def close_batch(*, officer: Officer, batch: ImportBatch) -> None:
    """Nothing more will happen with this batch; its file is removed."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not can_merge(officer, batch):
        raise NotAllowedError
    if not may_become(batch, BatchStatus.CLOSED):
        raise BatchNotReadyError(state=batch.get_status_display())
    ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.CLOSED, closed_at=Now())
    record_deed(actor=officer, verb="import_closed", subject_kind="import_batch", subject_id=batch.pk)
    transaction.on_commit(lambda: files.remove(batch.pk))


@transaction.atomic
def forget_closed_batches() -> int:
    """Delete the staged rows of batches closed long enough ago. Returns how many rows went."""
    due = ImportBatch.objects.filter(status=BatchStatus.CLOSED, closed_at__lt=now() - KEPT)
    deleted, _by_model = StagedRow.objects.filter(batch__in=due).delete()
    return deleted

"""An upload becomes a batch, and a worker is asked to read it."""

from collections.abc import Callable, Iterable

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from residents.extension_points import import_kinds
from residents.imports import files
from residents.imports.errors import EmptyFileError, FileTooLargeError, UnknownKindError
from residents.imports.limits import MEGABYTE, limits_from_settings
from residents.imports.rules import can_import
from residents.models import ImportBatch

STAGE_JOB = "stage_batch"


@transaction.atomic
def open_batch(
    *,
    officer: Officer,
    chunks: Callable[[], Iterable[bytes]],
    file_name: str,
    kind: str = "residents",
    unit: AdminUnit | None = None,
) -> tuple[ImportBatch, Job]:
    """Keep the upload (``chunks()`` gives its bytes, twice) and queue the reading. Returns the batch and its job."""
    if not can_import(officer):
        raise NotAllowedError
    if kind not in import_kinds:
        raise UnknownKindError(kind=kind, kinds=", ".join(sorted(import_kinds)))
    sha256, size = files.digest(chunks())
    limit = limits_from_settings().file_mb
    if size == 0:
        raise EmptyFileError
    if size > limit * MEGABYTE:
        raise FileTooLargeError(size=size // MEGABYTE, limit=limit)
    batch = ImportBatch.objects.create(
        kind=kind, unit=unit, opened_by=officer, file_name=file_name[-255:], file_sha256=sha256, file_size=size
    )
    files.keep(batch.pk, chunks())
    record_deed(
        actor=officer, verb="import_opened", subject_kind="import_batch", subject_id=batch.pk,
        unit_id=batch.unit_id, kind=kind, sha256=sha256, size=size,
    )  # fmt: skip
    job = enqueue(kind=STAGE_JOB, owner=officer, arguments={"batch_id": batch.pk}, key=f"batch-{batch.pk}")
    return batch, job

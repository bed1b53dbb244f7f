"""Stopping work that somebody no longer wants."""

from django.db import transaction
from django.db.models.functions import Now

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.errors import JobAlreadyOverError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.rules import can_cancel


@transaction.atomic
def request_cancel(*, officer: Officer, job: Job) -> Job:
    """A waiting job is over at once; a running one stops at its next progress."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not can_cancel(officer, job):
        raise NotAllowedError
    if job.is_over:
        raise JobAlreadyOverError
    if job.status == JobStatus.WAITING:
        Job.objects.filter(pk=job.pk).update(status=JobStatus.CANCELLED, finished_at=Now())
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    record_deed(actor=officer, verb="job_cancelled", subject_kind="job", subject_id=job.pk, kind=job.kind)
    job.refresh_from_db()
    return job

"""One attempt at a job: claim, run, finish. Safe to be called twice for the same job."""

import logging
import traceback
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Coalesce, Now
from django.utils import translation
from django.utils.translation import gettext as _

from kontum_portal.errors import DomainError
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.errors import JobCancelled, JobRunsElsewhereError, LeaseLost
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.registry import kind_of
from kontum_portal.jobs.running import FENCE, JobRun, lease_end

logger = logging.getLogger(__name__)


def run_job(job_id: int) -> None:
    """What a worker does with a message: nothing when the job is over, running, or taken by someone else."""
    job = claim(job_id)
    if job is None:
        return
    try:
        _attempt(job)
    except DomainError:
        return  # its sentence stands in the row
    except Exception as error:  # noqa: BLE001 - any failure of a job ends in its row
        _log(job, error)
        _give_back(job)


def run_now(job_id: int) -> Job:
    """Run the job in this process, for commands: a refusal or an error is also raised here, and nothing is retried."""
    job = claim(job_id)
    if job is None:
        raise JobRunsElsewhereError
    try:
        _attempt(job)
    except DomainError:
        raise
    except Exception:
        _finish(job, status=JobStatus.FAILED, error=_failed_sentence())
        raise
    job.refresh_from_db()
    return job


@transaction.atomic
def claim(job_id: int) -> Job | None:
    """Take the next attempt of a waiting or lapsed job; None when there is nothing to take."""
    job = Job.objects.claimable().select_for_update(skip_locked=True, of=("self",)).filter(pk=job_id).first()
    if job is None or not _is_unfenced(job):
        return None
    Job.objects.filter(pk=job.pk).update(
        status=JobStatus.RUNNING,
        attempt=job.attempt + 1,
        lease_until=lease_end(),
        started_at=Coalesce("started_at", Now()),
    )
    return Job.objects.select_related("owner").get(pk=job.pk)


def _is_unfenced(job: Job) -> bool:
    """False while a transaction of a lapsed attempt is still open: its writes must be over first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [FENCE, job.pk])
        return bool(cursor.fetchone()[0])


def _attempt(job: Job) -> None:
    with translation.override(job.owner.language), JobRun(job) as run:
        try:
            result = kind_of(job.kind).function(run)
            run.flush()
        except JobCancelled:
            _finish(job, status=JobStatus.CANCELLED)
        except LeaseLost:
            logger.warning("job %s attempt %s stopped: its lease was lost", job.pk, job.attempt)
        except DomainError as refusal:
            _finish(job, status=JobStatus.FAILED, error=str(refusal))
            raise
        else:
            _finish(job, status=JobStatus.DONE, result=result or {})


def _finish(job: Job, *, status: JobStatus, error: str = "", result: dict[str, Any] | None = None) -> None:
    """Written only by the attempt that still holds the job."""
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, status=JobStatus.RUNNING)
    if not mine.update(status=status, error=error, result=result or {}, lease_until=None, finished_at=Now()):
        logger.warning("job %s attempt %s is stale: its end is not written", job.pk, job.attempt)


def _give_back(job: Job) -> None:
    """Let another attempt follow, or end the job after the last one."""
    if job.attempt >= settings.JOB_ATTEMPTS:
        with translation.override(job.owner.language):
            _finish(job, status=JobStatus.FAILED, error=_failed_sentence())
        return
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, status=JobStatus.RUNNING)
    mine.update(status=JobStatus.WAITING, lease_until=None, phase="")


def _failed_sentence() -> str:
    return _("The work failed because of an error in the portal. Tell the administrator, with the number of this job.")


def _log(job: Job, error: Exception) -> None:
    """The kind of error and where it happened, without its text: that may quote people's data."""
    place = "".join(traceback.format_tb(error.__traceback__))
    logger.error("job %s (%s) attempt %s: %s\n%s", job.pk, job.kind, job.attempt, type(error).__name__, place)

"""Putting work into the outbox, and handing it to the broker when there is one."""

import datetime as dt
import functools
import logging
import sys
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from kontum_portal.accounts.models import Officer
from kontum_portal.jobs import broker
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.registry import kind_of
from kontum_portal.origin import is_command

logger = logging.getLogger(__name__)

RUN_TASK = "kontum_portal.jobs.tasks.run_job"
PATIENCE = dt.timedelta(seconds=15)  # a job this young has just been published
AT_ONCE = 500


def enqueue(*, kind: str, owner: Officer, arguments: dict[str, Any], key: str = "") -> Job:
    """Write the job's row with the running transaction; it is published on commit.

    An open job of the same kind and ``key`` is returned instead of a second one. A broker that is
    away is no error: the row waits, and ``requeue_jobs`` publishes it later.
    """
    kind_of(kind)
    job = _open_job(kind, key) or _create(kind, owner, arguments, key)
    transaction.on_commit(functools.partial(publish, job.pk), robust=True)
    return job


def _open_job(kind: str, key: str) -> Job | None:
    return Job.objects.open().filter(kind=kind, key=key).first() if key else None


def _create(kind: str, owner: Officer, arguments: dict[str, Any], key: str) -> Job:
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, owner=owner, arguments=arguments, key=key)
    except IntegrityError:  # somebody else was quicker with the same key
        job = _open_job(kind, key)
        if job is None:
            raise
        return job


def publish(job_id: int) -> bool:
    """Tell the workers; False when the broker is away. A management command leaves its jobs waiting."""
    if is_command(sys.argv):
        return False
    try:
        with broker.connection() as link:
            current_app.send_task(RUN_TASK, args=[job_id], connection=link, retry=False, ignore_result=True)
    except broker.AWAY as error:
        logger.warning("job %s waits: the broker does not answer (%s)", job_id, type(error).__name__)
        return False
    return True


def requeue_jobs() -> int:
    """Publish waiting and lapsed jobs again, and end those whose attempts are used up. Returns how many were published."""
    Job.objects.lapsed().filter(cancel_requested=True).update(
        status=JobStatus.CANCELLED, lease_until=None, finished_at=Now()
    )
    Job.objects.lapsed().filter(attempt__gte=settings.JOB_ATTEMPTS).update(
        status=JobStatus.FAILED, error=gave_up_sentence(), lease_until=None, finished_at=Now()
    )
    if broker.queue_length() != 0:  # messages still wait for a worker, or the broker is away
        return 0
    due = Q(status=JobStatus.WAITING, created_at__lt=Now() - PATIENCE) | Q(pk__in=Job.objects.lapsed())
    waiting = Job.objects.filter(due).order_by(F("id"))[:AT_ONCE]
    return sum(publish(job_id) for job_id in waiting.values_list("pk", flat=True))


def gave_up_sentence() -> str:
    return _(
        "The work stopped %(times)d times without an answer. Tell the administrator, with the number of this job."
    ) % {"times": settings.JOB_ATTEMPTS}

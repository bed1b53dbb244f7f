"""Writes of this app: queue work, run it, stop it."""

from kontum_portal.jobs.services.cancelling import request_cancel
from kontum_portal.jobs.services.executing import run_job, run_now
from kontum_portal.jobs.services.queueing import enqueue, requeue_jobs

__all__ = ["enqueue", "request_cancel", "requeue_jobs", "run_job", "run_now"]

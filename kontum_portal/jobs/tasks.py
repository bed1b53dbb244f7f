"""Celery wrappers of this app."""

from celery import shared_task

from kontum_portal.jobs import services


@shared_task(name="kontum_portal.jobs.tasks.run_job")
def run_job(job_id: int) -> None:
    services.run_job(job_id)


@shared_task(name="kontum_portal.jobs.tasks.requeue_jobs")
def requeue_jobs() -> None:
    services.requeue_jobs()

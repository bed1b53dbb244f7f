"""Celery wrappers of this app."""

from celery import shared_task

from kontum_portal.accounts.services.sealing import seal_logs as seal


@shared_task(name="kontum_portal.accounts.tasks.seal_logs")
def seal_logs() -> None:
    seal()

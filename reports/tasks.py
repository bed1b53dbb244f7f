"""Celery wrappers of this app."""

from celery import shared_task

from kontum_portal.accounts.queries import system_officer
from reports.services.night import start_night


@shared_task(name="reports.tasks.nightly")
def nightly() -> None:
    start_night(officer=system_officer())

"""What beat calls for the register."""

from celery import shared_task

from kontum_portal.accounts.queries import system_officer
from kontum_portal.jobs.services import enqueue
from residents.jobs import PURGE_SEARCHES


@shared_task
def forget_searches() -> None:
    enqueue(kind=PURGE_SEARCHES, owner=system_officer(), arguments={}, key="hourly")

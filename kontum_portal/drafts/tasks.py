"""What beat calls for unfinished work."""

from celery import shared_task

from kontum_portal.drafts.services.drafting import purge_unfinished


@shared_task(name="kontum_portal.drafts.tasks.forget_unfinished")
def forget_unfinished() -> None:
    purge_unfinished()

"""Who may see a job and stop it."""

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator
from kontum_portal.jobs.models import Job


def can_view(officer: Officer, job: Job) -> bool:
    return bool(officer.is_authenticated) and (job.owner_id == officer.pk or is_administrator(officer))


def can_cancel(officer: Officer, job: Job) -> bool:
    return can_view(officer, job)

"""The night's work as one job: rules, campaign lists, figures, and room for the history of the months to come."""

from kontum_portal.accounts.models import Officer
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from reports import rules

NIGHT_JOB = "reports.night"


def start_night(*, officer: Officer) -> Job:
    """The job; the open one when it waits or runs already."""
    if not rules.can_start_night(officer):
        raise NotAllowedError
    return enqueue(kind=NIGHT_JOB, owner=officer, arguments={}, key="night")

"""What a worker does for the căn cước pages."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from id_cards.services.calendar_changing import RECALCULATE, recalculate_due_dates
from kontum_portal.jobs.registry import job

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun


@job(RECALCULATE, title=_("Working out deadlines again after a change of the calendar"))
def recalculate(run: "JobRun") -> dict[str, Any]:
    return {"changed": recalculate_due_dates()}

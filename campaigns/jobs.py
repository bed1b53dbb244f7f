"""What a worker does for campaigns."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.services.creating import LIST_JOB
from campaigns.services.listing import bring_list_up_to_date
from kontum_portal.database.scope import acting_as
from kontum_portal.jobs.registry import job

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun


@job(LIST_JOB, title=gettext_lazy("List of a campaign"))
def list_campaign(run: "JobRun") -> dict[str, Any]:
    """``campaign_id`` → how many people were added, reached and dropped."""
    run.progress(0, 1, _("Choosing people"))
    with acting_as(run.owner):
        run.fence()
        change = bring_list_up_to_date(officer=run.owner, campaign_id=run.arguments["campaign_id"])
    run.progress(1, 1)
    return asdict(change)

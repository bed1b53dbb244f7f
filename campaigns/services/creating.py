"""Opening a campaign; its list is made by a job."""

import datetime as dt

from django.db import transaction

from campaigns import rules
from campaigns.errors import CampaignSpanError
from campaigns.models import OutreachCampaign
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from kontum_portal.text import clean

LIST_JOB = "campaigns.bring_list_up_to_date"


@transaction.atomic
def create_campaign(
    *, officer: Officer, name: str, goal: str, unit_id: int | None, starts_on: dt.date, ends_on: dt.date
) -> OutreachCampaign:
    """A campaign with an empty list and the job that fills it."""
    if not rules.can_create(officer, unit_id):
        raise NotAllowedError
    if ends_on < starts_on:
        raise CampaignSpanError
    campaign = OutreachCampaign.objects.create(
        name=clean(name), goal=goal, unit_id=unit_id, starts_on=starts_on, ends_on=ends_on, created_by=officer
    )
    record_deed(
        actor=officer,
        verb="create_campaign",
        subject_kind="campaign",
        subject_id=campaign.pk,
        unit_id=unit_id,
        goal=goal,
    )
    queue_list(officer=officer, campaign=campaign)
    return campaign


def queue_list(*, officer: Officer, campaign: OutreachCampaign) -> int:
    """Ask for the list to be brought up to date; the id of the job, the open one when there is one."""
    job = enqueue(kind=LIST_JOB, owner=officer, arguments={"campaign_id": campaign.pk}, key=f"campaign:{campaign.pk}")
    return job.pk


def list_job_of(campaign: OutreachCampaign) -> Job | None:
    """The open job that works on the list of this campaign."""
    return Job.objects.open().filter(kind=LIST_JOB, key=f"campaign:{campaign.pk}").first()

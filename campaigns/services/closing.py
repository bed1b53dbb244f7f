"""Closing a campaign; its list is kept as it stands."""

from django.db import transaction

from campaigns import rules
from campaigns.choices import CampaignStatus
from campaigns.errors import CampaignClosedError
from campaigns.models import OutreachCampaign
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError


@transaction.atomic
def close_campaign(*, officer: Officer, campaign_id: int) -> OutreachCampaign:
    campaign = OutreachCampaign.objects.visible_to(officer).select_for_update().get(pk=campaign_id)
    if not rules.can_manage(officer, campaign):
        raise NotAllowedError
    if not rules.is_open(campaign):
        raise CampaignClosedError
    OutreachCampaign.objects.filter(pk=campaign.pk).update(status=CampaignStatus.CLOSED)
    record_deed(
        actor=officer,
        verb="close_campaign",
        subject_kind="campaign",
        subject_id=campaign.pk,
        unit_id=campaign.unit_id,
    )
    campaign.refresh_from_db()
    return campaign

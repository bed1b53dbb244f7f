"""Taking a person off a campaign's list by hand, with the reason."""

from django.db import transaction

from campaigns import rules
from campaigns.choices import DROP_REASONS, TargetStatus
from campaigns.errors import DropReasonError, TargetClosedError
from campaigns.models import CampaignTarget
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError


@transaction.atomic
def drop_target(*, officer: Officer, target_id: int, reason: str) -> CampaignTarget:
    locked = CampaignTarget.objects.visible_to(officer).select_for_update(of=["self"])
    target = locked.select_related("campaign").get(pk=target_id)
    if not rules.can_drop(officer, target):
        raise NotAllowedError
    if not rules.is_droppable(target):
        raise TargetClosedError
    if reason not in DROP_REASONS:
        raise DropReasonError
    CampaignTarget.objects.filter(pk=target.pk).update(
        status=TargetStatus.DROPPED, closed_reason=reason, closed_at=now()
    )
    record_deed(
        actor=officer,
        verb="drop_target",
        subject_kind="campaign_target",
        subject_id=target.pk,
        unit_id=target.unit_id,
        campaign=target.campaign_id,
        reason=reason,
    )
    target.refresh_from_db()
    return target

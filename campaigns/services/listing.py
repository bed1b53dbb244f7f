"""Bringing a campaign's list up to date: whoever fits the goal is on it, whoever no longer does is closed."""

from dataclasses import asdict, dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from campaigns.choices import ClosedReason, TargetStatus
from campaigns.errors import CampaignClosedError
from campaigns.models import CampaignTarget, OutreachCampaign
from campaigns.rules import can_manage, is_open, people_of_goal
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from residents.models import Resident

# The primary key of people joined set-based; those already on the list, open or closed, stay as they are.
_ADD = """
INSERT INTO campaigns_campaigntarget (campaign_id, resident_id, unit_id, status)
SELECT %s, people.id, people.unit_id, %s FROM ({people}) AS people
ON CONFLICT ON CONSTRAINT campaign_target_once DO NOTHING
"""


@dataclass(frozen=True)
class ListChange:
    """How many people came on the list, how many reached the goal, how many were dropped."""

    added: int
    reached: int
    dropped: int


@transaction.atomic
def bring_list_up_to_date(*, officer: Officer, campaign_id: int) -> ListChange:
    """Set-based, and without effect when nothing has changed since the last time."""
    campaign = OutreachCampaign.objects.select_for_update().get(pk=campaign_id)
    if not can_manage(officer, campaign):
        raise NotAllowedError
    if not is_open(campaign):
        raise CampaignClosedError
    here = _residents(officer, campaign)
    people = here.filter(people_of_goal(campaign.goal, today()))
    still_here, still_wanting = (Exists(rows.filter(pk=OuterRef("resident_id"))) for rows in (here, people))
    listed = campaign.targets.open()
    dropped = _close(listed.filter(resident__deceased_on__isnull=False), TargetStatus.DROPPED, ClosedReason.DECEASED)
    dropped += _close(listed.filter(~still_here), TargetStatus.DROPPED, ClosedReason.MOVED)
    reached = _close(listed.filter(~still_wanting), TargetStatus.REACHED, ClosedReason.GOAL_MET)
    change = ListChange(added=_add(campaign, people), reached=reached, dropped=dropped)
    OutreachCampaign.objects.filter(pk=campaign.pk).update(listed_at=now())
    record_deed(
        actor=officer,
        verb="list_campaign",
        subject_kind="campaign",
        subject_id=campaign.pk,
        unit_id=campaign.unit_id,
        **asdict(change),
    )
    return change


def _residents(officer: Officer, campaign: OutreachCampaign) -> QuerySet[Resident]:
    residents = Resident.objects.visible_to(officer)
    return residents.filter(unit_id=campaign.unit_id) if campaign.unit_id else residents


def _close(targets: QuerySet[CampaignTarget], status: str, reason: str) -> int:
    return targets.update(status=status, closed_reason=reason, closed_at=now())


def _add(campaign: OutreachCampaign, people: QuerySet[Resident]) -> int:
    sql, params = people.order_by().values("id", "unit_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(people=sql), [campaign.pk, TargetStatus.OPEN, *params])
        return cursor.rowcount

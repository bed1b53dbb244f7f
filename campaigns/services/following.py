"""What happens to campaign lists when something happens to a resident; called inside the other deed's transaction."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from campaigns.choices import CampaignStatus, ClosedReason, Goal, TargetStatus
from campaigns.models import CampaignTarget, OutreachCampaign
from campaigns.querysets import TargetQuerySet
from campaigns.services.creating import queue_list
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now
from residents.choices import CardState, EIdState


def follow_card_state(*, resident_id: int, unit_id: int, old: str, new: str, actor: Officer, **_: Any) -> None:
    """A card in the hand closes the open targets of that goal; a card taken back opens them again."""
    for goal in (Goal.NO_CARD, Goal.RENEWAL):
        _follow_goal(goal, resident_id, unit_id, actor, (old == CardState.IN_HAND, new == CardState.IN_HAND))


def follow_eid_state(*, resident_id: int, unit_id: int, old: str, new: str, actor: Officer, **_: Any) -> None:
    """An activated account does the same for its goal."""
    met = (old == EIdState.ACTIVATED, new == EIdState.ACTIVATED)
    _follow_goal(Goal.NOT_ACTIVATED, resident_id, unit_id, actor, met)


def _follow_goal(goal: str, resident_id: int, unit_id: int, actor: Officer, met: tuple[bool, bool]) -> None:
    before, after = met
    if after:
        _close(_wanting(goal, resident_id).open(), TargetStatus.REACHED, ClosedReason.GOAL_MET, actor, unit_id)
    elif before:
        reached = _wanting(goal, resident_id).filter(closed_reason=ClosedReason.GOAL_MET)
        reached.update(status=TargetStatus.OPEN, closed_reason=None, closed_at=None)


def follow_death(*, resident_id: int, unit_id: int | None = None, actor: Officer, **_: Any) -> None:
    open_targets = CampaignTarget.objects.open().filter(resident_id=resident_id)
    _close(open_targets, TargetStatus.DROPPED, ClosedReason.DECEASED, actor, unit_id)


def follow_death_undone(*, resident_id: int, unit_id: int | None = None, actor: Officer, **_: Any) -> None:
    """The person lives after all: back on the lists of campaigns that still run."""
    dropped = CampaignTarget.objects.filter(
        resident_id=resident_id, closed_reason=ClosedReason.DECEASED, campaign__status=CampaignStatus.OPEN
    )
    ids = list(dropped.values_list("pk", flat=True))
    CampaignTarget.objects.filter(pk__in=ids).update(status=TargetStatus.OPEN, closed_reason=None, closed_at=None)
    for target_id in ids:
        record_deed(
            actor=actor,
            verb="reopen_target",
            subject_kind="campaign_target",
            subject_id=target_id,
            unit_id=unit_id,
        )


def follow_move(*, resident_id: int, unit_id: int, actor: Officer, **_: Any) -> None:
    """``unit_id`` is the new one: a list of the whole area follows the person there, that of the old unit lets go."""
    targets = CampaignTarget.objects.filter(resident_id=resident_id)
    stay_behind = targets.open().filter(campaign__unit_id__isnull=False).exclude(campaign__unit_id=unit_id)
    _close(stay_behind, TargetStatus.DROPPED, ClosedReason.MOVED, actor, unit_id)
    targets.filter(campaign__unit_id__isnull=True).exclude(unit_id=unit_id).update(unit_id=unit_id)


def follow_people(*, unit_ids: Iterable[int], **_: Any) -> None:
    """A spreadsheet has changed many people of these units: lists that reach into them are brought up to date."""
    campaigns = OutreachCampaign.objects.open().filter(Q(unit_id__in=list(unit_ids)) | Q(unit_id__isnull=True))
    for campaign in campaigns:
        queue_list(officer=system_officer(), campaign=campaign)


def _wanting(goal: str, resident_id: int) -> TargetQuerySet:
    return CampaignTarget.objects.filter(
        resident_id=resident_id, campaign__goal=goal, campaign__status=CampaignStatus.OPEN
    )


def _close(targets: QuerySet[CampaignTarget], status: str, reason: str, actor: Officer, unit_id: int | None) -> None:
    ids = list(targets.values_list("pk", flat=True))
    if not ids:
        return
    CampaignTarget.objects.filter(pk__in=ids).update(status=status, closed_reason=reason, closed_at=now())
    for target_id in ids:
        record_deed(
            actor=actor,
            verb="close_target",
            subject_kind="campaign_target",
            subject_id=target_id,
            unit_id=unit_id,
            reason=reason,
        )

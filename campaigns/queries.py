"""Reads for the campaign pages and for the apps above."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from campaigns.choices import CampaignStatus, TargetStatus
from campaigns.models import CampaignTarget, OutreachCampaign
from kontum_portal.accounts.models import Officer
from residents.models import Resident

PAGE = 50
HAMLETS = 40
_STATUSES = {"open": TargetStatus.OPEN, "reached": TargetStatus.REACHED, "dropped": TargetStatus.DROPPED}
_COUNTS: dict[str, Any] = {name: Count("pk", filter=Q(status=status)) for name, status in _STATUSES.items()}


@dataclass(frozen=True)
class HamletCount:
    """How many people of one sub-unit are on a list; ``sub_unit_id`` None for those without one."""

    sub_unit_id: int | None
    name: str
    unit_name: str
    open: int
    reached: int
    dropped: int

    @property
    def total(self) -> int:
        return self.open + self.reached + self.dropped

    @property
    def percent_reached(self) -> float | None:
        return 100 * self.reached / self.total if self.total else None


@dataclass(frozen=True)
class TargetPage:
    """One page of a list in Vietnamese name order; ``next_after`` is the last target's id when more follow."""

    targets: list[CampaignTarget]
    next_after: int | None


def campaigns_with_counts(officer: Officer) -> QuerySet[OutreachCampaign]:
    """The campaigns an officer sees, each with ``open``, ``reached`` and ``dropped`` people in the officer's scope."""
    mine = Q(targets__unit_id__in=officer.register_unit_ids)
    counts = {name: Count("targets", filter=Q(targets__status=status) & mine) for name, status in _STATUSES.items()}
    return OutreachCampaign.objects.visible_to(officer).select_related("unit").annotate(**counts)


def open_campaign_ids() -> list[int]:
    return list(OutreachCampaign.objects.open().order_by("pk").values_list("pk", flat=True))


def hamlets(officer: Officer, campaign: OutreachCampaign) -> list[HamletCount]:
    """The list of a campaign by sub-unit, most open people first; of a long list the first ``HAMLETS``."""
    place = ("resident__sub_unit_id", "resident__sub_unit__name", "unit__name")
    targets: QuerySet[Any] = CampaignTarget.objects.visible_to(officer).filter(campaign=campaign)
    rows = (
        targets.values(*place)
        .annotate(**_COUNTS)
        .order_by(F("open").desc(), "unit__name", "resident__sub_unit__sort_key")
    )
    return [
        HamletCount(
            sub_unit_id=row["resident__sub_unit_id"],
            name=row["resident__sub_unit__name"] or "",
            unit_name=row["unit__name"],
            open=row["open"],
            reached=row["reached"],
            dropped=row["dropped"],
        )
        for row in rows[:HAMLETS]
    ]


def targets_page(
    officer: Officer, campaign: OutreachCampaign, *, status: str, sub_unit_id: int | None, after: int | None
) -> TargetPage:
    """People of a campaign in one status, from the one after target ``after`` on."""
    targets = CampaignTarget.objects.visible_to(officer).filter(campaign=campaign, status=status)
    if sub_unit_id is not None:
        targets = targets.filter(resident__sub_unit_id=sub_unit_id or None)
    if after is not None:
        targets = targets.filter(_following(officer, after))
    ordered = targets.select_related("resident", "resident__sub_unit").order_by("resident__sort_key", "resident_id")
    found = list(ordered[: PAGE + 1])
    return TargetPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def people_to_reach(
    officer: Officer, campaign: OutreachCampaign, *, sub_unit_id: int | None = None
) -> QuerySet[Resident]:
    """The residents who are still open on the list, of one sub-unit or (None) of all; 0 is: without one."""
    targets = CampaignTarget.objects.visible_to(officer).filter(campaign=campaign, status=TargetStatus.OPEN)
    people = Resident.objects.visible_to(officer).filter(pk__in=targets.values("resident_id"))
    return people if sub_unit_id is None else people.filter(sub_unit_id=sub_unit_id or None)


def _following(officer: Officer, target_id: int) -> Q:
    """Who stands after the resident of this target in the order of names; everybody when it is out of reach."""
    last = CampaignTarget.objects.visible_to(officer).select_related("resident").filter(pk=target_id).first()
    if last is None:
        return Q()
    same_name = Q(resident__sort_key=last.resident.sort_key, resident_id__gt=last.resident_id)
    return Q(resident__sort_key__gt=last.resident.sort_key) | same_name


def campaigns_of(officer: Officer, resident: Resident) -> list[CampaignTarget]:
    """The places of one person on the lists of open campaigns."""
    targets = CampaignTarget.objects.visible_to(officer).filter(resident=resident, campaign__status=CampaignStatus.OPEN)
    return list(targets.select_related("campaign").order_by("-campaign_id"))

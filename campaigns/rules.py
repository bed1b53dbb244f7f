"""Whom a campaign is for, and who may make, change and close one."""

import datetime as dt

from django.db.models import Q

from campaigns.choices import CampaignStatus, Goal, TargetStatus
from campaigns.models import CampaignTarget, OutreachCampaign
from id_cards.renewals.rules import renewing
from kontum_portal.accounts import rules as roles
from kontum_portal.accounts.models import Officer
from residents.choices import CardState, EIdState

RENEWAL_BEHIND, RENEWAL_AHEAD = 365, 90  # days: who is due, and who turned the age and has not come yet
CARD_AGE = 14  # Luật Căn cước 26/2023/QH15 Đ.19: a card is a duty from 14


def aged_at_least(years: int, on: dt.date, prefix: str = "") -> Q:
    """Those who surely are that old on the day; an unknown month or day counts only once the year is over.

    ``prefix`` leads from the filtered rows to the resident: ``"resident__"``.
    """
    year, month, day = f"{prefix}birth_year", f"{prefix}birth_month", f"{prefix}birth_day"
    that_year = on.year - years
    by_now = Q(**{f"{month}__lt": on.month}) | Q(**{month: on.month, f"{day}__lte": on.day})
    return Q(**{f"{year}__lt": that_year}) | (Q(**{year: that_year}) & by_now)


def people_of_goal(goal: str, on: dt.date) -> Q:
    """The living residents for whom the goal is not met yet."""
    conditions = {
        Goal.NO_CARD: aged_at_least(CARD_AGE, on) & ~Q(card_state=CardState.IN_HAND),
        Goal.NOT_ACTIVATED: Q(eid_state=EIdState.APPROVED_NOT_ACTIVATED),
        Goal.RENEWAL: renewing(on - dt.timedelta(days=RENEWAL_BEHIND), RENEWAL_BEHIND + RENEWAL_AHEAD),
        Goal.MISSING_BIRTH_DATE: Q(birth_day__isnull=True),
    }
    return conditions[Goal(goal)] & Q(deceased_on__isnull=True)


def sees_campaigns(officer: Officer) -> bool:
    return roles.sees_register(officer)


def can_view(officer: Officer, campaign: OutreachCampaign) -> bool:
    """The twin of ``CampaignQuerySet.visible_to``."""
    units = officer.register_unit_ids if officer.is_authenticated else frozenset()
    return bool(units) and (campaign.unit_id is None or campaign.unit_id in units)


def can_view_target(officer: Officer, target: CampaignTarget) -> bool:
    """The twin of ``TargetQuerySet.visible_to``."""
    return officer.is_authenticated and target.unit_id in officer.register_unit_ids


def can_create(officer: Officer, unit_id: int | None) -> bool:
    """The city command for any unit or the whole area; a ward chief for a unit of their own."""
    if roles.is_city_commander(officer) or roles.is_system(officer):
        return unit_id is None or unit_id in officer.register_unit_ids
    return roles.is_ward_chief(officer) and unit_id in officer.register_unit_ids


def can_create_any(officer: Officer) -> bool:
    return roles.commands(officer)


def can_manage(officer: Officer, campaign: OutreachCampaign) -> bool:
    """May close it or bring its list up to date."""
    return can_create(officer, campaign.unit_id)


def may_drop_people(officer: Officer) -> bool:
    """Takes people off lists at all; whom, the scope decides."""
    return roles.sees_register(officer) and not roles.is_data_steward(officer)


def can_drop(officer: Officer, target: CampaignTarget) -> bool:
    """Whoever works at the person's unit, and those who lead the campaign."""
    return can_view_target(officer, target) and may_drop_people(officer)


def is_open(campaign: OutreachCampaign) -> bool:
    return campaign.status == CampaignStatus.OPEN


def is_droppable(target: CampaignTarget) -> bool:
    return target.status == TargetStatus.OPEN and is_open(target.campaign)

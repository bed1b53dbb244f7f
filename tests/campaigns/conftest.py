import datetime as dt
from collections.abc import Callable

import pytest

from campaigns.choices import Goal
from campaigns.models import OutreachCampaign
from campaigns.services.creating import create_campaign
from campaigns.services.listing import bring_list_up_to_date
from kontum_portal.accounts.models import Officer

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _in_english(sentences_in_english: None) -> None:
    """Every test here compares msgids."""


@pytest.fixture(autouse=True)
def _today(settings) -> None:
    settings.PORTAL_TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def campaign(city_commander: Officer) -> Callable[..., OutreachCampaign]:
    """``campaign(goal, unit)``: opened by the city command, its list made."""

    def make(goal: str = Goal.NO_CARD, unit_id: int | None = None) -> OutreachCampaign:
        made = create_campaign(
            officer=city_commander, name="Đợt 1", goal=goal, unit_id=unit_id, starts_on=FIRST, ends_on=LAST
        )
        bring_list_up_to_date(officer=city_commander, campaign_id=made.pk)
        return made

    return make

import datetime as dt

import pytest

from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from tests.factories import make_resident


@pytest.fixture(autouse=True)
def _in_english(sentences_in_english: None) -> None:
    """Every test here compares msgids."""


@pytest.fixture
def resident(units: dict[str, AdminUnit]) -> Resident:
    """A complete adult of Quyết Thắng without a card."""
    return make_resident(units["Quyết Thắng"])


@pytest.fixture
def on_day(settings):
    """``on_day("2024-09-30")``: today is that day."""

    def set_today(day: str) -> None:
        settings.PORTAL_TODAY = dt.date.fromisoformat(day)

    return set_today

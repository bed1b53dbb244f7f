import datetime as dt
from pathlib import Path

import pytest

from kontum_portal.areas.models import AdminUnit
from tests.factories import make_resident

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _in_english(sentences_in_english: None) -> None:
    """Every test here compares msgids."""


@pytest.fixture
def today(settings, tmp_path: Path) -> dt.date:
    """Monday 23 November 2026, and files kept in a folder of the test."""
    settings.PORTAL_TODAY, settings.VAR_DIR = TODAY, tmp_path
    return TODAY


@pytest.fixture
def people(today: dt.date, units: dict[str, AdminUnit]) -> None:
    """Quyết Thắng: 4 must have a card and are present, 3 hold it. Kroong: 2, and 1."""
    for place, states in (("Quyết Thắng", ["in_hand"] * 3 + ["arrived"]), ("Kroong", ["in_hand", "none"])):
        for state in states:
            make_resident(units[place], card_state=state)

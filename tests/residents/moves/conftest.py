"""Days and people for tests of events, moves and residence files."""

import datetime as dt

import pytest

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today(settings) -> None:
    settings.PORTAL_TODAY = TODAY

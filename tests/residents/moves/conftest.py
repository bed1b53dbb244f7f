"""Days and people for tests of events, moves and residence files."""

import datetime as dt

import pytest
from django.conf import settings as portal_settings
from django.test import Client

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today(settings) -> None:
    settings.PORTAL_TODAY = TODAY


@pytest.fixture(autouse=True)
def _pages_in_english(client: Client) -> None:
    """The sentences on the pages are compared by their msgids, too."""
    client.cookies[portal_settings.LANGUAGE_COOKIE_NAME] = "en"

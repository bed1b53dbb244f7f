"""Days and people for tests of events, moves and residence files."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from kontum_portal.accounts.models import Officer

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today(settings) -> None:
    settings.PORTAL_TODAY = TODAY


@pytest.fixture
def signed_in(signed_in: Callable[[Officer], Client]) -> Callable[[Officer], Client]:
    """As elsewhere, with pages in English: their sentences are compared by their msgids."""

    def sign_in(officer: Officer) -> Client:
        Officer.objects.filter(pk=officer.pk).update(language="en")
        return signed_in(officer)

    return sign_in

"""Days and people for tests of events, moves and residence files."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from tests.factories import make_resident

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


@pytest.fixture
def person(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Vinh Quang"], birth_year=1990, birth_month=1, birth_day=15)

"""The desks of what waits: how long, who was asked, what comes next."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from id_cards.choices import State
from id_cards.models import CardApplication
from id_cards.queries import LANE_OF
from id_cards.waiting import BANDS, bands_of
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import now, today
from residents.models import ContactAttempt
from residents.services.contacts import record_contact
from tests.factories import make_resident, make_sub_unit
from tests.id_cards.journeys import application_at

DESKS = [("undelivered", State.CARD_ARRIVED), ("returned", State.RETURNED_WITH_ERROR)]


@pytest.fixture
def counter(client: Client, settings: Any, officer_quyet_thang: Officer) -> Client:
    settings.PORTAL_MFA = "demo"
    client.force_login(officer_quyet_thang)
    return client


def _waiting(officer: Officer, unit: AdminUnit, state: State, days: int, **facts: Any) -> CardApplication:
    application = application_at(officer, make_resident(unit, **facts), state)
    since = now() - dt.timedelta(days=days, minutes=1)
    CardApplication.objects.filter(pk=application.pk).update(state_changed_at=since)
    application.refresh_from_db()
    return application


def _shown(client: Client, code: str, **query: Any) -> list[int]:
    return [row["application"].pk for row in client.get(reverse(f"id_cards:{code}"), query).context["rows"]]


@pytest.mark.parametrize(("code", "state"), DESKS)
def test_a_band_counts_the_rows_behind_it(
    code: str, state: State, counter: Client, officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    rows = [_waiting(officer_quyet_thang, units["Quyết Thắng"], state, days) for days in (200, 100, 31, 8, 1)]
    bands = bands_of(officer_quyet_thang, LANE_OF[code])
    assert [(band.days, band.count) for band in bands] == [(7, 4), (30, 3), (90, 2), (180, 1)]
    for band in bands:
        assert _shown(counter, code, older=band.days) == [row.pk for row in rows[: band.count]]
    assert _shown(counter, code) == [row.pk for row in rows], "the longest waiting first"
    assert _shown(counter, code, older="x", sub_unit="²", contact="y") == [row.pk for row in rows]


def test_a_desk_is_narrowed_to_a_hamlet_and_to_who_is_to_be_asked_again(
    counter: Client, officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    unit = units["Quyết Thắng"]
    hamlet = make_sub_unit(unit)
    near, far = (
        _waiting(officer_quyet_thang, unit, State.CARD_ARRIVED, days, sub_unit=place)
        for days, place in ((9, hamlet), (8, None))
    )
    assert _shown(counter, "undelivered", sub_unit=hamlet.pk) == [near.pk]
    again = {"channel": "phone", "result": "no_answer", "next_action": "call_again"}
    for row in (near, far):
        record_contact(officer=officer_quyet_thang, resident_id=row.resident_id, next_on=today(), **again)
    assert _shown(counter, "undelivered", contact="due") == [near.pk, far.pk]
    later = today() + dt.timedelta(days=5)
    record_contact(officer=officer_quyet_thang, resident_id=near.resident_id, next_on=later, **again)
    assert _shown(counter, "undelivered", contact="due") == [far.pk], "only the newest word counts"


def test_the_row_says_how_long_and_the_newest_word(
    counter: Client, officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    row = _waiting(officer_quyet_thang, units["Quyết Thắng"], State.CARD_ARRIVED, 31)
    for result in ("no_answer", "promised"):
        record_contact(officer=officer_quyet_thang, resident_id=row.resident_id, channel="phone", result=result)
    (shown,) = counter.get(reverse("id_cards:undelivered")).context["rows"]
    assert (shown["wait"].days, shown["wait"].tone, shown["wait"].contact.result) == (31, "late", "promised")


def test_another_wards_words_are_not_read(
    officer_quyet_thang: Officer, units: dict[str, AdminUnit], counter: Client
) -> None:
    row = _waiting(officer_quyet_thang, units["Quyết Thắng"], State.CARD_ARRIVED, 31)
    record_contact(officer=officer_quyet_thang, resident_id=row.resident_id, channel="phone", result="no_answer")
    ContactAttempt.objects.update(unit=units["Vinh Quang"])
    (shown,) = counter.get(reverse("id_cards:undelivered")).context["rows"]
    assert shown["wait"].contact is None


def test_a_desk_asks_as_much_for_many_as_for_few(
    counter: Client, officer_quyet_thang: Officer, units: dict[str, AdminUnit], django_assert_max_num_queries: Any
) -> None:
    asked = []
    for number in (2, 6):
        for _ in range(number):
            row = _waiting(officer_quyet_thang, units["Quyết Thắng"], State.CARD_ARRIVED, 10)
            record_contact(officer=officer_quyet_thang, resident_id=row.resident_id, channel="phone", result="promised")
        counter.get(reverse("id_cards:undelivered"))
        with django_assert_max_num_queries(40) as queries:
            counter.get(reverse("id_cards:undelivered"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert len(BANDS) == 4

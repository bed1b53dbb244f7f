"""The record page, asked little and quickly; what happened to a record; contacts; who read it."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from id_cards.services import start_application
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import ContactAttempt, Resident
from residents.queries.life_story import life_story
from residents.services.contacts import record_contact
from residents.services.correcting import correct_resident
from residents.services.verifying import record_verification
from tests.factories import make_correction, make_household, make_resident

pytestmark = pytest.mark.django_db
RECORD_QUERIES = 15
# What only the tests ask: the request's transaction is a savepoint here, and takes on the web login's role.
OF_THE_TEST = ("SAVEPOINT", "RELEASE", "SET LOCAL ROLE", "RESET ROLE")


@pytest.fixture
def an(units: dict[str, AdminUnit], officer_quyet_thang: Officer) -> Resident:
    """A record with all that is usual on it; an absence, a visit, a file or a hand-over costs one each besides."""
    home = make_household(units["Quyết Thắng"])
    facts = {"household": home, "relation_to_head": "child"}
    for name in ("Trần Thị Bé", "Lê Văn Ba", "Y Hlim"):
        make_resident(units["Quyết Thắng"], full_name=name, **facts)
    person = make_resident(units["Quyết Thắng"], last_verified_on=dt.date(2024, 1, 2), **facts)
    start_application(officer=officer_quyet_thang, resident_id=person.pk, reason="first_card")
    person.refresh_from_db()
    changes = {"native_place": "Sa Thầy"}
    correct_resident(officer=officer_quyet_thang, resident_id=person.pk, version=person.version, changes=changes)
    record_contact(officer=officer_quyet_thang, resident_id=person.pk, channel="phone", result="no_answer")
    person.refresh_from_db()
    make_correction(person, officer_quyet_thang)
    return person


@pytest.mark.parametrize(("name", "most"), [("record", RECORD_QUERIES), ("story", 19)])
def test_a_full_record_asks_little(client: Client, ward_chief: Officer, an: Resident, name: str, most: int) -> None:
    url = reverse(f"residents:{name}", args=[an.pk])
    client.force_login(ward_chief)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    queries = [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(OF_THE_TEST)]
    assert len(queries) <= most, "\n".join(query[:150] for query in queries)


@pytest.mark.usefixtures("sentences_in_english")
def test_all_that_happened_stands_in_one_list(ward_chief: Officer, officer_quyet_thang: Officer, an: Resident) -> None:
    record_verification(officer=officer_quyet_thang, resident_id=an.pk, result="matches")
    lines = life_story(ward_chief, an)
    titles = " | ".join(str(line.entry.title) for line in lines)
    for word in ("Record changed", "Correction asked for", "Telephone call", "dossier", "Verified: The person"):
        assert word in titles
    assert [line.entry.at for line in lines] == sorted((line.entry.at for line in lines), reverse=True)
    assert {line.who for line in lines if not line.entry.rows} == {officer_quyet_thang.get_full_name()}
    changed = [row for line in lines for row in line.entry.rows]
    assert any(after == "Sa Thầy" for _, _, after in changed)


def test_another_wards_list_is_empty(officer_vinh_quang: Officer, an: Resident) -> None:
    assert life_story(officer_vinh_quang, an) == []


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"channel": "phone", "result": "reached"}, 302),
        ({"channel": "home_visit", "result": "not_met", "note": "working_away", "next_action": "call_again"}, 302),
        ({"channel": "phone", "result": "reached", "next_action": "visit_again", "next_on": "05012027"}, 302),
        ({"channel": "phone", "result": "reached", "next_on": "05012027"}, 422),
        ({"channel": "pigeon", "result": "reached"}, 422),
        ({"channel": "phone"}, 422),
    ],
)
def test_a_contact_is_coded(
    client: Client, officer_quyet_thang: Officer, an: Resident, typed: dict, status: int
) -> None:
    client.force_login(officer_quyet_thang)
    before = ContactAttempt.objects.count()
    answer = client.post(reverse("residents:record_contact", args=[an.pk]), typed)
    kept = ContactAttempt.objects.count() - before
    assert (answer.status_code, kept) == (status, 1 if status == 302 else 0)
    assert Deed.objects.filter(verb="record_contact").count() == kept + 1


def test_the_chief_sees_who_read_the_record(
    client: Client, officer_quyet_thang: Officer, ward_chief: Officer, an: Resident
) -> None:
    client.force_login(officer_quyet_thang)
    client.get(an.get_absolute_url())
    assert client.get(reverse("residents:readers", args=[an.pk])).status_code == 403
    client.force_login(ward_chief)
    shown = client.get(reverse("residents:readers", args=[an.pk])).content.decode()
    assert officer_quyet_thang.get_full_name() in shown


def test_the_list_comes_as_a_part_or_as_a_page(client: Client, officer_quyet_thang: Officer, an: Resident) -> None:
    client.force_login(officer_quyet_thang)
    url = reverse("residents:story", args=[an.pk])
    assert "<html" in client.get(url).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Sa Thầy" in part

"""Every page that shows one person is a reading of that person, logged with its purpose; also where only the name stands."""

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from residents.services.eventing import Told
from residents.services.moving import move_out
from tests.factories import make_resident

pytestmark = pytest.mark.django_db

# page, what else its address needs, surface, purpose: the one chosen for the record unless the page sets its own
PAGES = [
    ("record", [], "record", "eid"),
    ("correct", [], "correct", "eid"),
    ("death", [], "death", "eid"),
    ("event", ["chuyen-di"], "event", "eid"),
    ("story", [], "timeline", "eid"),
    ("record_contact", [], "contact", "eid"),
    ("verify_person", [], "verify_person", "verify"),
    ("propose_hand_over", [], "propose_hand_over", "eid"),
    ("receive_procedure", [], "receive_procedure", "service"),
]


@pytest.fixture
def person(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], full_name="Y Hlim", sex="F")


def read(client: Client, url: str) -> list[tuple[str, str, int | None]]:
    page = client.get(url, {"purpose": "eid"})
    assert (page.status_code, "Y Hlim" in page.content.decode()) == (200, True)
    return list(AccessLog.objects.values_list("surface", "purpose", "subject_id"))


@pytest.mark.parametrize(("page", "more", "surface", "purpose"), PAGES)
def test_a_page_about_one_person_is_logged(
    page: str, more: list, surface: str, purpose: str, signed_in, ward_chief: Officer, person: Resident
) -> None:
    url = reverse(f"residents:{page}", args=[person.pk, *more])
    assert read(signed_in(ward_chief), url) == [(surface, purpose, person.pk)]


def test_who_reads_the_readers_and_who_takes_an_event_back_is_logged_too(
    signed_in, ward_chief: Officer, officer_quyet_thang: Officer, person: Resident
) -> None:
    told = Told(person.created_at.date().replace(year=2024), place="Gia Lai")
    event = move_out(officer=officer_quyet_thang, resident_id=person.pk, version=1, told=told)
    client = signed_in(ward_chief)
    assert read(client, reverse("residents:readers", args=[person.pk])) == [("readers", "eid", person.pk)]
    undo = reverse("residents:undo_event", args=[person.pk, event.pk])
    assert read(client, undo)[-1] == ("undo_event", "eid", person.pk)


def test_the_check_before_a_death_is_a_reading_and_the_death_itself_a_deed(
    signed_in, officer_quyet_thang: Officer, person: Resident
) -> None:
    client, url = signed_in(officer_quyet_thang), reverse("residents:death", args=[person.pk])
    typed = {"deceased_on": "01092024", "version": person.version}
    assert "Y Hlim" in client.post(url, typed).content.decode()
    assert client.post(url, typed | {"confirmed": "1"}).status_code == 302
    assert list(AccessLog.objects.values_list("surface", flat=True)) == ["death"]

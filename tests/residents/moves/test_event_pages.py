"""The pages of events: form, check, timeline; the relative's telephone; lists of residences that end."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from residents.life_pages import EVENT_PAGES
from residents.models import Resident, ResidentEvent, Whereabouts
from tests.factories import make_resident
from tests.residents.moves.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sentences_in_english")]


@pytest.fixture
def person(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], full_name="Y Hlim", sex="F")


def _key(page: str) -> str:
    found = re.search(r'name="request_key" value="([0-9a-f-]+)"', page)
    assert found
    return found.group(1)


FILLED = {
    "cu-tru": {"kind": "temporary", "until": "01012027"},
    "tinh-trang": {"presence": "working_away", "place": "Bình Dương", "relative_phone": "0905111222"},
    "sinh-con": {"full_name": "Y Mai", "sex": "F"},
    "ket-hon": {"place": "Ủy ban nhân dân phường"},
    "chuyen-di": {"place": "Gia Lai"},
    "tro-ve": {},
}


@pytest.mark.parametrize("slug", list(EVENT_PAGES))
def test_an_event_is_checked_and_then_entered(
    slug: str, signed_in, officer_quyet_thang: Officer, person: Resident
) -> None:
    if slug == "tro-ve":
        Resident.objects.filter(pk=person.pk).update(presence="working_away")
    client, url = signed_in(officer_quyet_thang), reverse("residents:event", args=[person.pk, slug])
    key = _key(client.get(url).content.decode())
    typed = {"happened_on": "20112026", "version": "1", "request_key": key} | FILLED[slug]
    check = client.post(url, typed)
    assert check.status_code == 200
    assert "Check before you confirm" in check.content.decode()
    assert not ResidentEvent.objects.exists()
    for _twice in range(2):
        assert client.post(url, typed | {"confirmed": "1"}).status_code == 302
    assert ResidentEvent.objects.count() == 1


def test_the_timeline_stands_on_the_record_and_the_telephone_is_asked_for(
    signed_in, officer_quyet_thang: Officer, officer_vinh_quang: Officer, person: Resident
) -> None:
    ResidentEvent.objects.create(
        resident=person,
        unit=person.unit,
        kind="presence",
        happened_on=TODAY - dt.timedelta(40),
        entered_on=TODAY,
        entered_by=officer_quyet_thang,
        place="Bình Dương",
    )
    Whereabouts.objects.create(resident=person, unit=person.unit, since=TODAY, relative_phone="+84905111222")
    page = signed_in(officer_quyet_thang).get(person.get_absolute_url()).content.decode()
    assert "Bình Dương" in page
    assert "entered 40 days late" in page
    assert "0905111222" not in page
    url = reverse("residents:relative_phone", args=[person.pk])
    shown = signed_in(officer_quyet_thang).post(url).content.decode()
    assert "0905111222" in shown
    log = AccessLog.objects.get(surface="reveal:relative_phone")
    assert (log.subject_id, log.purpose) == (person.pk, "service")
    assert signed_in(officer_vinh_quang).post(url).status_code == 404


def test_residences_that_end_stand_on_today_and_in_the_list(signed_in, officer_quyet_thang: Officer, units) -> None:
    unit = units["Quyết Thắng"]
    soon = make_resident(unit, full_name="A Thút", residence_kind="temporary", residence_until=dt.date(2026, 12, 1))
    make_resident(unit, full_name="A Deng", residence_kind="temporary", residence_until=dt.date(2027, 12, 1))
    client = signed_in(officer_quyet_thang)
    listed = client.get(reverse("residents:list"), {"ends": "soon"}).content.decode()
    assert soon.full_name in listed
    assert "A Deng" not in listed
    today = client.get(reverse("residents:today"), {"lane": "residence_ending"}).content.decode()
    assert "Residence runs out within 30 days" in today
    assert "A Thút" in today


def test_a_person_from_outside_is_taken_in(signed_in, officer_quyet_thang: Officer, units) -> None:
    client, url = signed_in(officer_quyet_thang), reverse("residents:move_in")
    key = _key(client.get(url).content.decode())
    typed = {
        "full_name": "Trần Văn Bình",
        "birth": "1980",
        "sex": "M",
        "happened_on": "20112026",
        "place": "Bình Định",
        "residence_kind": "permanent",
        "request_key": key,
    }
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 302
    assert Resident.objects.get(full_name="Trần Văn Bình").unit == units["Quyết Thắng"]


def test_a_mistake_is_taken_back_on_its_page(signed_in, officer_quyet_thang: Officer, person: Resident) -> None:
    client = signed_in(officer_quyet_thang)
    url = reverse("residents:event", args=[person.pk, "chuyen-di"])
    client.post(url, {
        "happened_on": "20112026", "version": "1", "place": "Gia Lai", "confirmed": "1",
        "request_key": "5b1c0f5e-2c51-4e0e-9a55-0a8a6a1d8f11",
    })  # fmt: skip
    event = ResidentEvent.objects.get()
    undo = reverse("residents:undo_event", args=[person.pk, event.pk])
    assert client.post(undo, {"reason": ""}).status_code == 422
    assert client.post(undo, {"reason": "nhầm người"}).status_code == 302
    assert "taken back" in client.get(person.get_absolute_url()).content.decode()

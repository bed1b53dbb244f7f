"""The pages of a hand-over, from the record of one ward to the record of the other."""

import re
import uuid

import pytest
from django.urls import reverse

from kontum_portal import clock
from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import HandOver, Resident
from residents.services.hand_overs import propose_hand_over
from tests.factories import make_household, make_resident, make_sub_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sentences_in_english")]


@pytest.fixture
def person(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], full_name="Y Hlim", sex="F")


def _propose(client, person: Resident, destination: str) -> HandOver:
    url = reverse("residents:propose_hand_over", args=[person.pk])
    key = re.search(r'name="request_key" value="([0-9a-f-]+)"', client.get(url).content.decode())
    typed = {"destination": destination, "moved_on": "01112026", "reason": "chuyển nhà", "version": "1"}
    typed["request_key"] = key.group(1)
    check = client.post(url, typed).content.decode()
    assert "Vinh Quang" in check
    assert not HandOver.objects.exists()
    for _twice in range(2):
        assert client.post(url, typed | {"confirmed": "1"}).status_code == 302
    return HandOver.objects.get()


def test_from_record_to_record(
    signed_in, person: Resident, officer_quyet_thang: Officer, officer_vinh_quang: Officer, units
) -> None:
    there = units["Vinh Quang"]
    hamlet = make_sub_unit(there, "Thôn Kon Rờ Bàng", "thon")
    row = _propose(signed_in(officer_quyet_thang), person, f"{there.pk}-{hamlet.pk}")
    record = person.get_absolute_url()
    assert "waiting to be taken over" in signed_in(officer_quyet_thang).get(record).content.decode()
    lane = {"lane": "hand_over_sent"}
    assert "Y Hlim" in signed_in(officer_quyet_thang).get(reverse("residents:today"), lane).content.decode()

    receiver = signed_in(officer_vinh_quang)
    assert receiver.get(record).status_code == 404
    assert "Y Hlim" in receiver.get(reverse("residents:today"), {"lane": "hand_over_coming"}).content.decode()
    assert "Y Hlim" in receiver.get(reverse("residents:hand_overs")).content.decode()
    page = receiver.get(row.get_absolute_url()).content.decode()
    assert "Take over into your register" in page
    assert person.personal_id not in page
    assert AccessLog.objects.filter(surface="hand_over", subject_id=person.pk, actor_id=officer_vinh_quang.pk).exists()
    accept = reverse("residents:accept_hand_over", args=[row.pk])
    assert receiver.post(accept, {"sub_unit": hamlet.pk, "household_number": ""}).status_code == 302
    assert "Moved to another ward of the area" in receiver.get(record).content.decode()
    assert signed_in(officer_quyet_thang).get(record).status_code == 404
    again = signed_in(officer_vinh_quang).post(accept, {"sub_unit": hamlet.pk, "household_number": ""})
    assert again.status_code == 422


def test_a_refusal_is_read_by_the_sender(
    signed_in, person: Resident, officer_quyet_thang: Officer, officer_vinh_quang: Officer, units
) -> None:
    make_sub_unit(units["Vinh Quang"], "Thôn Kon Rờ Bàng", "thon")
    row = _propose(signed_in(officer_quyet_thang), person, str(units["Vinh Quang"].pk))
    refuse = reverse("residents:refuse_hand_over", args=[row.pk])
    assert signed_in(officer_vinh_quang).post(refuse, {"reason": ""}).status_code == 422
    assert signed_in(officer_vinh_quang).post(refuse, {"reason": "không cư trú tại đây"}).status_code == 302
    assert "không cư trú tại đây" in signed_in(officer_quyet_thang).get(row.get_absolute_url()).content.decode()


def test_the_list_asks_as_much_for_many_as_for_one(
    signed_in, officer_vinh_quang: Officer, units, django_assert_max_num_queries
) -> None:
    for _number in range(12):
        person = make_resident(units["Quyết Thắng"])
        HandOver.objects.create(
            resident=person,
            unit=person.unit,
            from_unit=person.unit,
            to_unit=units["Vinh Quang"],
            moved_on=clock.today(),
            reason="chuyển nhà",
            proposed_at=clock.now(),
            proposed_by=officer_vinh_quang,
        )
    client = signed_in(officer_vinh_quang)
    with django_assert_max_num_queries(30):
        assert client.get(reverse("residents:hand_overs")).status_code == 200


def test_a_household_is_offered_from_its_own_page_and_both_wards_hear_that_it_changed(
    signed_in, person: Resident, officer_quyet_thang: Officer, officer_vinh_quang: Officer, units
) -> None:
    home = make_household(person.unit, number="H1")
    Resident.objects.filter(pk=person.pk).update(household=home)
    url = reverse("residents:propose_hand_over", args=[person.pk])
    sender = signed_in(officer_quyet_thang)
    assert f"{url}?household" in sender.get(home.get_absolute_url()).content.decode()
    assert re.search(r'name="whole_household"[^>]* checked', sender.get(f"{url}?household").content.decode())
    assert not re.search(r'name="whole_household"[^>]* checked', sender.get(url).content.decode())
    wife = make_resident(person.unit, full_name="Y Lan", household=home, relation_to_head="sibling")
    place = {"destination": str(units["Vinh Quang"].pk), "moved_on": "01112026", "reason": "chuyển nhà", "version": "1"}
    asked = sender.post(url, place | {"whole_household": "on", "request_key": str(uuid.uuid4())}).content.decode()
    assert "Y Hlim, Y Lan" in asked
    wife.delete()
    (row,) = propose_hand_over(
        officer=officer_quyet_thang, resident_id=person.pk, version=1, to_unit_id=units["Vinh Quang"].pk,
        moved_on=clock.today(), reason="chuyển nhà", whole_household=True,
    )  # fmt: skip
    make_resident(person.unit, full_name="Y Bé", household=home, relation_to_head="child")
    assert "Withdraw the offer and make a new one" in sender.get(row.get_absolute_url()).content.decode()
    receiver = signed_in(officer_vinh_quang)
    page = receiver.get(row.get_absolute_url()).content.decode()
    assert "1 joined it, 0 left it" in page
    assert ("Y Bé" in page, "Take over into your register" in page) == (False, False)
    refused = receiver.post(reverse("residents:accept_hand_over", args=[row.pk]), {"household_number": ""})
    assert (refused.status_code, row.resident.unit_id) == (422, person.unit_id)

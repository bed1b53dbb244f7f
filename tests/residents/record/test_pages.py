"""The pages of the register, as each role meets them."""

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from tests.factories import make_household, make_resident, make_sub_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def thut(units: dict[str, AdminUnit]) -> Resident:
    hamlet = make_sub_unit(units["Vinh Quang"], "Thôn Kon Rờ Bàng", "thon")
    return make_resident(
        units["Vinh Quang"],
        full_name="A Thút",
        birth_year=1983,
        birth_month=None,
        birth_day=None,
        personal_id=None,
        phone="+84905111218",
        sub_unit=hamlet,
    )


def page(client: Client, officer: Officer, url: str, **post: str) -> str:
    client.force_login(officer)
    response = client.post(url, post) if post else client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_record_says_first_what_is_missing_and_links_to_the_box(
    client: Client, officer_vinh_quang: Officer, thut: Resident
) -> None:
    shown = page(client, officer_vinh_quang, thut.get_absolute_url())
    correct = reverse("residents:correct", args=[thut.pk])
    assert f"{correct}?field=personal_id" in shown
    assert f"{correct}?field=birth" in shown
    assert shown.index("field=personal_id") < shown.index('id="identity"')


def test_each_reading_is_logged_with_its_purpose(client: Client, officer_vinh_quang: Officer, thut: Resident) -> None:
    page(client, officer_vinh_quang, thut.get_absolute_url())
    page(client, officer_vinh_quang, f"{thut.get_absolute_url()}?purpose=verify")
    client.post(reverse("residents:purpose"), {"purpose": "card", "resident": thut.pk})
    page(client, officer_vinh_quang, thut.get_absolute_url())
    read = AccessLog.objects.filter(surface="record", subject_id=thut.pk).order_by("pk")
    assert [row.purpose for row in read] == ["service", "verify", "card"]
    assert {row.unit_id for row in read} == {thut.unit_id}


def test_the_boxes_of_a_correction_hold_whole_numbers_and_are_a_reading(
    client: Client, officer_vinh_quang: Officer, thut: Resident
) -> None:
    Resident.objects.filter(pk=thut.pk).update(personal_id="062090600123")
    assert "062090600123" in page(client, officer_vinh_quang, reverse("residents:correct", args=[thut.pk]))
    read = AccessLog.objects.get(surface="correct")
    assert (read.actor_id, read.subject_id, read.unit_id) == (officer_vinh_quang.pk, thut.pk, thut.unit_id)


def test_numbers_are_masked_until_they_are_asked_for(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    person = make_resident(units["Vinh Quang"], personal_id="062090600123", phone="+84905111218")
    shown = page(client, officer_vinh_quang, person.get_absolute_url())
    assert "0620 •••• 0123" in shown
    assert "0905 ••• 218" in shown
    assert "062090600123" not in shown
    revealed = client.post(reverse("residents:reveal", args=[person.pk, "personal_id"]), headers={"HX-Request": "true"})
    assert "0620 9060 0123" in revealed.content.decode()
    assert AccessLog.objects.get(surface="reveal:personal_id").purpose == "service"


@pytest.mark.parametrize("fact", ["full_name", "version", "created_by"])
def test_only_masked_facts_can_be_revealed(
    client: Client, officer_vinh_quang: Officer, thut: Resident, fact: str
) -> None:
    client.force_login(officer_vinh_quang)
    assert client.post(reverse("residents:reveal", args=[thut.pk, fact])).status_code == 404


@pytest.mark.parametrize("name", ["record", "correct", "death"])
def test_another_ward_is_not_there(client: Client, officer_quyet_thang: Officer, thut: Resident, name: str) -> None:
    client.force_login(officer_quyet_thang)
    assert client.get(reverse(f"residents:{name}", args=[thut.pk])).status_code == 404


@pytest.mark.parametrize("name", ["list", "today", "findings", "register"])
def test_those_without_a_register_are_refused(
    client: Client, administrator: Officer, auditor: Officer, name: str
) -> None:
    for officer in (administrator, auditor):
        client.force_login(officer)
        assert client.get(reverse(f"residents:{name}")).status_code == 403


def test_a_commander_reads_but_does_not_write(client: Client, city_commander: Officer, thut: Resident) -> None:
    shown = page(client, city_commander, thut.get_absolute_url())
    assert reverse("residents:correct", args=[thut.pk]) not in shown
    assert client.get(reverse("residents:correct", args=[thut.pk])).status_code == 403
    assert client.get(reverse("residents:register")).status_code == 403


def test_the_household_and_its_head_are_shown(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    home = make_household(units["Vinh Quang"], number="HK-1")
    child = make_resident(units["Vinh Quang"], full_name="Y Hlim", household=home, relation_to_head="child")
    head = make_resident(units["Vinh Quang"], full_name="A Plun", household=home, relation_to_head="head")
    shown = page(client, officer_vinh_quang, child.get_absolute_url())
    assert head.get_absolute_url() in shown
    assert "HK-1" in shown


def test_the_record_page_asks_a_bounded_number_of_questions(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit], django_assert_max_num_queries
) -> None:
    home = make_household(units["Vinh Quang"])
    people = [make_resident(units["Vinh Quang"], household=home, full_name=f"A Thút {i}") for i in range(6)]
    client.force_login(officer_vinh_quang)
    client.get(people[0].get_absolute_url())
    with django_assert_max_num_queries(27):  # the shell, the scope, the log and other apps' panels included
        client.get(people[0].get_absolute_url())


def test_today_opens_the_first_lane_with_work(client: Client, officer_vinh_quang: Officer, thut: Resident) -> None:
    shown = page(client, officer_vinh_quang, reverse("residents:today"))
    assert "A Thút" not in shown  # nothing was found yet
    client.post(reverse("residents:correct", args=[thut.pk]), {"full_name": "A Thút", "version": "1", "phone": ""})
    shown = page(client, officer_vinh_quang, reverse("residents:today"))
    assert "A Thút" in shown


def test_the_data_steward_has_a_today_of_the_whole_area(client: Client, data_steward: Officer) -> None:
    page(client, data_steward, reverse("residents:today"))


def test_today_opens_what_waits_and_names_the_rest_in_one_line(
    client: Client, officer_vinh_quang: Officer, thut: Resident
) -> None:
    shown = page(client, officer_vinh_quang, reverse("residents:today"))
    lanes, _, rest = shown.partition('class="lanes"')[2].partition("</nav>")
    assert "<strong>0</strong>" not in lanes
    assert reverse("residents:hand_overs") in rest

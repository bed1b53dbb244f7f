"""The worklist, one word at a time, the scan, the checklist; and the code of a record."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Household, Resident, Verification
from residents.record_codes import record_code, resident_id_in
from tests.factories import make_household, make_resident, make_sub_unit


@given(st.integers(min_value=1, max_value=10**17))
def test_a_code_reads_back(pk: int) -> None:
    assert resident_id_in(record_code(pk)) == pk


@given(st.integers(min_value=1, max_value=10**9), st.data())
def test_one_misread_digit_is_noticed(pk: int, data: st.DataObject) -> None:
    code = record_code(pk)
    place = data.draw(st.sampled_from([i for i, letter in enumerate(code) if letter.isdigit() and i > 6]))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[place]]))
    assert resident_id_in(code[:place] + other + code[place + 1 :]) != pk


@given(st.text())
def test_any_text_is_a_code_or_none(text: str) -> None:
    assert resident_id_in(text) is None or text.strip().upper().startswith("KT06")


@pytest.fixture
def home(units: dict[str, AdminUnit]) -> Household:
    unit = units["Vinh Quang"]
    hamlet = make_sub_unit(unit, "Thôn 5", "thon")
    home = make_household(unit, number="HK-1", sub_unit=hamlet)
    for name in ("A Thút", "Y Hlim", "Y Nga"):
        make_resident(unit, household=home, sub_unit=hamlet, full_name=name, personal_id=None)
    return home


def place(home: Household) -> list[int]:
    return [home.unit_id, home.sub_unit_id or 0]


@pytest.mark.django_db
def test_one_word_from_the_worklist_with_and_without_htmx(
    client: Client, officer_vinh_quang: Officer, home: Household
) -> None:
    client.force_login(officer_vinh_quang)
    one, two, _three = Resident.objects.order_by("pk")
    back = "-".join(map(str, place(home)))
    plain = client.post(reverse("residents:verify_person", args=[one.pk]), {"result": "matches", "from": back})
    assert plain.url == reverse("residents:verify_hamlet", args=place(home))
    swapped = client.post(
        reverse("residents:verify_person", args=[two.pk]), {"result": "matches"}, headers={"HX-Request": "true"}
    )
    assert f'id="verify-{two.pk}"' in swapped.content.decode()
    taken = Verification.objects.get(resident=two)
    undone = client.post(reverse("residents:verify_undo", args=[taken.pk]), headers={"HX-Request": "true"})
    assert undone.status_code == 200
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.last_verified_on is None, two.last_verified_on) == (False, None)


@pytest.mark.django_db
def test_a_difference_opens_the_correction(client: Client, officer_vinh_quang: Officer, home: Household) -> None:
    client.force_login(officer_vinh_quang)
    person = Resident.objects.first()
    address = reverse("residents:verify_person", args=[person.pk])
    answer = client.post(address, {"result": "differs"}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith(reverse("residents:correct", args=[person.pk]))
    answer = client.post(address, {"result": "differs", "fields": ["phone"]})
    assert answer.url == f"{reverse('residents:correct', args=[person.pk])}?field=phone&purpose=verify"


@pytest.mark.django_db
def test_a_scan_confirms_at_once_and_only_ones_own_people(
    client: Client, officer_vinh_quang: Officer, home: Household, units: dict[str, AdminUnit]
) -> None:
    client.force_login(officer_vinh_quang)
    address, person = reverse("residents:verify_scan", args=place(home)), Resident.objects.first()
    stranger = make_resident(units["Quyết Thắng"])
    for code in ("rubbish", record_code(stranger.pk), record_code(person.pk)[:-1] + "x"):
        client.post(address, {"code": code})
    assert not Verification.objects.exists()
    client.post(address, {"code": record_code(person.pk).lower()})
    assert [one.resident for one in Verification.objects.all()] == [person]


@pytest.mark.django_db
def test_the_code_of_the_checklist_opens_the_record_in_the_search_box(
    client: Client, officer_vinh_quang: Officer, officer_quyet_thang: Officer, home: Household
) -> None:
    person = Resident.objects.first()
    client.force_login(officer_vinh_quang)
    found = client.post(reverse("residents:search"), {"q": record_code(person.pk)})
    assert found.url.startswith(person.get_absolute_url())
    client.force_login(officer_quyet_thang)
    assert not client.post(reverse("residents:search"), {"q": record_code(person.pk)}).url.startswith(
        person.get_absolute_url()
    )


@pytest.mark.django_db
def test_the_checklist_is_logged_as_a_print(client: Client, officer_vinh_quang: Officer, home: Household) -> None:
    client.force_login(officer_vinh_quang)
    for address in (
        reverse("residents:print_household", args=[home.pk]),
        reverse("residents:print_hamlet", args=place(home)),
    ):
        shown = client.get(address).content.decode()
        assert shown.count('class="qr"') == 3
    assert Deed.objects.filter(verb="print", details__paper="verification", details__people=3).count() == 2
    assert set(AccessLog.objects.filter(surface="print:verification").values_list("purpose", flat=True)) == {"verify"}


@pytest.mark.django_db
def test_a_household_is_confirmed_from_the_worklist(
    client: Client, officer_vinh_quang: Officer, home: Household
) -> None:
    client.force_login(officer_vinh_quang)
    ids = list(Resident.objects.values_list("pk", flat=True))[:2]
    client.post(reverse("residents:verify_household", args=[home.pk]), {"resident": [*map(str, ids), "x"]})
    assert sorted(Verification.objects.values_list("resident_id", flat=True)) == sorted(ids)


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.django_db
def test_pages_ask_the_same_number_of_questions_for_any_length(
    client: Client, officer_vinh_quang: Officer, home: Household
) -> None:
    client.force_login(officer_vinh_quang)
    addresses = [
        reverse("residents:verify"),
        reverse("residents:verify_hamlet", args=place(home)),
        reverse("residents:print_hamlet", args=place(home)),
    ]
    make_resident(home.unit, sub_unit=home.sub_unit)
    for address in addresses:
        questions(client, address)
    before = [questions(client, address) for address in addresses]
    for number in range(15):
        other = make_household(home.unit, number=f"N{number}", sub_unit=home.sub_unit)
        make_resident(home.unit, household=other, sub_unit=home.sub_unit)
        make_sub_unit(home.unit, f"Tổ {number}")
    assert [questions(client, address) for address in addresses] == before


@pytest.mark.django_db
def test_who_looks_after_several_units_chooses_one_first(
    client: Client, city_commander: Officer, home: Household
) -> None:
    client.force_login(city_commander)
    assert client.get(reverse("residents:verify")).context["rows"] == []
    assert len(client.get(reverse("residents:verify"), {"unit": home.unit_id}).context["rows"]) == 1

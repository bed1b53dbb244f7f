"""The pages of households: the list and its filters, one household, the check before and after."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Household, Resident
from tests.factories import make_household, make_resident, make_sub_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes(units: dict[str, AdminUnit]) -> dict[str, Household]:
    """By number: a whole one, one whose head died, one nobody lives in, one in another ward."""
    unit = units["Vinh Quang"]
    hamlet = make_sub_unit(unit, "Thôn Kon Rờ Bàng", "thon")
    made = {
        "HK-1": make_household(unit, number="HK-1", address="Đường Hùng Vương 12", sub_unit=hamlet),
        "HK-2": make_household(unit, number="HK-2", address="Nhà rông"),
        "HK-3": make_household(unit, number="HK-3"),
        "HK-X": make_household(units["Quyết Thắng"], number="HK-X", address="Đường Hùng Vương 1"),
    }
    head = make_resident(unit, full_name="A Plun", household=made["HK-1"], last_verified_on="2026-10-01")
    make_resident(unit, full_name="Y Hlim", household=made["HK-1"], relation_to_head="wife", sex="F")
    gone = make_resident(unit, full_name="A Jrang", household=made["HK-2"], deceased_on="2026-10-01", presence=None)
    make_resident(unit, full_name="A Thút", household=made["HK-2"], relation_to_head="child")
    for home, person in ((made["HK-1"], head), (made["HK-2"], gone)):
        Household.objects.filter(pk=home.pk).update(head=person)
    return made


def shown(client: Client, **query: object) -> set[str]:
    page = client.get(reverse("residents:households"), query)
    assert page.status_code == 200
    return {home.number for home in page.context["page"].households}


def test_filters(client: Client, officer_vinh_quang: Officer, homes: dict[str, Household]) -> None:
    client.force_login(officer_vinh_quang)
    hamlet = homes["HK-1"].sub_unit_id
    table: list[tuple[dict[str, object], set[str]]] = [
        ({}, {"HK-1", "HK-2", "HK-3"}),
        ({"sub_unit": hamlet}, {"HK-1"}),
        ({"state": "no_head"}, {"HK-2", "HK-3"}),
        ({"state": "none_verified"}, {"HK-2"}),
        ({"state": "nobody"}, {"HK-3"}),
        ({"size": "1"}, {"HK-2"}),
        ({"size": "2_4"}, {"HK-1"}),
        ({"state": "rubbish", "size": "x"}, {"HK-1", "HK-2", "HK-3"}),
    ]
    assert [shown(client, **query) for query, _ in table] == [expected for _, expected in table]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("HK-2", {"HK-2"}),
        ("duong hung", {"HK-1"}),
        ("Nhà RÔNG", {"HK-2"}),
        ("HK", {"HK-1", "HK-2", "HK-3"}),
        ("zz", set()),
    ],
)
def test_search_by_number_or_address_stands_in_no_address(
    client: Client, officer_vinh_quang: Officer, homes: dict[str, Household], typed: str, found: set[str]
) -> None:
    client.force_login(officer_vinh_quang)
    answer = client.post(reverse("residents:find_household"), {"q": typed})
    assert typed not in answer.url
    page = client.get(answer.url)
    assert {home.number for home in page.context["page"].households} == found


def test_a_search_of_somebody_else_finds_nothing_of_it(
    client: Client, officer_vinh_quang: Officer, ward_chief: Officer, homes: dict[str, Household]
) -> None:
    client.force_login(officer_vinh_quang)
    address = client.post(reverse("residents:find_household"), {"q": "HK-2"}).url
    client.force_login(ward_chief)
    assert client.get(address).context["page"].searched == ""


def test_pages_follow_each_other(client: Client, city_commander: Officer, units: dict[str, AdminUnit]) -> None:
    places = [make_sub_unit(units["Vinh Quang"], f"Thôn {i}", "thon") for i in range(2)]
    for number in range(120):
        place = (*places, None)[number % 3]
        make_household(units[("Vinh Quang", "Quyết Thắng")[number % 2]], number=f"N{number}", sub_unit=place)
    client.force_login(city_commander)
    seen: list[int] = []
    address = reverse("residents:households")
    while address:
        page = client.get(address)
        seen += [home.pk for home in page.context["page"].households]
        address = page.context["next_url"] and reverse("residents:households") + page.context["next_url"]
    assert (len(seen), len(set(seen))) == (120, 120)


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_ask_the_same_number_of_questions_for_any_length(
    client: Client, officer_vinh_quang: Officer, homes: dict[str, Household]
) -> None:
    client.force_login(officer_vinh_quang)
    listed, home = reverse("residents:households"), homes["HK-1"]
    before = [questions(client, address) for address in (listed, home.get_absolute_url())]
    for number in range(20):
        other = make_household(home.unit, number=f"N{number}", sub_unit=home.sub_unit)
        make_resident(home.unit, household=other)
        make_resident(home.unit, household=home)
    assert [questions(client, address) for address in (listed, home.get_absolute_url())] == before


def test_one_household_shows_members_deeds_and_what_is_missing(
    client: Client, officer_vinh_quang: Officer, homes: dict[str, Household], sentences_in_english: None
) -> None:
    client.force_login(officer_vinh_quang)
    page = client.get(homes["HK-2"].get_absolute_url()).content.decode()
    assert "A Thút" in page
    assert reverse("residents:household_split", args=[homes["HK-2"].pk]) in page
    assert AccessLog.objects.filter(surface="household", subject_id=homes["HK-2"].pk, people=2).count() == 1


def test_what_has_gone_to_another_ward_meanwhile_is_not_found(
    client: Client, officer_vinh_quang: Officer, homes: dict[str, Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page was still open; the household moved while its lock was waited for."""

    def gone(**_: object) -> None:
        raise Household.DoesNotExist

    monkeypatch.setattr("residents.views.households.take_out_member", gone)
    client.force_login(officer_vinh_quang)
    person = homes["HK-1"].head
    url = reverse("residents:household_take_out", args=[homes["HK-1"].pk, person.pk if person else 0])
    assert client.post(url).status_code == 404


def test_a_split_is_checked_before_it_is_done(
    client: Client, officer_vinh_quang: Officer, homes: dict[str, Household]
) -> None:
    client.force_login(officer_vinh_quang)
    wife = Resident.objects.get(full_name="Y Hlim")
    address = reverse("residents:household_split", args=[homes["HK-1"].pk])
    typed = {f"take_{wife.pk}": "on", "head": str(wife.pk), "number": "HK-7", "address": "Đường Hùng Vương 12"}
    check = client.post(address, typed).content.decode()
    assert "HK-7" in check
    assert wife.household.number == "HK-1"
    assert client.post(address, typed | {"again": "1"}).status_code == 200
    done = client.post(address, typed | {"confirmed": "1"})
    wife.refresh_from_db()
    assert (done.status_code, wife.household.number, wife.relation_to_head) == (302, "HK-7", "head")


@pytest.mark.parametrize(
    ("taken", "head"), [([], None), (["A Plun", "Y Hlim"], "A Plun"), (["Y Hlim"], "A Plun"), (["Y Hlim"], None)]
)
def test_a_wrong_choice_comes_back_with_its_sentence(
    client: Client, officer_vinh_quang: Officer, homes: dict[str, Household], taken: list[str], head: str | None
) -> None:
    client.force_login(officer_vinh_quang)
    ids = dict(Resident.objects.values_list("full_name", "pk"))
    typed = {f"take_{ids[name]}": "on" for name in taken} | ({"head": str(ids[head])} if head else {})
    answer = client.post(reverse("residents:household_split", args=[homes["HK-1"].pk]), typed | {"confirmed": "1"})
    assert answer.status_code == 422
    assert Household.objects.count() == 4


def test_a_merge_by_file_number(client: Client, officer_vinh_quang: Officer, homes: dict[str, Household]) -> None:
    client.force_login(officer_vinh_quang)
    address = reverse("residents:household_merge", args=[homes["HK-2"].pk])
    for wrong in ("HK-2", "HK-X", "HK-404"):
        assert client.post(address, {"into": wrong}).status_code == 422
    assert client.post(address, {"into": f"№ {homes['HK-1'].pk}"}).status_code == 200
    done = client.post(address, {"into": "HK-1", "confirmed": "1"})
    assert done.url == homes["HK-1"].get_absolute_url()
    assert homes["HK-1"].members.count() == 4
    assert client.get(homes["HK-2"].get_absolute_url()).status_code == 200


def test_a_person_is_found_and_taken_in(
    client: Client, officer_vinh_quang: Officer, homes: dict[str, Household]
) -> None:
    client.force_login(officer_vinh_quang)
    make_resident(homes["HK-3"].unit, full_name="Y Nga Hiêng", sex="F")
    address = reverse("residents:household_add", args=[homes["HK-3"].pk])
    found = client.post(address, {"q": "y nga"}).url
    assert [one.full_name for one in client.get(found).context["people"]] == ["Y Nga Hiêng"]
    person = Resident.objects.get(full_name="Y Nga Hiêng")
    client.post(address, {"resident": person.pk, "relation": "head"})
    homes["HK-3"].refresh_from_db()
    assert homes["HK-3"].head == person


def test_the_names_on_the_list_and_among_the_candidates_are_read_on_record(
    client: Client, officer_vinh_quang: Officer, homes: dict[str, Household]
) -> None:
    client.force_login(officer_vinh_quang)
    client.get(reverse("residents:households"))
    address = reverse("residents:household_add", args=[homes["HK-3"].pk])
    client.get(address)
    client.get(client.post(address, {"q": "a thut"}).url)
    read = AccessLog.objects.filter(surface__startswith="household").values_list("surface", "people")
    assert sorted(read) == [("household_add", 1), ("households", 3)]

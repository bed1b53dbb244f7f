"""White zones: no invented rate, no hidden one; and the round from door to door."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.area_lists.services import record_expected_population
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit
from kontum_portal.errors import DomainError, NotAllowedError
from residents.models import DoorToDoorRound
from residents.queries.white_zones import zone_of, zones_of_area, zones_of_unit
from residents.services.white_zones import advance_round, plan_round
from tests.factories import make_household, make_resident, make_sub_unit

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(settings) -> None:
    settings.PORTAL_TODAY = TODAY


@pytest.fixture
def unit(units: dict[str, AdminUnit]) -> AdminUnit:
    return units["Vinh Quang"]


def expect(place: AdminUnit | SubUnit, people: int, day: dt.date = TODAY, source: str = "Báo cáo 1") -> None:
    where = {"unit_id": place.unit_id, "sub_unit": place} if isinstance(place, SubUnit) else {"unit": place}
    ExpectedPopulation.objects.create(**where, people=people, source=source, as_of=day)


def fill(unit: AdminUnit, part: SubUnit | None, people: int) -> None:
    for _ in range(people):
        make_resident(unit, sub_unit=part)


# expected (None: no figure), registered → rate, white, over
RATES: list[tuple[int | None, int, float | None, bool, bool]] = [
    (None, 0, None, False, False),
    (None, 3, None, False, False),
    (0, 0, None, False, False),
    (0, 2, None, False, False),
    (4, 0, 0.0, True, False),
    (10, 3, 30.0, True, False),
    (10, 9, 90.0, False, False),
    (4, 4, 100.0, False, False),
    (4, 5, 125.0, False, True),
]


@pytest.mark.parametrize(("expected", "registered", "rate", "white", "over"), RATES)
def test_rates(
    officer_vinh_quang: Officer, unit: AdminUnit, expected: int | None, registered: int, rate: float | None,
    white: bool, over: bool,
) -> None:  # fmt: skip
    part = make_sub_unit(unit, "Thôn 1", "thon")
    fill(unit, part, registered)
    if expected is not None:
        expect(part, expected)
    (zone,) = zones_of_unit(officer_vinh_quang, unit)
    assert (zone.registered, zone.rate, zone.is_white, zone.is_over) == (registered, rate, white, over)


def test_a_place_without_a_number_says_so_in_words(
    client: Client, officer_vinh_quang: Officer, unit: AdminUnit
) -> None:
    part = make_sub_unit(unit, "Thôn 1", "thon")
    fill(unit, part, 2)
    officer_vinh_quang.language = "en"
    officer_vinh_quang.save()
    client.force_login(officer_vinh_quang)
    shown = client.get(reverse("residents:white_zones_unit", args=[unit.pk])).content.decode()
    assert "No expected number, so there is no rate." in shown
    assert "0.0\u00a0%" not in shown
    assert "100.0\u00a0%" not in shown
    expect(part, 1)
    shown = client.get(reverse("residents:white_zones_unit", args=[unit.pk])).content.decode()
    assert "200.0\u00a0%" in shown
    assert "More are registered than were expected" in shown


def test_the_newest_figure_counts_and_those_who_left_or_died_do_not(
    officer_vinh_quang: Officer, unit: AdminUnit
) -> None:
    part = make_sub_unit(unit, "Thôn 1", "thon")
    expect(part, 50, dt.date(2024, 4, 1))
    expect(part, 4, dt.date(2026, 4, 1), "Báo cáo 2")
    fill(unit, part, 2)
    make_resident(unit, sub_unit=part, presence="left_area")
    make_resident(unit, sub_unit=part, deceased_on=TODAY, presence=None)
    (zone,) = zones_of_unit(officer_vinh_quang, unit)
    assert (zone.rate, zone.missing, zone.expected.source) == (50.0, 2, "Báo cáo 2")


def test_a_unit_is_the_sum_of_its_sub_units_only_when_each_has_a_number(
    city_commander: Officer, unit: AdminUnit
) -> None:
    parts = [make_sub_unit(unit, f"Thôn {i}", "thon") for i in range(2)]
    fill(unit, parts[0], 3)
    expect(parts[0], 10)
    assert zones_of_area(city_commander, [unit])[0].rate is None
    expect(parts[1], 20)
    zone = zones_of_area(city_commander, [unit])[0]
    assert (zone.expected.people, zone.rate) == (30, 10.0)
    expect(unit, 6)
    assert zones_of_area(city_commander, [unit])[0].rate == 50.0
    assert zone_of(city_commander, unit, None).rate == 50.0


def test_another_wards_zones_are_not_there(officer_quyet_thang: Officer, unit: AdminUnit, client: Client) -> None:
    make_sub_unit(unit, "Thôn 1", "thon")
    assert zones_of_unit(officer_quyet_thang, unit) == zones_of_area(officer_quyet_thang, [unit]) == []
    client.force_login(officer_quyet_thang)
    assert client.get(reverse("residents:white_zones_unit", args=[unit.pk])).status_code == 404


def test_a_round_is_planned_begun_and_done_with_day_officer_and_counts(
    officer_vinh_quang: Officer, unit: AdminUnit
) -> None:
    part = make_sub_unit(unit, "Thôn 1", "thon")
    expect(part, 10)
    fill(unit, part, 2)
    planned = plan_round(officer=officer_vinh_quang, unit_id=unit.pk, sub_unit_id=part.pk, planned_for=TODAY)
    advance_round(officer=officer_vinh_quang, round_id=planned.pk, state="going")
    fill(unit, part, 3)
    done = advance_round(officer=officer_vinh_quang, round_id=planned.pk, state="done")
    assert (done.expected, done.registered_before, done.registered_after) == (10, 2, 5)
    assert (done.done_on, done.done_by) == (TODAY, officer_vinh_quang)
    verbs = ["plan_door_to_door", "begin_door_to_door", "finish_door_to_door"]
    assert list(Deed.objects.filter(subject_kind="door_to_door").order_by("pk").values_list("verb", flat=True)) == verbs
    assert plan_round(officer=officer_vinh_quang, unit_id=unit.pk, sub_unit_id=part.pk, planned_for=TODAY) != done


def _second(officer: Officer, one: DoorToDoorRound) -> None:
    plan_round(officer=officer, unit_id=one.unit_id, sub_unit_id=one.sub_unit_id, planned_for=TODAY)


def _in_the_past(officer: Officer, one: DoorToDoorRound) -> None:
    plan_round(officer=officer, unit_id=one.unit_id, sub_unit_id=None, planned_for=dt.date(2026, 1, 1))


def _back(officer: Officer, one: DoorToDoorRound) -> None:
    advance_round(officer=officer, round_id=one.pk, state="planned")


def _unknown(officer: Officer, one: DoorToDoorRound) -> None:
    advance_round(officer=officer, round_id=one.pk, state="rubbish")


REFUSALS = [
    (_second, "RoundAlreadyOpen"),
    (_in_the_past, "RoundInPast"),
    (_back, "RoundNotNext"),
    (_unknown, "RoundNotNext"),
]


@pytest.mark.parametrize(("act", "code"), REFUSALS)
def test_refusals(officer_vinh_quang: Officer, unit: AdminUnit, act: Any, code: str) -> None:
    part = make_sub_unit(unit, "Thôn 1", "thon")
    one = plan_round(officer=officer_vinh_quang, unit_id=unit.pk, sub_unit_id=part.pk, planned_for=TODAY)
    with pytest.raises(DomainError) as refusal:
        act(officer_vinh_quang, one)
    assert refusal.value.code == code
    assert list(DoorToDoorRound.objects.values_list("state", flat=True)) == ["planned"]


@pytest.mark.parametrize("role", ["city_commander", "data_steward", "officer_quyet_thang"])
def test_only_the_ward_itself_goes_from_door_to_door(
    request: pytest.FixtureRequest, unit: AdminUnit, role: str
) -> None:
    with pytest.raises(NotAllowedError):
        plan_round(officer=request.getfixturevalue(role), unit_id=unit.pk, sub_unit_id=None, planned_for=TODAY)


@pytest.mark.parametrize(
    ("name", "fields"),
    [("door_to_door_open_once", {"state": "going"}), ("door_to_door_done_by_somebody", {"state": "done"})],
)
def test_the_database_says_no_by_name(
    officer_vinh_quang: Officer, unit: AdminUnit, name: str, fields: dict[str, str]
) -> None:
    one = plan_round(officer=officer_vinh_quang, unit_id=unit.pk, sub_unit_id=None, planned_for=TODAY)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DoorToDoorRound.objects.create(
            unit=one.unit, planned_for=TODAY, registered_before=0, created_by=officer_vinh_quang, **fields
        )


def test_the_chief_of_the_unit_keys_the_expected_number(ward_chief: Officer, unit: AdminUnit) -> None:
    own = ward_chief.units.get()
    known = {"officer": ward_chief, "people": 900, "source": "Báo cáo", "as_of": TODAY}
    assert record_expected_population(unit_id=own.pk, **known).people == 900
    with pytest.raises(NotAllowedError):
        record_expected_population(unit_id=unit.pk, **known)


def test_pages_ask_the_same_number_of_questions_for_any_length(
    client: Client, city_commander: Officer, unit: AdminUnit
) -> None:
    client.force_login(city_commander)
    part = make_sub_unit(unit, "Thôn 1", "thon")
    addresses = [
        reverse("residents:white_zones"),
        reverse("residents:white_zones_unit", args=[unit.pk]),
        reverse("residents:print_white_zone", args=[unit.pk, 0]),
    ]

    def questions() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
        return counts

    questions()
    before = questions()
    for number in range(12):
        other = make_sub_unit(unit, f"Tổ {number}")
        expect(other, 5)
        make_resident(unit, sub_unit=other, household=make_household(unit, sub_unit=other))
    assert part.pk
    assert questions() == before


def test_the_list_from_door_to_door_has_known_households_and_room_for_others(
    client: Client, officer_vinh_quang: Officer, unit: AdminUnit
) -> None:
    part = make_sub_unit(unit, "Thôn 1", "thon")
    make_household(unit, sub_unit=part, address="Nhà rông", number="HK-1")
    make_household(unit, address="Nơi khác", number="HK-2")
    client.force_login(officer_vinh_quang)
    shown = client.get(reverse("residents:print_white_zone", args=[unit.pk, part.pk])).content.decode()
    assert ("Nhà rông" in shown, "Nơi khác" in shown) == (True, False)
    assert Deed.objects.filter(verb="print", details__paper="door_to_door").count() == 1


def test_a_white_zone_starts_with_a_blank_form_for_each_who_is_missing(
    client: Client, officer_vinh_quang: Officer, unit: AdminUnit
) -> None:
    part = make_sub_unit(unit, "Thôn 1", "thon")
    client.force_login(officer_vinh_quang)
    pages = [reverse("residents:white_zones_unit", args=[unit.pk])]
    pages.append(reverse("residents:print_white_zone", args=[unit.pk, part.pk]))
    forms = f"{reverse('residents:blank_dc01')}?sub_unit={part.pk}&amp;copies="
    assert all(forms not in client.get(page).content.decode() for page in pages)
    expect(part, 10)
    fill(unit, part, 3)
    assert all(f'{forms}7"' in client.get(page).content.decode() for page in pages)


def test_buttons_of_the_page_do_the_round(client: Client, officer_vinh_quang: Officer, unit: AdminUnit) -> None:
    part = make_sub_unit(unit, "Thôn 1", "thon")
    client.force_login(officer_vinh_quang)
    plan = reverse("residents:white_zones_plan", args=[unit.pk, part.pk])
    client.post(plan, {"planned_for": "rubbish"})
    assert not DoorToDoorRound.objects.exists()
    client.post(plan, {"planned_for": "24112026"})
    one = DoorToDoorRound.objects.get()
    for state in ("going", "planned", "done"):
        client.post(reverse("residents:white_zones_round", args=[one.pk]), {"state": state})
    one.refresh_from_db()
    assert (one.planned_for, one.state) == (dt.date(2026, 11, 24), "done")

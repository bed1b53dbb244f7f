"""Moves between wards count in both by the day of the move; comparisons with the national database count once a person."""

import datetime as dt

import pytest
from django.urls import reverse

from id_cards.models import PersonalIdNotice
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from reports.figures import FIGURES, Span
from reports.models import Indicator
from reports.periods import parse_period
from reports.queries.measuring import Scope, measure
from reports.queries.people import counts_by_unit, people_page
from reports.services.counting import count_unit
from residents.models import HandOver, Resident, Verification
from residents.services.hand_overs import propose_hand_over, refuse_hand_over
from residents.services.taking_over import accept_hand_over
from tests.factories import make_resident

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
MOVED = dt.date(2026, 10, 30)
OCTOBER = Span(dt.date(2026, 10, 1), dt.date(2026, 10, 31))


@pytest.fixture(autouse=True)
def _today(settings) -> None:
    settings.PORTAL_TODAY = TODAY


@pytest.fixture
def moved(units: dict[str, AdminUnit], officer_quyet_thang: Officer, officer_vinh_quang: Officer) -> HandOver:
    """Taken over in November, moved in October; a second one was refused, a third waits."""
    rows = []
    for name in ("Y Hlim", "A Thút", "A Bình"):
        person = make_resident(units["Quyết Thắng"], full_name=name)
        rows += propose_hand_over(
            officer=officer_quyet_thang, resident_id=person.pk, version=1, to_unit_id=units["Vinh Quang"].pk,
            moved_on=MOVED, reason="chuyển nhà",
        )  # fmt: skip
    accept_hand_over(officer=officer_vinh_quang, hand_over_id=rows[0].pk)
    refuse_hand_over(officer=officer_vinh_quang, hand_over_id=rows[1].pk, reason="không ở đây")
    return rows[0]


@pytest.mark.parametrize(("figure", "unit"), [("handed_out", "Quyết Thắng"), ("handed_in", "Vinh Quang")])
def test_a_hand_over_is_a_move_out_of_one_ward_and_into_the_other_on_its_day(
    figure: str, unit: str, moved: HandOver, units: dict[str, AdminUnit], city_commander: Officer
) -> None:
    november = Span(dt.date(2026, 11, 1), TODAY)
    assert counts_by_unit(city_commander, FIGURES[figure], OCTOBER, None) == {units[unit].pk: 1}
    assert counts_by_unit(city_commander, FIGURES[figure], november, None) == {}
    for elsewhere in ("events_move_in", "events_move_out"):
        assert counts_by_unit(city_commander, FIGURES[elsewhere], OCTOBER, None) == {}


def test_who_moved_on_to_a_third_ward_still_came_to_the_second(
    moved: HandOver, units: dict[str, AdminUnit], officer_vinh_quang: Officer, officer_dak_ro_wa: Officer,
    city_commander: Officer,
) -> None:  # fmt: skip
    (row,) = propose_hand_over(
        officer=officer_vinh_quang, resident_id=moved.resident_id, to_unit_id=units["Đắk Rơ Wa"].pk, reason="lại chuyển",
        version=Resident.objects.get(pk=moved.resident_id).version, moved_on=dt.date(2026, 10, 31),
    )  # fmt: skip
    accept_hand_over(officer=officer_dak_ro_wa, hand_over_id=row.pk)
    came = counts_by_unit(city_commander, FIGURES["handed_in"], OCTOBER, None)
    assert came == {units["Vinh Quang"].pk: 1, units["Đắk Rơ Wa"].pk: 1}


def test_the_ward_that_gave_sees_the_row_and_not_the_person(
    moved: HandOver, ward_chief: Officer, signed_in, units: dict[str, AdminUnit]
) -> None:
    with acting_as(ward_chief):
        page = people_page(ward_chief, FIGURES["handed_out"], OCTOBER, None, None)
    assert [(item.resident, item.row) for item in page.rows] == [(None, moved)]
    url = reverse("reports:people", args=["handed_out"])
    shown = signed_in(ward_chief).get(url, {"period": "2026-10"}).content.decode()
    assert ("Y Hlim" in shown, "Vinh Quang" in shown) == (False, True)


def check(person: Resident, officer: Officer, day: dt.date, **more) -> None:
    said = {"against": "national", "result": "matches", "unit": person.unit, "officer": officer} | more
    Verification.objects.create(resident=person, checked_on=day, **said)


def test_a_comparison_with_the_national_database_counts_once_a_person_and_for_a_year(
    units: dict[str, AdminUnit], officer_quyet_thang: Officer, data_steward: Officer
) -> None:
    unit, officer = units["Quyết Thắng"], officer_quyet_thang
    twice, differing, old, by_hand, taken_back, dead = (make_resident(unit) for _ in range(6))
    check(twice, officer, TODAY)
    check(twice, data_steward, TODAY)
    check(twice, officer, dt.date(2024, 1, 1))
    check(differing, officer, TODAY, result="differs", fields=["phone"])
    check(old, officer, TODAY - dt.timedelta(days=365))
    check(by_hand, officer, TODAY, against="person")
    check(taken_back, officer, TODAY, undone_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    check(dead, officer, TODAY)
    Resident.objects.filter(pk=dead.pk).update(deceased_on=TODAY, presence=None)
    values = count_unit(unit_id=unit.pk)
    assert (values["compared_ever"], values["compared"], values["living"]) == (3, 2, 5)
    listed = FIGURES["compared"].rows(officer, Span.day(TODAY)).values_list("resident_id", flat=True)
    assert set(listed) == {twice.pk, differing.pk}


def test_without_any_comparison_and_without_a_source_there_is_no_figure_and_never_nought(
    units: dict[str, AdminUnit], city_commander: Officer
) -> None:
    make_resident(units["Quyết Thắng"])
    count_unit(unit_id=units["Quyết Thắng"].pk)
    scope = Scope(city_commander, None, frozenset(city_commander.register_unit_ids))
    found = {item.indicator.code: item for item in measure(scope, parse_period("2026-11"), [3, 4]).indicators}
    for code in ("3.14", "3.15", "4.07"):
        assert [one.is_without_figure for one in found[code].measures] == [True], code
    integrated = Indicator.objects.get(code="3.15")
    assert (integrated.source, "nhập tay" in integrated.source_note) == ("either", True)


def test_of_the_notices_asked_for_in_the_period_those_delivered_are_counted(
    units: dict[str, AdminUnit], officer_quyet_thang: Officer, city_commander: Officer
) -> None:
    def asked(day: dt.date, state: str, **more) -> None:
        done = {"number": "062190600456", "issued_on": day} if state in ("issued", "delivered") else {}
        PersonalIdNotice.objects.create(
            resident=make_resident(units["Quyết Thắng"]), unit=units["Quyết Thắng"], reason="pupil", state=state,
            state_changed_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC), requested_on=day, officer=officer_quyet_thang,
            created_by=officer_quyet_thang, **(done | more),
        )  # fmt: skip

    given = {"delivered_on": TODAY, "delivered_to": "parent"}
    asked(MOVED, "delivered", **given)
    asked(MOVED, "issued")
    asked(MOVED, "requested")
    asked(MOVED, "cancelled", cancel_reason="mistake")
    asked(TODAY, "delivered", **given)
    count_unit(unit_id=units["Quyết Thắng"].pk)
    scope = Scope(city_commander, None, frozenset(city_commander.register_unit_ids))
    (found,) = [
        item for item in measure(scope, parse_period("2026-10"), [3]).indicators if item.indicator.code == "3.14"
    ]
    (said,) = found.measures
    assert said.period is not None
    assert said.cumulative is not None
    assert (said.period.part, said.period.whole, said.cumulative.part, said.cumulative.whole) == (1, 3, 1, 3)

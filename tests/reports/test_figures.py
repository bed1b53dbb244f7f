"""A figure knows its rows: what is counted, what is listed and what is added up are the same."""

import datetime as dt

import pytest
from django.db import connection
from pytest_django.asserts import assertNumQueries

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from reports.catalogue import lines
from reports.figures import FIGURES, FUNNEL, STOCKS, Span
from reports.figures.catalogue import WITHOUT_CARD_BY_REASON, stocks_of
from reports.models import Indicator, UnitFigure
from reports.queries import snapshots
from reports.services.counting import count_unit
from residents.choices import CardState
from residents.models import Resident
from residents.services.card_states import set_card_state
from tests.factories import make_resident

TODAY = dt.date(2026, 11, 23)
PEOPLE = [
    {"card_state": "none"},
    {"card_state": "applied"},
    {"card_state": "sent", "presence": None},
    {"card_state": "printed", "presence": "working_away"},
    {"card_state": "arrived", "presence": "elderly_or_sick_at_home"},
    {"card_state": "in_hand", "eid_state": "activated"},
    {"card_state": "in_hand", "presence": "left_area", "eid_state": "approved_not_activated"},
    {"card_state": "none", "birth_month": None, "birth_day": None},
    {"card_state": "none", "presence": "detained", "card_claim": "issued"},
    {"card_state": "none", "presence": "whereabouts_unknown", "personal_id": None},
    {"birth_year": 2020, "last_verified_on": TODAY},
    {"deceased_on": dt.date(2026, 11, 2), "presence": None, "card_state": "in_hand"},
]


@pytest.fixture(autouse=True)
def _today(settings) -> None:
    settings.PORTAL_TODAY = TODAY


@pytest.fixture
def quyet_thang(units: dict[str, AdminUnit]) -> AdminUnit:
    for facts in PEOPLE:
        make_resident(units["Quyết Thắng"], **facts)
    make_resident(units["Vinh Quang"])
    return units["Quyết Thắng"]


EXPECTED = {
    "living": 11,
    "eligible": 10,
    "eligible_here": 6,
    "here_applied": 4,
    "here_sent": 3,
    "here_printed": 2,
    "here_arrived": 2,
    "here_in_hand": 1,
    "eligible_in_hand": 2,
    "no_card": 8,
    "no_card_here": 5,
    "no_card_claimed": 1,
    "no_card_birth_date": 1,
    "no_card_other": 4,
    "no_personal_id": 1,
    "not_verified": 10,
    "accounts_approved": 2,
    "accounts_activated": 1,
}


def test_each_figure_counts_who_it_says(quyet_thang: AdminUnit) -> None:
    values = count_unit(unit_id=quyet_thang.pk)
    assert {code: values[code] for code in EXPECTED} == EXPECTED


def test_the_list_behind_a_number_is_as_long_as_the_number(quyet_thang: AdminUnit, ward_chief: Officer) -> None:
    values = count_unit(unit_id=quyet_thang.pk)
    listed = {figure.code: figure.rows(ward_chief, Span.day(TODAY)).count() for figure in STOCKS}
    assert listed == values


def test_reasons_for_having_no_card_add_up(quyet_thang: AdminUnit) -> None:
    values = count_unit(unit_id=quyet_thang.pk)
    assert sum(values[figure.code] for figure in WITHOUT_CARD_BY_REASON) == values["no_card"]


def test_no_step_of_the_funnel_is_wider_than_the_one_before(quyet_thang: AdminUnit) -> None:
    values = count_unit(unit_id=quyet_thang.pk)
    steps = [values[figure.code] for figure in FUNNEL]
    assert steps == sorted(steps, reverse=True)


@pytest.mark.parametrize("line", [line for line in lines() if line.out_of], ids=lambda line: line.indicator)
def test_the_part_of_a_rate_is_among_its_whole(line, quyet_thang: AdminUnit, ward_chief: Officer) -> None:
    month = Span(dt.date(2026, 11, 1), TODAY)
    part, whole = (
        set(FIGURES[code].rows(ward_chief, month).values_list("pk", flat=True)) for code in (line.figure, line.out_of)
    )
    assert part <= whole


def test_every_line_of_the_catalogue_names_figures_and_a_computed_indicator(db: None) -> None:
    computed = set(Indicator.objects.exclude(source="keyed").values_list("code", flat=True))
    assert {line.indicator for line in lines()} <= computed
    assert {code for line in lines() for code in (line.figure, line.out_of, line.evidence) if code} <= set(FIGURES)


def test_another_ward_is_not_counted(quyet_thang: AdminUnit, officer_vinh_quang: Officer) -> None:
    assert FIGURES["living"].rows(officer_vinh_quang, Span.day(TODAY)).count() == 1


@pytest.mark.parametrize(
    ("old", "new"), [("none", "applied"), ("arrived", "in_hand"), ("in_hand", "applied"), ("applied", "none")]
)
def test_a_card_counts_at_once_and_as_a_full_count_would(
    quyet_thang: AdminUnit, officer_quyet_thang: Officer, old: str, new: str
) -> None:
    person = make_resident(quyet_thang, card_state=old)
    count_unit(unit_id=quyet_thang.pk)
    set_card_state(resident_id=person.pk, state=new, actor=officer_quyet_thang)
    people = {figure.code for figure in stocks_of(Resident)}
    at_once = dict(UnitFigure.objects.filter(unit=quyet_thang, figure__in=people).values_list("figure", "value"))
    counted = count_unit(unit_id=quyet_thang.pk)
    assert at_once == {code: value for code, value in counted.items() if code in people}


def test_a_card_changes_today_and_not_yesterday(quyet_thang: AdminUnit, officer_quyet_thang: Officer, settings) -> None:
    person = Resident.objects.filter(unit=quyet_thang, card_state=CardState.ARRIVED).get()
    count_unit(unit_id=quyet_thang.pk)
    settings.PORTAL_TODAY = TODAY + dt.timedelta(days=1)
    set_card_state(resident_id=person.pk, state=CardState.IN_HAND, actor=officer_quyet_thang)
    days = UnitFigure.objects.filter(unit=quyet_thang, figure="here_in_hand").order_by("day")
    assert list(days.values_list("value", flat=True)) == [1, 2]


def test_counting_twice_keeps_one_row_a_day(quyet_thang: AdminUnit) -> None:
    count_unit(unit_id=quyet_thang.pk)
    count_unit(unit_id=quyet_thang.pk)
    assert UnitFigure.objects.filter(unit=quyet_thang).count() == len(STOCKS)


def test_the_latest_figures_take_two_statements(quyet_thang: AdminUnit, ward_chief: Officer, settings) -> None:
    count_unit(unit_id=quyet_thang.pk)
    settings.PORTAL_TODAY = TODAY + dt.timedelta(days=3)
    count_unit(unit_id=quyet_thang.pk)
    assert ward_chief.register_unit_ids
    with assertNumQueries(2):
        latest = snapshots.latest(ward_chief)
    assert (latest.day, latest.total("living"), len(latest.by_unit)) == (settings.PORTAL_TODAY, 11, 1)


def test_the_second_wall_hides_other_units_figures(quyet_thang: AdminUnit, units: dict[str, AdminUnit]) -> None:
    count_unit(unit_id=quyet_thang.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        cursor.execute("SELECT set_config('portal.units', %s, true)", [str(units["Vinh Quang"].pk)])
        cursor.execute("SELECT count(*) FROM reports_unitfigure")
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")

"""Figures are querysets: the number is the count, the rows are the list behind it."""

import datetime as dt

import pytest

from id_cards import queries
from id_cards.choices import DeedName, State
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from tests.factories import make_resident
from tests.id_cards.journeys import application_at, take

SEPTEMBER = (dt.date(2024, 9, 1), dt.date(2024, 9, 30))
OCTOBER = (dt.date(2024, 10, 1), dt.date(2024, 10, 31))


@pytest.fixture
def september_dossiers(officer_quyet_thang: Officer, units: dict[str, AdminUnit], on_day) -> list:
    """On 30 September: one sent, one returned, one arrived, one handed over."""
    on_day("2024-09-30")
    states = (State.SENT, State.RETURNED_WITH_ERROR, State.CARD_ARRIVED, State.HANDED_OVER)
    return [application_at(officer_quyet_thang, make_resident(units["Quyết Thắng"]), state) for state in states]


@pytest.mark.parametrize(
    ("figure", "september", "october"),
    [
        (queries.received_in, 4, 0),
        (queries.sent_in, 4, 0),
        (queries.arrived_in, 2, 0),
        (queries.handed_over_in, 1, 0),
        (queries.handed_over_of_arrived_in, 1, 0),
        (queries.returned_in, 1, 0),
        (queries.mended_of_returned_in, 0, 0),
        (queries.due_in, 0, 4),
        (queries.on_time_in, 0, 2),
    ],
)
@pytest.mark.usefixtures("september_dossiers")
def test_a_figure_counts_its_period(
    figure, september: int, october: int, officer_quyet_thang: Officer, officer_vinh_quang: Officer
) -> None:
    assert [figure(officer_quyet_thang, *period).count() for period in (SEPTEMBER, OCTOBER)] == [september, october]
    assert figure(officer_vinh_quang, *OCTOBER).count() == 0


def test_a_mended_return_counts_as_mended(officer_quyet_thang: Officer, september_dossiers: list) -> None:
    take(officer_quyet_thang, september_dossiers[1], DeedName.SEND)
    assert queries.mended_of_returned_in(officer_quyet_thang, *SEPTEMBER).get() == september_dossiers[1]


@pytest.mark.parametrize(
    ("days", "band"), [(0, "7"), (7, "7"), (8, "30"), (30, "30"), (31, "90"), (91, "180"), (180, "180"), (181, "181")]
)
def test_an_undelivered_card_is_in_one_age_band(
    days: int, band: str, officer_quyet_thang: Officer, resident: Resident, on_day
) -> None:
    on_day("2024-09-30")
    application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    day = dt.date(2024, 9, 30) + dt.timedelta(days=days)
    counts = {found.code: count for found, count in queries.undelivered_by_age(officer_quyet_thang, day)}
    assert counts == {"7": 0, "30": 0, "90": 0, "180": 0, "181": 0} | {band: 1}


@pytest.mark.usefixtures("september_dossiers")
def test_counts_by_unit_and_state_are_one_query(
    city_commander: Officer, units: dict[str, AdminUnit], django_assert_num_queries
) -> None:
    city_commander.register_unit_ids  # noqa: B018 - the scope is read once and kept
    with django_assert_num_queries(1):
        rows = list(queries.counts_by_unit_and_state(city_commander))
    assert {(row["unit_id"], row["number"]) for row in rows} == {(units["Quyết Thắng"].pk, 1)}


@pytest.mark.usefixtures("september_dossiers")
def test_lanes_add_up_and_the_keyset_walks_every_row_once(officer_quyet_thang: Officer, on_day) -> None:
    on_day("2024-10-20")
    assert queries.lane_counts(officer_quyet_thang) == {
        "before_slip": 0, "to_send": 0, "above": 1, "returned": 1, "undelivered": 1, "overdue": 1,
    }  # fmt: skip
    seen, after = [], ""
    while after is not None:
        page = queries.page_of(officer_quyet_thang, queries.LANE_OF["list"], after=after, size=1)
        seen += page.rows
        after = page.after
    assert len(seen) == len(set(seen)) == 3


def test_a_list_asks_the_same_number_of_queries_for_any_length(
    officer_quyet_thang: Officer, units: dict[str, AdminUnit], django_assert_num_queries
) -> None:
    officer_quyet_thang.register_unit_ids  # noqa: B018 - the scope is read once and kept
    for _ in range(3):
        application_at(officer_quyet_thang, make_resident(units["Quyết Thắng"]), State.RECEIVED)
        with django_assert_num_queries(1):
            rows = queries.page_of(officer_quyet_thang, queries.LANE_OF["list"]).rows
            assert all(row.resident.full_name and row.unit.name and row.assigned_to for row in rows)

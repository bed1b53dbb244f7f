"""The overview: counted figures only, every number a link to its people, the new card in it at once."""

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_now
from reports.figures import FIGURES, FLOWS
from reports.models import UnitFigure
from reports.queries.dashboard import dashboard, list_url
from reports.queries.projecting import project
from reports.services.counting import count_unit
from reports.services.night import start_night
from reports.services.refreshing import refresh_figures
from reports.tasks import nightly
from residents.extension_points import on_people_changed
from residents.models import Finding, Resident
from residents.services.card_states import set_card_state
from tests.factories import make_resident

READERS = {
    "ward_chief": 200, "city_commander": 200, "data_steward": 200,
    "officer_quyet_thang": 403, "administrator": 403, "auditor": 403,
}  # fmt: skip


@pytest.fixture
def counted(people: None, units) -> None:
    for unit in units.values():
        count_unit(unit_id=unit.pk)


@pytest.mark.parametrize(("who", "status"), READERS.items())
def test_who_reads_figures(who: str, status: int, counted: None, signed_in, request) -> None:
    browser = signed_in(request.getfixturevalue(who))
    for address in (reverse("reports:dashboard"), list_url("here_in_hand"), reverse("reports:list")):
        assert browser.get(address).status_code == status


def test_the_sentence_the_funnel_and_the_units(counted: None, city_commander: Officer) -> None:
    board = dashboard(city_commander)
    assert (board.held, board.must_hold, round(board.percent, 1)) == (4, 6, 66.7)
    assert [step.count for step in board.funnel] == [6, 5, 5, 5, 5, 4]
    assert (len(board.units), len(board.tiles)) == (21, 21)
    assert [(row.unit.name, row.percent) for row in board.units[:2]] == [("Quyết Thắng", 75.0), ("Kroong", 50.0)]


def test_a_chief_sees_the_own_unit(counted: None, ward_chief: Officer) -> None:
    board = dashboard(ward_chief)
    assert [row.unit.name for row in board.units] == ["Quyết Thắng"]
    assert board.must_hold == 4


def test_a_unit_that_has_ended_is_no_longer_added(
    counted: None, units, city_commander: Officer, today: dt.date
) -> None:
    AdminUnit.objects.filter(pk=units["Kroong"].pk).update(valid_to=today - dt.timedelta(days=1))
    assert dashboard(city_commander).must_hold == 4


def test_a_unit_out_of_reach_is_not_found(counted: None, units, ward_chief: Officer, signed_in) -> None:
    browser, other = signed_in(ward_chief), units["Kroong"].pk
    assert browser.get(reverse("reports:unit", args=[other])).status_code == 404
    assert browser.get(list_url("here_in_hand", other)).status_code == 404


def test_without_figures_the_page_says_how_to_get_them(city_commander: Officer, today: dt.date, signed_in) -> None:
    page = signed_in(city_commander).get(reverse("reports:dashboard"))
    assert page.status_code == 200
    assert reverse("reports:refresh") in page.content.decode()


def test_the_new_card_is_in_the_overview_at_once(
    counted: None, city_commander: Officer, officer_quyet_thang: Officer
) -> None:
    person = Resident.objects.get(card_state="arrived")
    set_card_state(resident_id=person.pk, state="in_hand", actor=officer_quyet_thang)
    assert dashboard(city_commander).held == 5


def test_every_link_of_the_overview_leads_to_as_many_people(counted: None, city_commander: Officer, signed_in) -> None:
    browser, board = signed_in(city_commander), dashboard(city_commander)
    numbers = [
        *board.funnel,
        *board.reasons,
        *(row.held for row in board.units[:2]),
        *(item.number for item in board.bottlenecks),
    ]
    assert numbers
    for number in numbers:
        page = browser.get(number.url)
        assert (page.context["count"], len(page.context["page"].rows)) == (number.count, number.count)


@pytest.mark.parametrize("code", [figure.code for figure in FLOWS])
def test_lists_of_a_period_open_too(code: str, counted: None, city_commander: Officer, signed_in) -> None:
    assert signed_in(city_commander).get(list_url(code), {"period": "2026-10"}).status_code == 200


def test_a_number_that_grew_old_is_counted_before_its_list_is_shown(
    counted: None, units, city_commander, signed_in
) -> None:
    make_resident(units["Kroong"])
    assert dashboard(city_commander).must_hold == 6
    page = signed_in(city_commander).get(list_url("eligible_here"))
    assert page.context["count"] == dashboard(city_commander).must_hold == 7


def test_reading_a_list_is_logged_once_with_how_many(counted: None, city_commander: Officer, signed_in) -> None:
    signed_in(city_commander).get(list_url("here_in_hand"))
    log = AccessLog.objects.get(surface="reports.people.here_in_hand")
    assert (log.purpose, log.people, log.actor_id) == ("report", 4, city_commander.pk)


def test_pages_follow_each_other_without_gap_or_name_in_the_address(
    units, today, ward_chief: Officer, signed_in
) -> None:
    names = [f"Nguyễn Văn {letter}" for letter in "ABCDEFGHIK" * 6]
    ids = {make_resident(units["Quyết Thắng"], full_name=name).pk for name in names}
    browser, address, seen = signed_in(ward_chief), list_url("living"), []
    while address:
        page = browser.get(address)
        seen += [item.resident.pk for item in page.context["page"].rows]
        query = page.context["next_url"]
        assert re.fullmatch(r"(\?after=\d+)?", query)
        address = list_url("living") + query if query else ""
    assert (len(seen), set(seen)) == (60, ids)


def test_an_unknown_figure_is_not_found(city_commander: Officer, today: dt.date, signed_in) -> None:
    assert signed_in(city_commander).get("/so-lieu/nonsense/").status_code == 404


def test_the_cost_of_the_overview_does_not_grow(
    units, today, city_commander, signed_in, django_assert_num_queries
) -> None:
    browser, statements = signed_in(city_commander), []
    for people in (1, 40):
        for _ in range(people):
            make_resident(units["Kroong"])
        count_unit(unit_id=units["Kroong"].pk)
        with django_assert_num_queries(60, exact=False) as queries:
            browser.get(reverse("reports:dashboard"))
        statements.append([query["sql"] for query in queries])
    assert len(statements[0]) == len(statements[1])
    assert not [sql for sql in statements[1] if "residents_resident" in sql]


def test_weeks_before_make_a_trend_and_a_date(counted: None, units, city_commander: Officer, today: dt.date) -> None:
    for weeks in range(1, 7):
        for figure, value in (("here_in_hand", 50 - 5 * weeks), ("eligible_here", 100), ("living", 100)):
            UnitFigure.objects.create(
                unit=units["Kroong"],
                figure=figure,
                value=value,
                day=today - dt.timedelta(weeks=weeks),
                counted_at=dt.datetime.now(dt.UTC),
            )
    board = dashboard(city_commander, units["Kroong"])
    assert [share for _day, share in board.trend] == [20, 25, 30, 35, 40, 45, 50]
    assert board.projection.day == today + dt.timedelta(days=63)


DAY = dt.date(2026, 1, 5)


@pytest.mark.parametrize(
    "shares", [[], [50, 60], [90, 91, 92, 93, 94, 95], [60, 60, 60, 60, 60, 60], [70, 65, 60, 55, 50, 45]]
)
def test_no_date_is_promised_without_a_pace(shares: list[float]) -> None:
    assert project([(DAY + dt.timedelta(weeks=week), share) for week, share in enumerate(shares)], 95) is None


def test_the_night_checks_lists_counts_and_makes_room(people: None, city_commander: Officer) -> None:
    Resident.objects.filter(card_state="none").update(birth_day=None, birth_month=None)
    result = run_now(start_night(officer=city_commander).pk).result
    assert result["checked"] == 6
    assert result["units"] == 21
    assert Finding.objects.open().exists()
    assert UnitFigure.objects.get(unit__name="Kroong", figure="findings_open").value >= 1
    again = run_now(start_night(officer=city_commander).pk).result
    assert (again["opened"], again["partitions"]) == (0, 0)


def test_beat_puts_the_night_into_the_queue_once(db: None) -> None:
    nightly()
    nightly()
    assert Job.objects.filter(kind="reports.night").count() == 1


@pytest.mark.parametrize("deed", [start_night, refresh_figures])
@pytest.mark.parametrize("who", ["officer_quyet_thang", "ward_chief", "administrator", "auditor"])
def test_who_may_not_start_the_night(deed, who: str, request) -> None:
    with pytest.raises(NotAllowedError):
        deed(officer=request.getfixturevalue(who))


@pytest.mark.parametrize("command", ["refresh_figures", "nightly"])
def test_by_hand_and_by_command(command: str, people: None, capsys: pytest.CaptureFixture) -> None:
    call_command(command, "--json")
    assert '"units": 21' in capsys.readouterr().out
    assert UnitFigure.objects.filter(figure="living").count() == 21


def test_buttons_start_them_too(city_commander: Officer, signed_in, today: dt.date) -> None:
    browser = signed_in(city_commander)
    for name in ("refresh", "night"):
        assert browser.post(reverse(f"reports:{name}")).status_code == 302
    assert set(Job.objects.values_list("kind", flat=True)) == {"reports.refresh_figures", "reports.night"}


def test_a_merged_spreadsheet_asks_for_one_count_of_each_unit(units, today: dt.date) -> None:
    changed = sorted([units["Kroong"].pk, units["Quyết Thắng"].pk])
    for _ in range(2):
        for callback in on_people_changed:
            callback(unit_ids=changed)
    asked = Job.objects.filter(kind="reports.refresh_figures").values_list("arguments__unit_id", flat=True)
    assert sorted(asked) == changed


def test_figures_have_addresses_without_anything_personal() -> None:
    assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in FIGURES)

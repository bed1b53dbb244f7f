"""The demo city goes through the real reform of 2025: every number before is a number after."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from id_cards.models import CardApplication
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.areas.models import AdminUnit, Reform, SubUnit
from kontum_portal.areas.services.loading import LISTS
from kontum_portal.jobs.services import run_now
from reports.choices import Group
from reports.figures import FIGURES, Span
from reports.models import Report, UnitFigure
from reports.periods import parse_period
from reports.queries import snapshots
from reports.queries.dashboard import dashboard
from reports.services.building import start_report
from reports.services.counting import count_unit
from reports.services.furnishing_demo import furnish_demo
from reports.services.loading_demo import load_demo
from residents.extension_points import on_unit_change
from residents.models import Resident
from residents.reform.services import propose_reform, start_apply, start_undo
from residents.reform.table import read_table
from tests.conftest import make_officer

EVE, DAY = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
TABLE = LISTS / "unit_changes.csv"

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(settings: Any, tmp_path: Path, units: dict[str, AdminUnit]) -> dict[str, AdminUnit]:
    """The 21 units on the eve with an invented city in them, its figures, findings and campaign."""
    settings.PORTAL_TODAY, settings.VAR_DIR = EVE, tmp_path
    load_demo(actor=system_officer(), residents=840, seed=7, tell=lambda made: None)
    furnish_demo(actor=system_officer(), tell=lambda phase: None)
    return units


@pytest.fixture
def reform(settings: Any) -> Callable[[], Reform]:
    """Puts the reform into force on its day."""

    def apply() -> Reform:
        settings.PORTAL_TODAY = DAY
        reform, _job = propose_reform(officer=system_officer(), lines=read_table(TABLE), effective_on=DAY)
        run_now(start_apply(officer=system_officer(), reform_id=reform.pk).pk)
        return Reform.objects.get(pk=reform.pk)

    return apply


def successors() -> dict[int, int]:
    """Old unit → new unit."""
    new = {unit.code: unit.pk for unit in AdminUnit.objects.filter(valid_from=DAY)}
    old = {unit.code: unit.pk for unit in AdminUnit.objects.filter(valid_from=None)}
    return {old[line.old_code]: new[line.new_code] for line in read_table(TABLE)}


def added_up(by_unit: dict[int, dict[str, int]]) -> dict[int, Counter[str]]:
    """The same numbers by successor; those of nought left out."""
    after, sums = successors(), {new: Counter[str]() for new in successors().values()}
    for unit_id, values in by_unit.items():
        sums[after[unit_id]].update(values)
    return {unit_id: +counts for unit_id, counts in sums.items()}


def rows_by_unit() -> dict[str, dict[int, int]]:
    """Of every table that follows, how many rows each unit has.

    Hand-overs are left out: those between two units that become one are settled.
    """
    return {
        key: dict(
            follower.model._default_manager.filter(follower.only, **{f"{follower.field}__isnull": False})
            .order_by()
            .values_list(f"{follower.field}_id")
            .annotate(number=models.Count("pk"))
        )
        for key, follower in on_unit_change.items()
        if key not in ("residents.handover.from_unit", "residents.handover.to_unit")
    }


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that follow, and the units."""
    tables = {follower.model for follower in on_unit_change.values()} | {AdminUnit, UnitFigure}
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in tables}


def test_every_number_of_the_21_units_is_a_number_of_the_6(
    city: dict[str, AdminUnit], reform: Callable[[], Reform], city_commander: Officer
) -> None:
    span = Span(dt.date(2025, 1, 1), EVE)
    flows = {code: figure.rows(city_commander, span).count() for code, figure in FIGURES.items() if figure.is_flow}
    board, rows, counted = dashboard(city_commander), rows_by_unit(), snapshots.latest(city_commander).by_unit
    reform()
    commander = Officer.objects.get(pk=city_commander.pk)
    now = snapshots.latest(commander).by_unit
    assert {unit_id: +Counter(values) for unit_id, values in now.items()} == added_up(counted)
    for key, by_unit in rows.items():
        sums = added_up({unit_id: {"rows": number} for unit_id, number in by_unit.items()})
        after = rows_by_unit()[key]
        assert {pk: Counter({"rows": number}) for pk, number in after.items()} == {
            k: v for k, v in sums.items() if v
        }, key
    assert flows == {code: FIGURES[code].rows(commander, span).count() for code in flows}
    later = dashboard(commander)
    assert (later.held, later.must_hold, [n.count for n in later.funnel]) == (
        board.held, board.must_hold, [n.count for n in board.funnel],
    )  # fmt: skip
    assert [share for _day, share in later.trend] == [share for _day, share in board.trend]
    assert len(later.units) == 6
    assert len(later.tiles) == 6


def test_counting_anew_finds_what_was_added_up(city: dict[str, AdminUnit], reform: Callable[[], Reform]) -> None:
    reform()
    stocks = UnitFigure.objects.filter(unit__valid_from=DAY, day=EVE)
    summed = {
        unit_id: dict(stocks.filter(unit=unit_id).values_list("figure", "value"))
        for unit_id in set(successors().values())
    }
    differing = {
        (unit_id, figure)
        for unit_id, values in summed.items()
        for figure, value in count_unit(unit_id=unit_id).items()
        if values[figure] != value
    }
    # A day later a few more cards are overdue, unclaimed or unverified; nothing else may differ.
    assert not {figure for _unit, figure in differing} & {
        "living",
        "here_in_hand",
        "eligible_here",
        "applications_open",
    }


def built(officer: Officer, period: str, unit: AdminUnit | None = None) -> dict[str, Any]:
    report = start_report(
        officer=officer, period=parse_period(period), unit_id=unit.pk if unit else None, groups=Group.values
    )
    run_now(report.job_id)
    return Report.objects.get(pk=report.pk).content


def test_a_report_of_the_month_before_still_prints_the_21_units(
    city: dict[str, AdminUnit], reform: Callable[[], Reform], city_commander: Officer, ward_chief: Officer
) -> None:
    before, of_the_ward = built(city_commander, "2025-06"), built(ward_chief, "2025-06", city["Quyết Thắng"])
    reform()
    commander, chief = (Officer.objects.get(pk=officer.pk) for officer in (city_commander, ward_chief))
    after = built(commander, "2025-06")
    assert after["annexes"] == before["annexes"]
    assert len(after["annexes"][1]["tables"][0]["rows"]) == 22
    assert built(chief, "2025-06", city["Quyết Thắng"])["annexes"] == of_the_ward["annexes"]
    assert Report.objects.visible_to(chief).count() == 2
    assert len(built(commander, "2025-07")["annexes"][1]["tables"][0]["rows"]) == 7


def test_undoing_gives_back_the_very_city(city: dict[str, AdminUnit], reform: Callable[[], Reform]) -> None:
    before = everything()
    applied = reform()
    run_now(start_undo(officer=system_officer(), reform_id=applied.pk).pk)
    assert everything() == before


def test_officers_of_the_successor_work_with_all_of_it(
    city: dict[str, AdminUnit],
    reform: Callable[[], Reform],
    signed_in: Callable[[Officer], Client],
    officer_quyet_thang: Officer,
) -> None:
    person = Resident.objects.filter(unit=city["Trường Chinh"], deceased_on=None).order_by("pk")[0]
    Resident.objects.filter(pk=person.pk).update(native_place="Nơi ghi trước ngày sáp nhập")
    Resident.objects.filter(pk=person.pk).update(native_place="Kon Tum")
    stranger = Resident.objects.filter(unit=city["Vinh Quang"])[0]
    reform()
    client = signed_in(Officer.objects.get(pk=officer_quyet_thang.pk))
    assert client.get(person.get_absolute_url()).status_code == 200
    page = client.get(reverse("residents:story", args=[person.pk]))
    assert "Nơi ghi trước ngày sáp nhập" in page.content.decode()  # its history bears the old unit
    assert "Trường Chinh" in page.content.decode()
    assert client.get(stranger.get_absolute_url()).status_code == 404
    listed = client.get(reverse("residents:list"))
    assert listed.status_code == 200
    for address in ("residents:today", "id_cards:list", "campaigns:list"):
        assert client.get(reverse(address)).status_code == 200


def test_a_dossier_goes_on_in_the_successor(
    city: dict[str, AdminUnit], reform: Callable[[], Reform], signed_in: Callable[[Officer], Client]
) -> None:
    dossier = CardApplication.objects.filter(unit=city["Thống Nhất"]).exclude(slip_number=None)[0]
    officer = make_officer("officer_thong_nhat", "officer", city["Thống Nhất"])
    reform()
    page = signed_in(Officer.objects.get(pk=officer.pk)).get(dossier.get_absolute_url())
    assert dossier.slip_number in page.content.decode()
    assert dossier.slip_number.startswith("23299-")


def test_nothing_is_left_in_an_old_unit(
    city: dict[str, AdminUnit], reform: Callable[[], Reform], officer_quyet_thang: Officer
) -> None:
    reform()
    officer = Officer.objects.get(pk=officer_quyet_thang.pk)
    assert SubUnit.objects.filter(unit__in=officer.register_unit_ids).exists()
    for key, by_unit in rows_by_unit().items():
        assert not by_unit.keys() & officer.past_unit_ids, key
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM residents_middleword WHERE unit_id = ANY (%s)", [list(officer.past_unit_ids)]
        )
        assert cursor.fetchone() == (0,)

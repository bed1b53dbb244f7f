"""The real reform of 2025 on the day it took effect."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from kontum_portal.accounts.queries import system_officer
from kontum_portal.areas.models import AdminUnit, Reform
from kontum_portal.areas.services.loading import LISTS
from kontum_portal.jobs.services import run_now
from residents.reform.services import propose_reform, start_apply, start_undo
from residents.reform.table import TableLine, read_table
from tests.fresh_database import fresh_database  # noqa: F401

DAY = dt.date(2025, 7, 1)
TABLE = LISTS / "unit_changes.csv"


@pytest.fixture
def lines() -> list[TableLine]:
    return read_table(TABLE)


@pytest.fixture
def on_the_day(settings: Any) -> None:
    settings.PORTAL_TODAY = DAY


@pytest.fixture
def apply_2025(db: None, on_the_day: None, lines: list[TableLine]) -> Callable[[], Reform]:
    def apply() -> Reform:
        reform, _job = propose_reform(officer=system_officer(), lines=lines, effective_on=DAY)
        run_now(start_apply(officer=system_officer(), reform_id=reform.pk).pk)
        reform.refresh_from_db()
        return reform

    return apply


@pytest.fixture
def undo() -> Callable[[Reform], dict[str, Any]]:
    def undo(reform: Reform) -> dict[str, Any]:
        return run_now(start_undo(officer=system_officer(), reform_id=reform.pk).pk).result

    return undo


@pytest.fixture
def new_units(db: None) -> Callable[[], dict[str, AdminUnit]]:
    return lambda: {unit.name: unit for unit in AdminUnit.objects.filter(valid_from=DAY)}

"""Nobody writes while the units are reformed, and a reform that is killed has not happened."""

import html
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.areas.models import AdminUnit, ReformMove, UnitChange
from kontum_portal.database.middleware import UnitsBeingReformedError
from kontum_portal.database.scope import UNITS_LOCK
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_job, run_now
from residents.models import Resident
from residents.reform.services import apply_reform, propose_reform, start_apply
from residents.reform.table import TableLine
from tests.factories import make_resident
from tests.fresh_database import connect_as
from tests.residents.reform.conftest import DAY

SignedIn = Callable[[Officer], Client]


@pytest.fixture
def reform_at_work(db: None) -> Iterator[None]:
    """Another process has taken the units."""
    other = connect_as("worker")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [UNITS_LOCK])
    yield
    other.close()


def test_meanwhile_pages_are_read_and_nothing_is_written(
    reform_at_work: None, signed_in: SignedIn, officer_quyet_thang: Officer
) -> None:
    client = signed_in(officer_quyet_thang)
    assert client.get(reverse("residents:list")).status_code == 200
    answer = client.post(reverse("residents:register"), {"full_name": "Nguyễn Văn An"})
    assert answer.status_code == 503
    partial = client.post(reverse("residents:register"), {"full_name": "Nguyễn Văn An"}, headers={"HX-Request": "true"})
    assert partial.status_code == 503
    for page in (answer, partial):
        assert str(UnitsBeingReformedError()) in html.unescape(page.content.decode())
    assert not Resident.objects.exists()


def test_one_may_still_sign_in(reform_at_work: None, client: Client) -> None:
    assert client.post(reverse("account_login"), {"login": "x", "password": "y"}).status_code == 200


def test_afterwards_writing_goes_on(db: None, signed_in: SignedIn, officer_quyet_thang: Officer) -> None:
    assert signed_in(officer_quyet_thang).post(reverse("residents:register"), {}).status_code == 200


@pytest.fixture
def waiting(fresh_database: str, settings: Any, lines: list[TableLine]) -> Job:
    """A reform that waits for a worker, in a database that other connections can see."""
    settings.PORTAL_TODAY = DAY
    for unit in AdminUnit.objects.all():
        make_resident(unit)
    reform, _job = propose_reform(officer=system_officer(), lines=lines, effective_on=DAY)
    return start_apply(officer=system_officer(), reform_id=reform.pk)


def _state() -> tuple[list[Any], int, int]:
    people = list(Resident.objects.order_by("pk").values_list("pk", "unit_id"))
    return people, UnitChange.objects.count(), ReformMove.objects.count()


@pytest.mark.parametrize("step", [0, 7, 40])
def test_killed_in_the_middle_it_has_not_happened_and_the_next_attempt_does_it(waiting: Job, step: int) -> None:
    before = _state()

    def kill(done: int, total: int, unit: str) -> None:
        if done == step:
            killer = connect_as("owner")
            with killer.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
            killer.close()

    with pytest.raises(DatabaseError):
        apply_reform(officer=system_officer(), reform_id=waiting.arguments["reform_id"], told=kill)
    connection.close()
    assert _state() == before
    run_job(waiting.pk)
    assert UnitChange.objects.count() == 21
    assert set(Resident.objects.values_list("unit__valid_from", flat=True)) == {DAY}


def test_a_second_run_of_the_job_does_nothing(waiting: Job) -> None:
    run_now(waiting.pk)
    after = _state()
    Job.objects.filter(pk=waiting.pk).update(status="waiting", attempt=0)
    run_now(waiting.pk)
    assert _state() == after

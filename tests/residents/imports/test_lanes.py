"""A long list merged by two connections side by side: nobody is lost, doubled or put into two households."""

import os
import signal
from typing import Any

import pytest
from django.db import transaction

from kontum_portal.accounts.models import Officer
from residents.imports import lanes, merging
from residents.imports.services import start_merge
from residents.models import Household, ImportBatch, Resident, SourceRow
from tests.conftest import make_officer
from tests.residents.imports.conftest import bring
from tests.residents.imports.test_merging import run_until_over, start_worker

LIST = "residents_clean.xlsx"


@pytest.fixture
def officer(fresh_database: str) -> Officer:
    return make_officer("administrator", "administrator")


@pytest.fixture
def short_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of some hundred rows are long enough, and take several chunks a lane."""
    monkeypatch.setattr(lanes, "LONG", 500)
    monkeypatch.setattr(merging, "CHUNK", 400)


def register() -> list[tuple[Any, ...]]:
    """Everybody with household, head and source; no ids, which depend on who came first."""
    rows = SourceRow.objects.values_list(
        "row", "resident__full_name", "resident__personal_id", "resident__birth_year", "resident__unit",
        "resident__sub_unit__name", "resident__relation_to_head", "resident__household__number",
        "resident__household__head__full_name",
    )  # fmt: skip
    return sorted(rows, key=str)


@pytest.mark.parametrize("name", [LIST, "residents_supplement.xlsx"])
def test_lanes_write_what_one_connection_writes(officer: Officer, short_lanes: None, name: str) -> None:
    with transaction.atomic():  # others cannot see a list that is not committed: one connection
        alone = bring(officer, name, merge=True)
        expected, households = register(), Household.objects.count()
        transaction.set_rollback(True)
    batch = bring(officer, name, merge=True)
    assert "lanes" not in alone.counts["merge"]
    assert len(batch.counts["merge"].pop("lanes")) == 2
    assert batch.counts["merge"] == alone.counts["merge"]
    assert (register(), Household.objects.count()) == (expected, households)


def test_the_same_list_again_changes_nobody(officer: Officer, short_lanes: None) -> None:
    bring(officer, LIST, merge=True)
    before = list(Resident.objects.order_by("pk").values())
    again = bring(officer, LIST, merge=True)
    assert (again.counts["merge"]["created"], again.counts["merge"]["changed"]) == (0, 0)
    assert list(Resident.objects.order_by("pk").values()) == before


def test_halves_that_share_a_household_stay_whole(officer: Officer, short_lanes: None) -> None:
    batch = bring(officer, LIST)
    rows = batch.rows.filter(household_key__isnull=False).order_by("id")
    first, last = rows.first(), rows.last()
    assert first is not None
    assert last is not None
    batch.rows.filter(pk=last.pk).update(unit_id=first.unit_id, household_key=first.household_key)
    lanes.plan_lanes(batch)
    assert "merge" not in batch.counts


WORKER = """
import json, sys, threading
import django
from django.conf import settings
told = json.loads(sys.argv[1])
settings.DATABASES["default"]["NAME"] = told["database"]
settings.JOB_LEASE_SECONDS = 1
django.setup()
from kontum_portal.jobs.services import run_job
from residents.imports import lanes, merging
lanes.LONG = merging.CHUNK = 500
whole, chunks = lanes.merge_chunk, []
def fourth_chunk_never_ends(*args):
    merged = whole(*args)
    chunks.append(merged)
    if len(chunks) == 4:
        print("in the middle", flush=True)
        threading.Event().wait()
    return merged
lanes.merge_chunk = fourth_chunk_never_ends
run_job(told["job"])
"""


def test_killed_lanes_are_finished_by_the_next_attempt(officer: Officer, fresh_database: str) -> None:
    job = start_merge(officer=officer, batch=bring(officer, LIST))
    worker = start_worker(fresh_database, job.pk, WORKER)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "in the middle\n"
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    assert SourceRow.objects.count() == Resident.objects.count() < 2_000
    run_until_over(job)
    assert (job.status, job.attempt, job.result["created"]) == ("done", 2, 3_000)
    assert SourceRow.objects.count() == Resident.objects.count() == 3_000
    assert len(ImportBatch.objects.get().counts["merge"]["lanes"]) == 2

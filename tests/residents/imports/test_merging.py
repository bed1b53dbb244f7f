"""Merging twice, merging wrongly, and a worker that dies in the middle."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.db import transaction

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_job
from residents.imports import errors, merging
from residents.imports.services import close_batch, forget_closed_batches, start_merge
from residents.models import Household, ImportBatch, Resident, SourceRow
from tests.conftest import make_officer
from tests.residents.imports.conftest import Import, bring

FILES = [
    "residents_clean.xlsx",
    "residents_supplement.xlsx",
    "residents_ward_messy.xlsx",
    "residents_ward_messy_2.xlsx",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_changes_nothing(import_file: Import, name: str) -> None:
    first = import_file(name, merge=True)
    before = list(Resident.objects.order_by("pk").values()), Household.objects.count()
    again = import_file(name, merge=True)
    assert first.counts["new"] == Resident.objects.count()
    assert (again.counts["new"], again.counts["updated"]) == (0, 0)
    assert (list(Resident.objects.order_by("pk").values()), Household.objects.count()) == before


@pytest.mark.django_db
def test_every_merged_row_has_its_source_and_every_household_a_member(import_file: Import) -> None:
    for name in FILES:
        batch = import_file(name, merge=True)
        taken = sum(batch.counts[outcome] for outcome in ("new", "updated", "unchanged"))
        assert SourceRow.objects.filter(batch=batch).count() == taken
        assert batch.counts["rows"] == taken + sum(
            batch.counts[left] for left in ("doubtful", "refused", "not_a_person")
        )
    assert not Household.objects.filter(members__isnull=True).exists()
    assert not Resident.objects.filter(sources__isnull=True).exists()


@pytest.mark.django_db
def test_chunks_do_not_cut_a_household_in_two(import_file: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    def made_in_chunks_of(size: int) -> tuple[int, int]:
        with transaction.atomic():
            monkeypatch.setattr(merging, "CHUNK", size)
            import_file("residents_ward_messy.xlsx", merge=True)
            made = Household.objects.count(), Resident.objects.count()
            transaction.set_rollback(True)
        return made

    assert made_in_chunks_of(25) == made_in_chunks_of(5_000)


@pytest.mark.django_db
def test_a_batch_is_merged_once_and_the_deed_says_so(import_file: Import, administrator: Officer) -> None:
    batch = import_file("residents_ward_messy_2.xlsx", merge=True)
    with pytest.raises(errors.BatchNotReadyError):
        start_merge(officer=administrator, batch=batch)
    deed = Deed.objects.get(verb="import_merged")
    assert (deed.subject_id, deed.details["created"]) == (batch.pk, Resident.objects.count())


@pytest.mark.django_db
def test_two_people_cannot_merge_the_same_batch(import_file: Import, administrator: Officer) -> None:
    batch = import_file("residents_ward_messy_2.xlsx")
    start_merge(officer=administrator, batch=batch)
    with pytest.raises(errors.BatchAlreadyMergingError):
        start_merge(officer=administrator, batch=batch)


@pytest.mark.django_db
def test_nobody_else_merges_it(import_file: Import, ward_chief: Officer, area: Any) -> None:
    batch = import_file("residents_ward_messy_2.xlsx")
    other = make_officer("administrator_2", "administrator", area=area)
    for officer in (ward_chief, other):
        with pytest.raises(NotAllowedError):
            start_merge(officer=officer, batch=batch)


@pytest.mark.django_db
def test_a_batch_without_good_rows_is_not_merged(import_file: Import, administrator: Officer) -> None:
    batch = import_file("residents_vni.xlsx")
    with pytest.raises(errors.NothingToMergeError):
        start_merge(officer=administrator, batch=batch)


@pytest.mark.django_db
def test_a_closed_batch_leaves_no_file(
    import_file: Import, administrator: Officer, django_capture_on_commit_callbacks: Any
) -> None:
    batch = import_file("residents_ward_messy_2.xlsx", merge=True)
    folder = portal_settings.VAR_DIR / "imports" / str(batch.pk)
    assert (folder / "source").exists()
    with django_capture_on_commit_callbacks(execute=True):
        close_batch(officer=administrator, batch=batch)
    assert not folder.exists()


# --- a worker that is killed

WORKER = """
import json, os, signal, sys
import django
from django.conf import settings
told = json.loads(sys.argv[1])
settings.DATABASES["default"]["NAME"] = told["database"]
settings.JOB_LEASE_SECONDS = 1
django.setup()
from kontum_portal.jobs.services import run_job
from residents.imports import jobs, merging
merging.CHUNK = 500
whole, chunks = jobs.merge_chunk, []
def third_chunk_never_ends(*args):
    merged = whole(*args)
    chunks.append(merged)
    if len(chunks) == 3:
        print("in the middle", flush=True)
        signal.pause()
    return merged
jobs.merge_chunk = third_chunk_never_ends
run_job(told["job"])
"""


def test_a_killed_merge_is_finished_by_the_next_attempt(fresh_database: str, settings: Any) -> None:
    officer = make_officer("administrator", "administrator")
    job = start_merge(officer=officer, batch=bring(officer, "residents_clean.xlsx"))
    worker = start_worker(fresh_database, job.pk, WORKER)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "in the middle\n"
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    assert SourceRow.objects.count() == Resident.objects.count() == 1_000
    run_until_over(job)
    assert (job.status, job.attempt, job.result["created"]) == ("done", 2, 3_000)
    assert SourceRow.objects.count() == Resident.objects.count() == 3_000
    assert ImportBatch.objects.get().status == "merged"


def start_worker(database: str, job_id: int, script: str) -> "subprocess.Popen[str]":
    told = json.dumps({"database": database, "job": job_id})
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PORTAL_TODAY": "2024-09-30"}
    return subprocess.Popen(
        [sys.executable, "-c", script, told],
        cwd=portal_settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def run_until_over(job: Job) -> None:
    """What beat does: ask again until the dead attempt's lease has lapsed."""
    pause = threading.Event()
    for _turn in range(300):
        run_job(job.pk)
        job.refresh_from_db()
        if job.is_over:
            return
        pause.wait(0.1)
    raise AssertionError(job.status)


@pytest.mark.django_db
def test_staged_rows_are_forgotten_thirty_days_after_closing(import_file: Import, administrator: Officer) -> None:
    batch = import_file("residents_ward_messy_2.xlsx", merge=True)
    close_batch(officer=administrator, batch=batch)
    assert forget_closed_batches() == 0
    ImportBatch.objects.filter(pk=batch.pk).update(closed_at=now() - dt.timedelta(days=31))
    assert forget_closed_batches() == 196
    assert SourceRow.objects.filter(batch=batch).exists()

"""A whole import taken back: what it made goes, what it completed returns, what somebody worked on stays and is listed."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.database import scope
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_job, run_now
from residents.imports import errors, undoing
from residents.imports.services import close_batch, start_merge, start_undo
from residents.models import ContactAttempt, Finding, Household, ImportBatch, Resident, SourceRow, StagedRow
from tests.conftest import make_officer
from tests.factories import make_resident
from tests.residents.imports.conftest import Import, bring

AN = ["Nguyễn Văn An", "15/01/1990", "Nam", "062090600001", "Chủ hộ", "Phường Quyết Thắng", "TDP 1", "0905123456"]
BINH = ["Trần Thị Bình", "02/03/1992", "Nữ", "062192600002", "Vợ", "Phường Quyết Thắng", "TDP 1", "0905123457"]
FACTS = [field.column for field in Resident._meta.local_concrete_fields if field.column != "version"]


def undo(officer: Officer, batch: ImportBatch) -> dict[str, Any]:
    job = run_now(start_undo(officer=officer, batch=batch).pk)
    batch.refresh_from_db()
    return job.result


def register() -> dict[str, list[Any]]:
    """Everything an import may write, as it stands."""
    return {
        "people": list(Resident.objects.order_by("pk").values(*FACTS)),
        "households": list(Household.objects.order_by("pk").values()),
        "sub_units": list(SubUnit.objects.order_by("pk").values_list("pk", flat=True)),
        "sources": list(SourceRow.objects.order_by("pk").values_list("pk", flat=True)),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["residents_ward_messy.xlsx", "residents_ward_messy_2.xlsx"])
def test_after_an_undo_the_register_is_what_it_was(import_file: Import, administrator: Officer, name: str) -> None:
    import_file("residents_clean.xlsx", merge=True)
    before = register()
    batch = import_file(name, merge=True)
    created, changed = batch.counts["merge"]["created"], batch.counts["merge"]["changed"]
    assert register() != before
    undone = undo(administrator, batch)
    assert register() == before
    assert (undone["removed"], undone["left"]) == (created, {})
    assert 0 < undone["restored"] <= changed
    assert (batch.status, batch.merged_at) == ("review", None)


@pytest.mark.django_db
def test_small_chunks_undo_the_same(
    import_file: Import, administrator: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "CHUNK", 7)
    before = register()
    batch = import_file("residents_ward_messy.xlsx", merge=True)
    undo(administrator, batch)
    assert register() == before


@pytest.mark.django_db
def test_an_undone_import_is_merged_and_undone_again(import_file: Import, administrator: Officer) -> None:
    import_file("residents_clean.xlsx", merge=True)
    before = register()
    batch = import_file("residents_ward_messy.xlsx", merge=True)
    first = batch.counts["merge"]
    for _turn in range(2):
        undo(administrator, batch)
        assert register() == before
        run_now(start_merge(officer=administrator, batch=batch).pk)
        batch.refresh_from_db()
        assert batch.counts["merge"] == first
    assert Deed.objects.filter(verb="import_undone", subject_id=batch.pk).count() == 2


@pytest.mark.django_db
def test_filled_facts_return_to_what_they_were(
    import_people: Import, administrator: Officer, units: dict[str, AdminUnit]
) -> None:
    known = make_resident(
        units["Quyết Thắng"], full_name=AN[0], personal_id=AN[3], birth_year=1990, sex="M", phone=None
    )
    batch = import_people(AN, merge=True)
    known.refresh_from_db()
    assert (known.phone, known.household_id is not None) == ("+84905123456", True)
    undo(administrator, batch)
    version = known.version
    known.refresh_from_db()
    assert (known.phone, known.household_id, known.version) == (None, None, version + 1)
    assert not Household.objects.exists()


def correct(resident: Resident) -> None:
    scope.clear()  # what a test does in one transaction would go by the merge's name in the history
    Resident.objects.filter(pk=resident.pk).update(native_place="Kon Tum", version=2)


def visit(resident: Resident) -> None:
    officer = make_officer("officer_at_the_door", "officer", resident.unit)
    ContactAttempt.objects.create(resident=resident, unit=resident.unit, by=officer, channel="visit", result="met")


def find(resident: Resident) -> None:
    Finding.objects.create(resident=resident, unit=resident.unit, rule="phone_missing", severity="warns")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("happened", "why"), [(correct, "undo_changed_since"), (visit, "undo_work_since"), (find, None)]
)
def test_what_somebody_worked_on_is_left_and_listed(
    import_people: Import, administrator: Officer, happened: Any, why: str | None
) -> None:
    """A finding is the portal's own word and keeps nobody."""
    batch = import_people(AN, BINH, merge=True)
    an = Resident.objects.get(personal_id=AN[3])
    happened(an)
    undone = undo(administrator, batch)
    assert undone["left"] == ({why: 1} if why else {})
    assert undone["removed"] == (1 if why else 2)
    assert Resident.objects.filter(pk=an.pk).exists() == bool(why)
    if why:
        row = StagedRow.objects.get(batch=batch, resident=an)
        assert (row.outcome, why in row.reasons) == ("unchanged", True)
        assert SourceRow.objects.get(batch=batch).resident_id == an.pk
        run_now(start_merge(officer=administrator, batch=batch).pk)
        assert Resident.objects.filter(personal_id=AN[3]).count() == 1
        assert Resident.objects.count() == 2
        assert why not in StagedRow.objects.get(pk=row.pk).reasons


@pytest.mark.django_db
def test_whom_another_list_names_stays(import_people: Import, administrator: Officer) -> None:
    first = import_people(AN, BINH, merge=True)
    second = import_people([*AN[:-1], ""], merge=True)
    assert undo(administrator, first)["left"] == {"undo_other_list": 1}
    undo(administrator, second)
    assert undo(administrator, _merged_again(administrator, first))["left"] == {}
    assert not Resident.objects.exists()


def _merged_again(officer: Officer, batch: ImportBatch) -> ImportBatch:
    run_now(start_merge(officer=officer, batch=batch).pk)
    batch.refresh_from_db()
    return batch


@pytest.mark.django_db
def test_another_list_that_waits_lets_go_of_who_is_gone(import_people: Import, administrator: Officer) -> None:
    first = import_people(AN, merge=True)
    waiting = import_people(AN)
    assert waiting.counts["unchanged"] == 1
    undo(administrator, first)
    waiting.refresh_from_db()
    assert (waiting.counts["new"], waiting.counts["unchanged"]) == (1, 0)
    assert _merged_again(administrator, waiting).counts["merge"]["created"] == 1


@pytest.mark.django_db
def test_who_may_undo_and_when(import_people: Import, administrator: Officer, area: Any, ward_chief: Officer) -> None:
    batch = import_people(AN)
    with pytest.raises(errors.NothingToUndoError):
        start_undo(officer=administrator, batch=batch)
    _merged_again(administrator, batch)
    for officer in (ward_chief, make_officer("administrator_2", "administrator", area=area)):
        with pytest.raises(NotAllowedError):
            start_undo(officer=officer, batch=batch)
    start_undo(officer=administrator, batch=batch)
    with pytest.raises(errors.BatchBeingUndoneError):
        start_undo(officer=administrator, batch=batch)
    with pytest.raises(errors.BatchNotReadyError):
        close_batch(officer=administrator, batch=batch)


@pytest.mark.django_db
def test_an_undo_runs_twice_without_harm(import_people: Import, administrator: Officer) -> None:
    batch = import_people(AN, BINH, merge=True)
    undone = undo(administrator, batch)
    again = Job.objects.create(kind="undo_batch", owner=administrator, arguments={"batch_id": batch.pk})
    assert run_now(again.pk).result == undone
    assert not Resident.objects.exists()


@pytest.mark.django_db
def test_a_merge_stopped_half_way_can_be_undone_or_go_on(import_people: Import, administrator: Officer) -> None:
    batch = import_people(AN, BINH)
    job = start_merge(officer=administrator, batch=batch)
    Job.objects.filter(pk=job.pk).update(status="cancelled")
    second = start_merge(officer=administrator, batch=batch)
    Job.objects.filter(pk=second.pk).update(status="cancelled")
    undo(administrator, batch)
    assert (batch.status, Resident.objects.count()) == ("review", 0)


# --- at once with others


def test_an_edit_at_the_same_time_is_never_lost(fresh_database: str) -> None:
    """The undo waits for the editor's row, sees the edit, and leaves the record."""
    officer = make_officer("administrator", "administrator")
    batch = bring(officer, "residents_ward_messy_2.xlsx", merge=True)
    edited = Resident.objects.order_by("pk").first()
    assert edited is not None
    job = start_undo(officer=officer, batch=batch)
    undoer = threading.Thread(target=_in_own_connection, args=[job.pk])
    with transaction.atomic():
        Resident.objects.select_for_update(of=("self",)).get(pk=edited.pk)
        undoer.start()
        _until_somebody_waits()
        Resident.objects.filter(pk=edited.pk).update(native_place="Kon Tum", version=edited.version + 1)
    undoer.join()
    job.refresh_from_db()
    assert (job.status, job.result["left"]) == ("done", {"undo_changed_since": 1})
    assert Resident.objects.get().native_place == "Kon Tum"


def _in_own_connection(job_id: int) -> None:
    try:
        run_job(job_id)
    finally:
        connection.close()


def _until_somebody_waits() -> None:
    pause = threading.Event()
    for _turn in range(400):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        pause.wait(0.05)
    raise AssertionError("nobody waits")


def test_a_broken_off_undo_goes_on_where_it_stopped(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = make_officer("administrator", "administrator")
    batch = bring(officer, "residents_ward_messy_2.xlsx", merge=True)
    created = batch.counts["merge"]["created"]
    monkeypatch.setattr(undoing, "CHUNK", 50)
    whole, chunks = undoing.undo_chunk, []

    def third_chunk_fails(*args: Any, **options: Any) -> Any:
        chunks.append(1)
        if len(chunks) == 3:
            raise ConnectionError("the worker is gone")
        return whole(*args, **options)

    monkeypatch.setattr("residents.imports.undo_jobs.undo_chunk", third_chunk_fails)
    job = start_undo(officer=officer, batch=batch)
    run_job(job.pk)
    assert 0 < Resident.objects.count() == created - 100
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempt, job.result["removed"]) == ("done", 2, created)
    assert not Resident.objects.exists()
    assert not Household.objects.exists()

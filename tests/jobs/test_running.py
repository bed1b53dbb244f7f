"""Attempts at a job: leases, stale attempts, errors, cancelling."""

import threading
import time
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from django.db import connections, transaction

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.errors import DomainError, NotAllowedError
from kontum_portal.jobs import registry
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.errors import JobAlreadyOverError, JobRunsElsewhereError, LeaseLost
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.running import JobRun
from kontum_portal.jobs.services import request_cancel, run_job, run_now
from kontum_portal.jobs.services.executing import _finish, claim
from tests.fresh_database import connect_as
from tests.jobs.test_queueing import KIND, make_job, put_back

Work = Callable[[JobRun], dict[str, Any] | None]


class TooSteepError(DomainError):
    message = "The road to %(place)s is too steep."
    status: ClassVar[int] = 409


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], None]:
    """Say what jobs of the test's kind do."""

    def use(function: Work) -> None:
        monkeypatch.setitem(registry._kinds, KIND, registry.JobKind(KIND, function, "Counting"))

    return use


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


@pytest.mark.django_db
def test_a_job_runs_to_its_end(officer_quyet_thang: Officer, work: Callable) -> None:
    def count(run: JobRun) -> dict[str, Any]:
        run.progress(2, total=run.arguments["rows"], phase="Reading")
        return {"rows": 2, "owner": run.owner.pk}

    work(count)
    job = make_job(officer_quyet_thang, arguments={"rows": 4})
    run_job(job.pk)
    done = fresh(job)
    assert (done.status, done.done, done.total, done.percent) == (JobStatus.DONE, 2, 4, 50)
    assert done.result == {"rows": 2, "owner": officer_quyet_thang.pk}
    assert done.lease_until is None
    assert done.finished_at >= done.started_at


@pytest.mark.django_db
def test_a_refusal_fails_the_job_at_once_with_its_sentence(officer_quyet_thang: Officer, work: Callable) -> None:
    def refuse(run: JobRun) -> None:
        raise TooSteepError(place="Kroong")

    work(refuse)
    job = make_job(officer_quyet_thang)
    run_job(job.pk)
    assert (fresh(job).status, fresh(job).error, fresh(job).attempt) == (
        JobStatus.FAILED,
        "The road to Kroong is too steep.",
        1,
    )


@pytest.mark.django_db
def test_an_error_is_tried_three_times_and_its_text_is_kept_out_of_the_log(
    officer_quyet_thang: Officer, work: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(run: JobRun) -> None:
        raise ValueError("".join(run.arguments["digits"]))

    work(fail)
    job = make_job(officer_quyet_thang, arguments={"digits": list("062090600001")})
    for expected in (JobStatus.WAITING, JobStatus.WAITING, JobStatus.FAILED):
        run_job(job.pk)
        assert fresh(job).status == expected
    assert fresh(job).error != ""
    assert "062090600001" not in caplog.text + fresh(job).error
    assert "ValueError" in caplog.text


@pytest.mark.django_db
def test_a_command_hears_of_a_refusal_itself(officer_quyet_thang: Officer, work: Callable) -> None:
    def refuse(run: JobRun) -> None:
        raise TooSteepError(place="Kroong")

    work(refuse)
    job = make_job(officer_quyet_thang)
    with pytest.raises(TooSteepError):
        run_now(job.pk)
    with pytest.raises(JobRunsElsewhereError):
        run_now(job.pk)


@pytest.mark.django_db
def test_a_command_hears_of_an_error_itself_and_it_is_not_retried(officer_quyet_thang: Officer, work: Callable) -> None:
    def fail(run: JobRun) -> None:
        raise ValueError

    work(fail)
    job = make_job(officer_quyet_thang)
    with pytest.raises(ValueError):  # noqa: PT011
        run_now(job.pk)
    assert fresh(job).status == JobStatus.FAILED


@pytest.mark.django_db
def test_a_lapsed_lease_lets_another_attempt_finish(officer_quyet_thang: Officer, work: Callable) -> None:
    work(lambda run: {"attempt": run.attempt})
    job = make_job(officer_quyet_thang)
    dead = claim(job.pk)
    assert dead is not None
    run_job(job.pk)  # too early: the lease still holds
    assert fresh(job).status == JobStatus.RUNNING
    put_back(job, 61)
    run_job(job.pk)
    assert (fresh(job).status, fresh(job).result) == (JobStatus.DONE, {"attempt": 2})


@pytest.mark.django_db
def test_a_stale_attempt_cannot_write(officer_quyet_thang: Officer, work: Callable) -> None:
    work(lambda run: {"attempt": run.attempt})
    job = make_job(officer_quyet_thang)
    stale = claim(job.pk)
    assert stale is not None
    put_back(job, 61)
    second = claim(job.pk)
    assert second is not None
    run = JobRun(stale)
    with pytest.raises(LeaseLost):
        run.progress(99)
    with pytest.raises(LeaseLost), transaction.atomic():
        run.fence()
    _finish(stale, status=JobStatus.DONE, result={"attempt": 1})
    assert (fresh(job).status, fresh(job).done, fresh(job).result) == (JobStatus.RUNNING, 0, {})


def test_no_attempt_begins_while_a_fenced_transaction_is_open(kept_officer: Officer, work: Callable) -> None:
    work(lambda run: {})
    job = make_job(kept_officer)
    first = claim(job.pk)
    assert first is not None
    put_back(job, 61)
    other = connect_as("worker")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(7301, %s)", [job.pk])
    assert claim(job.pk) is None
    other.rollback()
    other.close()
    second = claim(job.pk)
    assert second is not None
    assert second.attempt == 2


def test_progress_and_lease_are_seen_from_inside_a_long_transaction(
    kept_officer: Officer, work: Callable, settings: Any
) -> None:
    settings.JOB_LEASE_SECONDS = 3
    seen: list[int] = []

    def merge(run: JobRun) -> dict[str, Any]:
        with transaction.atomic():
            run.fence()
            lease = _from_outside(run.job.pk)[1]
            run.progress(5, total=10)
            _wait_until(lambda: _from_outside(run.job.pk)[0] == 5 and _from_outside(run.job.pk)[1] > lease)
            seen.append(5)
        return {}

    work(merge)
    job = make_job(kept_officer)
    run_job(job.pk)
    assert seen == [5]
    assert fresh(job).status == JobStatus.DONE


def _from_outside(job_id: int) -> tuple[Any, ...]:
    other = connect_as("worker")
    with other, other.cursor() as cursor:
        cursor.execute("SELECT done, lease_until FROM jobs_job WHERE id = %s", [job_id])
        row = cursor.fetchone()
    other.close()
    return row


def _wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        threading.Event().wait(0.05)


def test_two_workers_with_the_same_message_run_the_job_once(kept_officer: Officer, work: Callable) -> None:
    runs: list[int] = []
    work(lambda run: runs.append(run.attempt))
    job = make_job(kept_officer)
    workers = [threading.Thread(target=_work, args=(job.pk,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert runs == [1]
    assert fresh(job).status == JobStatus.DONE


def _work(job_id: int) -> None:
    run_job(job_id)
    connections.close_all()


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once(officer_quyet_thang: Officer, work: Callable) -> None:
    work(lambda run: {})
    job = make_job(officer_quyet_thang)
    request_cancel(officer=officer_quyet_thang, job=job)
    run_job(job.pk)
    assert (fresh(job).status, fresh(job).attempt) == (JobStatus.CANCELLED, 0)
    assert Deed.objects.get(verb="job_cancelled").subject_id == job.pk


@pytest.mark.django_db
def test_a_running_job_stops_at_its_next_progress(officer_quyet_thang: Officer, work: Callable) -> None:
    def count(run: JobRun) -> dict[str, Any]:
        run.progress(1)
        request_cancel(officer=officer_quyet_thang, job=run.job)
        run.progress(2)
        raise AssertionError("it went on")

    work(count)
    job = make_job(officer_quyet_thang)
    run_job(job.pk)
    assert (fresh(job).status, fresh(job).error) == (JobStatus.CANCELLED, "")


@pytest.mark.django_db
def test_what_is_over_is_not_cancelled(officer_quyet_thang: Officer, work: Callable) -> None:
    work(lambda run: {})
    job = make_job(officer_quyet_thang)
    run_job(job.pk)
    with pytest.raises(JobAlreadyOverError):
        request_cancel(officer=officer_quyet_thang, job=job)


@pytest.mark.django_db
def test_another_officer_does_not_cancel(
    officer_quyet_thang: Officer, officer_vinh_quang: Officer, administrator: Officer
) -> None:
    job = make_job(officer_quyet_thang)
    with pytest.raises(NotAllowedError):
        request_cancel(officer=officer_vinh_quang, job=job)
    assert fresh(job).status == JobStatus.WAITING
    request_cancel(officer=administrator, job=job)
    assert fresh(job).status == JobStatus.CANCELLED

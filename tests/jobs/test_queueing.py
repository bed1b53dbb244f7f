"""Work is put into the outbox, and a broker that is away is no error."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.db import IntegrityError, transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.jobs import broker, registry
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue, queueing, requeue_jobs, run_job
from kontum_portal.jobs.services.executing import claim

KIND = "tests.count"


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._kinds, KIND, registry.JobKind(KIND, lambda run: {}, "Counting"))


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the jobs that were handed to an idle broker."""
    numbers: list[int] = []
    monkeypatch.setattr(queueing, "publish", lambda job_id: numbers.append(job_id) or True)
    monkeypatch.setattr(broker, "queue_length", lambda: 0)
    return numbers


@pytest.fixture
def broker_at(monkeypatch: pytest.MonkeyPatch) -> Any:
    def use(url: str) -> None:
        monkeypatch.setattr(current_app.conf, "broker_write_url", url)

    return use


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def make_job(owner: Officer, **fields: Any) -> Job:
    return Job.objects.create(kind=KIND, owner=owner, **fields)


def put_back(job: Job, seconds: int) -> None:
    """As if the job had been asked for, and its lease ended, that long ago."""
    ago = f"now() - interval '{seconds} seconds'"
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(
            f"UPDATE jobs_job SET created_at = {ago}, lease_until = CASE WHEN lease_until IS NULL THEN NULL ELSE {ago} END"
            " WHERE id = %s",
            [job.pk],
        )


@pytest.mark.django_db
def test_the_job_is_published_when_its_transaction_is_over(
    officer_quyet_thang: Officer, published: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue(kind=KIND, owner=officer_quyet_thang, arguments={"batch": 1})
        assert published == []
    assert published == [job.pk]
    assert (job.status, job.arguments) == (JobStatus.WAITING, {"batch": 1})


@pytest.mark.django_db
def test_an_unknown_kind_is_a_mistake(officer_quyet_thang: Officer) -> None:
    with pytest.raises(LookupError):
        enqueue(kind="tests.unknown", owner=officer_quyet_thang, arguments={})


@pytest.mark.django_db
def test_an_open_job_with_the_same_key_is_returned(officer_quyet_thang: Officer) -> None:
    first = enqueue(kind=KIND, owner=officer_quyet_thang, arguments={}, key="batch 1")
    assert enqueue(kind=KIND, owner=officer_quyet_thang, arguments={}, key="batch 1") == first
    assert enqueue(kind=KIND, owner=officer_quyet_thang, arguments={}, key="batch 2") != first
    Job.objects.filter(pk=first.pk).update(status=JobStatus.DONE)
    assert enqueue(kind=KIND, owner=officer_quyet_thang, arguments={}, key="batch 1") != first


@pytest.mark.django_db
def test_the_database_holds_the_key_once(officer_quyet_thang: Officer) -> None:
    make_job(officer_quyet_thang, key="batch 1")
    with pytest.raises(IntegrityError, match="job_key_once_while_open"), transaction.atomic():
        make_job(officer_quyet_thang, key="batch 1")


@pytest.mark.parametrize("where", ["closed", "silent"])
def test_without_a_broker_the_job_waits_and_nobody_waits_for_it(
    kept_officer: Officer, broker_at: Any, silent_port: int, where: str
) -> None:
    broker_at(f"redis://127.0.0.1:{1 if where == 'closed' else silent_port}/0")
    started = time.monotonic()
    job = enqueue(kind=KIND, owner=kept_officer, arguments={})
    assert time.monotonic() - started <= 3
    assert Job.objects.get(pk=job.pk).status == JobStatus.WAITING
    assert requeue_jobs() == 0


def test_with_a_broker_the_message_holds_the_number_only(kept_officer: Officer) -> None:
    with broker.connection() as link:
        link.default_channel.client.delete(current_app.conf.task_default_queue)
        job = enqueue(kind=KIND, owner=kept_officer, arguments={"batch": 7})
        assert broker.queue_length() == 1
        message = link.SimpleQueue(current_app.conf.task_default_queue).get(timeout=2)
    assert message.headers["task"] == queueing.RUN_TASK
    assert message.payload[0] == [job.pk]


@pytest.mark.django_db
def test_waiting_and_lapsed_jobs_are_published_again(officer_quyet_thang: Officer, published: list[int]) -> None:
    young = make_job(officer_quyet_thang)
    old, lapsed = make_job(officer_quyet_thang), make_job(officer_quyet_thang)
    claim(lapsed.pk)
    for job in (old, lapsed):
        put_back(job, 61)
    assert requeue_jobs() == 2
    assert published == [old.pk, lapsed.pk]
    assert young.pk not in published


@pytest.mark.django_db
def test_nothing_is_published_twice_while_messages_wait(
    officer_quyet_thang: Officer, published: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "queue_length", lambda: 3)
    put_back(make_job(officer_quyet_thang), 61)
    assert requeue_jobs() == 0
    assert published == []


@pytest.mark.django_db
def test_a_job_that_died_three_times_fails_with_a_sentence(officer_quyet_thang: Officer, published: list[int]) -> None:
    job = make_job(officer_quyet_thang)
    for _ in range(3):
        claim(job.pk)
        put_back(job, 61)
    assert claim(job.pk) is None
    requeue_jobs()
    job.refresh_from_db()
    assert (job.status, published) == (JobStatus.FAILED, [])
    assert "3" in job.error


@pytest.mark.django_db
def test_a_lapsed_job_that_was_to_stop_is_cancelled(officer_quyet_thang: Officer, published: list[int]) -> None:
    job = make_job(officer_quyet_thang)
    claim(job.pk)
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    put_back(job, 61)
    requeue_jobs()
    job.refresh_from_db()
    assert (job.status, published) == (JobStatus.CANCELLED, [])


@pytest.mark.django_db
def test_a_job_that_is_over_is_not_run_again(officer_quyet_thang: Officer) -> None:
    job = make_job(officer_quyet_thang)
    run_job(job.pk)
    finished = Job.objects.get(pk=job.pk)
    run_job(job.pk)
    again = Job.objects.get(pk=job.pk)
    assert (again.status, again.attempt, again.finished_at) == (JobStatus.DONE, 1, finished.finished_at)

"""What a person sees of a job: a count, a pace, how long still, and when to stop asking."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils import timezone

from kontum_portal.look.pages import job_progress_response
from kontum_portal.look.progress import progress_of


def _job(status: str = "running", done: int = 0, total: int | None = 100, seconds: float = 10) -> SimpleNamespace:
    now = timezone.now()
    over = now if status in ("done", "failed", "cancelled") else None
    started = None if status == "waiting" else now - dt.timedelta(seconds=seconds)
    return SimpleNamespace(
        pk=7, status=status, done=done, total=total, phase="", error="", started_at=started, finished_at=over
    )


def test_a_running_job_has_a_pace_and_an_end_in_sight() -> None:
    progress = progress_of(_job(done=50, seconds=10))
    assert (progress.width, progress.rate, progress.seconds_left, progress.finished) == ("50", 5, 10, False)


def test_a_waiting_job_promises_no_pace() -> None:
    progress = progress_of(_job("waiting"))
    assert (progress.width, progress.rate, progress.seconds_left) == ("0", None, None)


def test_a_job_of_unknown_size_shows_its_count_only() -> None:
    progress = progress_of(_job(done=1200, total=None))
    assert (progress.done, progress.total, progress.width, progress.seconds_left) == (1200, None, "0", None)


def test_a_done_job_is_whole_even_if_nothing_was_to_be_done() -> None:
    assert progress_of(_job("done", total=0)).width == "100"


@pytest.mark.parametrize(
    ("status", "finished"),
    [("waiting", False), ("running", False), ("done", True), ("failed", True), ("cancelled", True)],
)
def test_only_a_finished_job_stops_the_asking_and_tells_the_page(status: str, finished: bool) -> None:
    response = job_progress_response(RequestFactory().get("/"), _job(status))
    assert (response.headers.get("HX-Trigger") == "job-done") is finished
    assert (b"hx-trigger" not in response.content) is finished

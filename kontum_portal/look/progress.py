"""What a person sees of a job: one frozen picture, worked out once, drawn by `components/job_progress.html`."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontum_portal.look.shapes import percent_width, share

FINISHED = frozenset({"done", "failed", "cancelled"})

SENTENCES: dict[str, str | Promise] = {
    "waiting": _("Waiting for a free worker. You may leave this page; the work will run."),
    "running": _("Running. You may leave this page; the work goes on."),
    "done": _("Finished."),
    "failed": _("Stopped by an error."),
    "cancelled": _("Cancelled."),
}
TONES = {"waiting": "wait", "running": "info", "done": "good", "failed": "late", "cancelled": ""}


@dataclass(frozen=True)
class Progress:
    """`width` is ready for SVG; `rate` is in items per second and None until it can be told."""

    job_id: object
    title: str
    status: str
    status_label: str
    sentence: str | Promise
    tone: str
    phase: str
    done: int
    total: int | None
    width: str
    rate: int | None
    seconds_left: int | None
    error: str
    finished: bool


def progress_of(job) -> Progress:
    """Read a job row, or anything with its attributes."""
    done, total = job.done or 0, job.total
    rate = _rate(job, done)
    finished = job.status in FINISHED
    return Progress(
        job_id=job.pk,
        title=str(getattr(job, "title", "") or ""),
        status=job.status,
        status_label=_label(job),
        sentence=SENTENCES.get(job.status, ""),
        tone=TONES.get(job.status, ""),
        phase=str(job.phase or ""),
        done=done,
        total=total,
        width="100" if job.status == "done" else percent_width(share(done, total)),
        rate=rate,
        seconds_left=None if finished or not rate or not total else max(round((total - done) / rate), 0),
        error=str(job.error or ""),
        finished=finished,
    )


def _label(job) -> str:
    display = getattr(job, "get_status_display", None)
    return str(display()) if callable(display) else job.status


def _rate(job, done: int) -> int | None:
    started: dt.datetime | None = job.started_at
    if not started or not done:
        return None
    seconds = ((job.finished_at or timezone.now()) - started).total_seconds()
    return max(round(done / seconds), 1) if seconds >= 0.5 else None

"""A running attempt: what the job's function holds in its hand, and the lease kept behind its back."""

import datetime as dt
import logging
import threading
import time
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models.functions import Now

from kontum_portal.accounts.models import Officer
from kontum_portal.database import scope
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.errors import JobCancelled, LeaseLost
from kontum_portal.jobs.models import Job

logger = logging.getLogger(__name__)

FENCE = 7301  # first key of the advisory locks between the attempts of one job
WRITE_SECONDS = 0.5


def lease_end() -> Any:
    """The end of a lease taken now, by the database's clock."""
    return Now() + dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)


class JobRun:
    """Given to the job's function. Progress and lease are written by a thread with a connection of its own,
    so that they are seen while the function is inside a transaction; within an outer transaction (a test)
    they are written at once instead.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.attempt = job.attempt
        self.arguments: dict[str, Any] = job.arguments
        self.owner: Officer = job.owner
        self._news: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._cancelled = self._lost = False
        self._renewed = time.monotonic()
        self._keeper: threading.Thread | None = None

    def __enter__(self) -> Self:
        if not connection.in_atomic_block:
            self._keeper = threading.Thread(target=self._keep, name=f"lease-{self.job.pk}", daemon=True)
            self._keeper.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        if self._keeper:
            self._keeper.join()

    def progress(self, done: int, total: int | None = None, phase: str = "") -> None:
        """Say how far the work is. Raises ``JobCancelled`` when asked to stop, ``LeaseLost`` when taken over."""
        news: dict[str, Any] = {"done": done}
        news |= {"total": total} if total is not None else {}
        news |= {"phase": str(phase)[:120]} if phase else {}
        with self._lock:
            self._news |= news
        if self._keeper is None:
            self._write()
        self.check()

    def check(self) -> None:
        """Stop here when somebody cancelled the job or another attempt may have begun."""
        if self._lost or time.monotonic() - self._renewed > settings.JOB_LEASE_SECONDS:
            raise LeaseLost
        if self._cancelled:
            raise JobCancelled

    def flush(self) -> None:
        """Write the last progress before the job ends."""
        if self._news:
            self._write()

    def fence(self) -> None:
        """Inside a transaction that writes: no other attempt can begin before it ends, a stale one stops here, and
        the units stay as they are."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [FENCE, self.job.pk])
        scope.hold_units(wait=True)
        if not self.rows().exists():
            raise LeaseLost

    def rows(self) -> Any:
        """The job's row, as long as it is this attempt's; nothing for a stale one."""
        return Job.objects.filter(pk=self.job.pk, attempt=self.attempt, status=JobStatus.RUNNING)

    def _keep(self) -> None:
        pause = settings.JOB_LEASE_SECONDS / 6
        try:
            while not self._stop.wait(min(WRITE_SECONDS, pause)):
                if self._news or time.monotonic() - self._renewed >= pause:
                    self._write_patiently()
                if self._lost:
                    return
        finally:
            connection.close()

    def _write_patiently(self) -> None:
        """A database that is away for a moment is tried again until the lease is over."""
        try:
            self._write()
        except DatabaseError as error:
            logger.warning("job %s: the lease could not be renewed (%s)", self.job.pk, type(error).__name__)
            connection.close()

    def _write(self) -> None:
        with self._lock:
            news, self._news = self._news, {}
        asked_at = time.monotonic()
        if not self.rows().update(**news, lease_until=lease_end()):
            self._lost = True
            return
        self._renewed = asked_at
        self._cancelled = self.rows().filter(cancel_requested=True).exists()

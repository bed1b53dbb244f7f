from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kontum_portal.accounts.choices import Role
from kontum_portal.jobs.choices import JobStatus

if TYPE_CHECKING:
    from kontum_portal.accounts.models import Officer


class JobQuerySet(models.QuerySet):
    def visible_to(self, officer: "Officer") -> Self:
        """A job is seen by the one who started it; the administrator sees all (jobs hold no people's data)."""
        if not officer.is_authenticated:
            return self.none()
        return self if officer.role == Role.ADMINISTRATOR else self.filter(owner=officer)

    def watchable_by(self, officer: "Officer") -> Self:
        """Bar and count of a job somebody else started, on a page both may see: counts only, no people's data."""
        return self if officer.is_authenticated else self.none()

    def open(self) -> Self:
        return self.filter(status__in=[JobStatus.WAITING, JobStatus.RUNNING])

    def lapsed(self) -> Self:
        """Running, they say, but nobody has renewed the lease."""
        return self.filter(status=JobStatus.RUNNING, lease_until__lt=Now())

    def claimable(self) -> Self:
        """Waiting or lapsed, with an attempt left, and not asked to stop."""
        lapsed = Q(status=JobStatus.RUNNING, lease_until__lt=Now())
        return self.filter(
            Q(status=JobStatus.WAITING) | lapsed, attempt__lt=settings.JOB_ATTEMPTS, cancel_requested=False
        )

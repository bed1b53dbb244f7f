"""A job: what a worker is to do, how far it is, and who may still write to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.querysets import JobQuerySet
from kontum_portal.jobs.registry import title_of


class Job(models.Model):
    """``arguments`` and ``result`` hold ids and counts only, never a person's data."""

    kind = models.CharField(_("kind"), max_length=60)
    status = models.CharField(_("status"), max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    arguments = models.JSONField(_("arguments"), default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    key = models.CharField(_("key"), max_length=120, blank=True, default="")
    phase = models.CharField(_("phase"), max_length=120, blank=True, default="")
    done = models.BigIntegerField(_("done so far"), default=0)
    total = models.BigIntegerField(_("total"), null=True)
    result = models.JSONField(_("result"), default=dict)
    error = models.TextField(_("error"), blank=True, default="")
    attempt = models.IntegerField(_("attempt"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    cancel_requested = models.BooleanField(_("cancel requested"), default=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["status", "lease_until"], name="job_open", condition=Q(status__in=["waiting", "running"])
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="job_key_once_while_open",
                condition=Q(status__in=["waiting", "running"]) & ~Q(key=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def title(self) -> str:
        return str(title_of(self.kind))

    @property
    def is_over(self) -> bool:
        return self.status in (JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED)

    @property
    def percent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None

"""Reports: what was asked for, and the one content that its files render."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit, SupervisionArea
from kontum_portal.jobs.models import Job
from reports.choices import PeriodKind, ReportStatus
from reports.querysets import ReportQuerySet


class Report(models.Model):
    """``unit`` empty: the whole ``area``. ``content`` holds numbers, headings and sentences, no person."""

    period_kind = models.CharField(_("period"), max_length=10, choices=PeriodKind.choices)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    area = models.ForeignKey(SupervisionArea, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    groups = ArrayField(models.PositiveSmallIntegerField())
    status = models.CharField(_("status"), max_length=10, choices=ReportStatus.choices, default=ReportStatus.BUILDING)
    # What only people can write, by part: shortcomings, tasks, proposals.
    remarks = models.JSONField(default=dict)
    content = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    built_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="report_span"),
            models.CheckConstraint(condition=Q(groups__len__gte=1), name="report_has_groups"),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.APPROVED) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="report_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def folder(self) -> Path:
        """Where its files are kept; they can always be made again from ``content``."""
        return Path(settings.VAR_DIR) / "reports" / str(self.pk)

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        return self.period_start, self.period_end

"""What the quality rules found about a resident."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit
from residents.choices import Dimension, Severity
from residents.models.register import Resident
from residents.querysets import FindingQuerySet


class Finding(models.Model):
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="findings")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(_("rule"), max_length=40)
    dimension = models.CharField(_("dimension"), max_length=10, choices=Dimension.choices)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices)
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "rule"], name="finding_open_once", condition=Q(closed_at__isnull=True)
            )
        ]
        indexes = [
            models.Index(fields=["unit", "rule", "id"], name="finding_open", condition=Q(closed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.rule} of resident {self.resident_id}"

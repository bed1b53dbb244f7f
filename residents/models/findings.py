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
    """``sort_key`` is the person's, kept by triggers (``0031_findings_in_order``): lists of a rule are read in its order."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="findings")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(_("rule"), max_length=40)
    dimension = models.CharField(_("dimension"), max_length=10, choices=Dimension.choices)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices)
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)
    sort_key = models.CharField(max_length=400, db_collation="C", default="", db_default="", editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "rule"], name="finding_open_once", condition=Q(closed_at__isnull=True)
            )
        ]
        # Each holds all that a list or a count asks of it, the two walls included.
        indexes = [
            models.Index(
                fields=["unit", "rule", "sort_key", "resident"],
                name="finding_open",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["rule", "sort_key", "resident"],
                include=["unit"],
                name="finding_in_order",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["sort_key", "resident"],
                include=["unit", "rule"],
                name="finding_blocking",
                condition=Q(closed_at__isnull=True, severity=Severity.BLOCKS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} of resident {self.resident_id}"

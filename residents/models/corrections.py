"""A correction of the key facts of a verified record, asked by one person and decided by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit
from residents.choices import CorrectionState
from residents.models.register import Resident, keep_history
from residents.querysets import CorrectionRequestQuerySet


@keep_history()
class CorrectionRequest(models.Model):
    """``before`` and ``proposed`` hold all key facts (``rules.KEY_FACTS``) by column.

    The database compares ``proposed`` with what is written: the web login changes key facts of a verified record
    only in the transaction (``decided_xact``) in which their request was approved (``key_facts_approved``).
    """

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="corrections")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    before = models.JSONField()
    proposed = models.JSONField()
    reason = models.CharField(_("reason"), max_length=300)
    evidence = models.CharField(_("evidence"), max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    state = models.CharField(
        _("state"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.PENDING
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_xact = models.BigIntegerField(null=True)
    decision_reason = models.CharField(_("reason of the decision"), max_length=300, default="", blank=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], name="correction_pending_once", condition=Q(state=CorrectionState.PENDING)
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CorrectionState.APPROVED, CorrectionState.REFUSED])
                | (Q(decided_by__isnull=False) & Q(decided_at__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="correction_second_person",
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(evidence=""), name="correction_reason_and_evidence"),
        ]
        indexes = [
            models.Index(fields=["unit", "id"], name="correction_pending", condition=Q(state=CorrectionState.PENDING))
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("residents:correction", args=[self.pk])

"""Evidence that a record was compared with the person, the national database or a paper (domain: ``NationalCheck``)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit
from residents.choices import CheckedAgainst, CheckNote, CheckResult
from residents.models.register import Resident, keep_history
from residents.querysets import VerificationQuerySet


@keep_history()
class Verification(models.Model):
    """One comparison. ``fields`` are the facts that differ; ``before`` is what ``last_verified_on`` was, for an undo."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="verifications")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(_("checked on"))
    against = models.CharField(_("checked against"), max_length=10, choices=CheckedAgainst.choices)
    result = models.CharField(_("result"), max_length=10, choices=CheckResult.choices)
    fields = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    note = models.CharField(_("note"), max_length=20, choices=CheckNote.choices, default="", blank=True)
    before = models.DateField(null=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "against", "checked_on", "officer"],
                name="verification_once_a_day",
                condition=Q(undone_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(result="differs") | Q(fields=[]), name="verification_only_differing_facts"
            ),
        ]
        indexes = [models.Index(fields=["unit", "checked_on"], name="verification_unit_day")]

    def __str__(self) -> str:
        return f"verification {self.pk}"

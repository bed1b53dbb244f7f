"""A citizen at a counter away from home: one officer, one record, listed steps, until the day ends."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit
from residents.choices import VisitStep
from residents.models.register import Resident
from residents.querysets import VisitGrantQuerySet


class VisitGrant(models.Model):
    """Rows are written by ``residents_open_visit`` alone: no policy lets another ward insert one."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="visit_grants")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("home unit"))
    host_unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit visited"))
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    steps = ArrayField(models.CharField(max_length=20, choices=VisitStep.choices))
    created_at = models.DateTimeField(_("since"), db_default=Now())
    expires_at = models.DateTimeField(_("until"))

    objects = VisitGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit at another ward")
        verbose_name_plural = _("visits at other wards")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="visit_grant_has_reason"),
            models.CheckConstraint(condition=Q(steps__len__gt=0), name="visit_grant_lists_steps"),
        ]
        indexes = [
            models.Index(fields=["officer", "expires_at"], name="visit_grant_live"),
            models.Index(fields=["unit", "-id"], name="visit_grant_of_home"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def steps_said(self) -> list[str]:
        return [str(VisitStep(step).label) for step in self.steps]

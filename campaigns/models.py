"""Outreach campaigns and the people each of them wants to reach."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.choices import CampaignStatus, ClosedReason, Goal, TargetStatus
from campaigns.querysets import CampaignQuerySet, TargetQuerySet
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident


class OutreachCampaign(models.Model):
    """A campaign of one unit, or of the whole area when ``unit`` is empty."""

    name = models.CharField(_("name"), max_length=160)
    goal = models.CharField(_("goal"), max_length=20, choices=Goal.choices)
    unit = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    status = models.CharField(_("status"), max_length=10, choices=CampaignStatus.choices, default=CampaignStatus.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    listed_at = models.DateTimeField(null=True)  # when the target list was last brought up to date

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="campaign_named"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_span"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:campaign", args=[self.pk])


class CampaignTarget(models.Model):
    """One person on a campaign's list; closed when the goal is met or the person cannot be reached."""

    campaign = models.ForeignKey(OutreachCampaign, on_delete=models.CASCADE, related_name="targets")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=TargetStatus.choices, default=TargetStatus.OPEN)
    closed_reason = models.CharField(_("reason"), max_length=20, choices=ClosedReason.choices, null=True)
    closed_at = models.DateTimeField(null=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("person to reach")
        verbose_name_plural = _("people to reach")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "resident"], name="campaign_target_once"),
            models.CheckConstraint(
                condition=Q(status=TargetStatus.OPEN, closed_reason__isnull=True, closed_at__isnull=True)
                | (~Q(status=TargetStatus.OPEN) & Q(closed_reason__isnull=False, closed_at__isnull=False)),
                name="campaign_target_closed_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "unit", "status"], name="campaign_target_list")]

    def __str__(self) -> str:
        return f"target {self.pk}"

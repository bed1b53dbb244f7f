"""That somebody is told their personal number (thông báo số định danh cá nhân): asked for, issued, delivered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from id_cards.notices.choices import OPEN_STATES, CancelReason, DeliveredTo, NoticeReason, NoticeState
from id_cards.querysets import InUnitQuerySet
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from residents.models.register import keep_history


@keep_history()
class PersonalIdNotice(models.Model):
    """One notice of one person; ``group`` is the school or hamlet whose list it belongs to."""

    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="personal_id_notices", verbose_name=_("resident")
    )
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    reason = models.CharField(_("for"), max_length=10, choices=NoticeReason.choices)
    group = models.CharField(_("school or hamlet"), max_length=120, null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=NoticeState.choices, default=NoticeState.REQUESTED)
    state_changed_at = models.DateTimeField(_("since"))
    requested_on = models.DateField(_("asked for on"))
    number = models.CharField(_("number"), max_length=12, null=True, blank=True, db_collation="C")
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    delivered_to = models.CharField(
        _("delivered to"), max_length=10, choices=DeliveredTo.choices, null=True, blank=True
    )
    receiver_name = models.CharField(_("name of the receiver"), max_length=200, null=True, blank=True)
    cancel_reason = models.CharField(
        _("why not needed"), max_length=10, choices=CancelReason.choices, null=True, blank=True
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("officer of the last step")
    )
    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = InUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of the personal number")
        verbose_name_plural = _("notices of personal numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], name="id_notice_one_open", condition=Q(state__in=sorted(OPEN_STATES))
            ),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "cancelled"]) | Q(number__isnull=False, issued_on__isnull=False),
                name="id_notice_issued_with_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_on__isnull=False, delivered_to__isnull=False),
                name="id_notice_delivered_to_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancel_reason__isnull=False), name="id_notice_cancelled_why"
            ),
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{12}$"), name="id_notice_number_form"),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "state_changed_at", "id"], name="id_notice_lane"),
            models.Index(fields=["resident", "-id"], name="id_notice_of_resident"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("notices:notice", args=[self.pk])

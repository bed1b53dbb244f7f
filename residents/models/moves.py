"""What happens to a resident, where they are while away, and their way from one ward to another."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit, SubUnit
from residents.choices import EventKind, HandOverState
from residents.models.register import Resident, keep_history
from residents.querysets import HandOverQuerySet, ResidentEventQuerySet, WhereaboutsQuerySet


@keep_history()
class ResidentEvent(models.Model):
    """One change in a person's life: when it happened, when it was entered, and what it wrote.

    ``changes`` holds column → [before, after] of the resident, which is what taking it back restores.
    """

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="timeline")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what happened"), max_length=12, choices=EventKind.choices)
    happened_on = models.DateField(_("happened on"))
    entered_on = models.DateField(_("entered on"))
    entered_at = models.DateTimeField(db_default=Now())
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(_("place"), max_length=300, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, null=True, blank=True)
    other = models.ForeignKey(  # the mother of a birth, the spouse of a marriage
        Resident, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changes = models.JSONField(default=dict)
    request_key = models.UUIDField(null=True, unique=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_reason = models.CharField(max_length=300, null=True, blank=True)

    objects = ResidentEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=Q(happened_on__lte=F("entered_on")), name="event_not_in_future"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_by__isnull=False, undone_reason__isnull=False),
                name="event_undone_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["resident", "-happened_on", "-id"], name="event_timeline"),
            models.Index(fields=["unit", "kind", "happened_on"], name="event_figures"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of resident {self.resident_id}"

    @property
    def days_late(self) -> int:
        """Days between what happened and its entry: how alive (sống) the register is."""
        return (self.entered_on - self.happened_on).days


@keep_history()
class Whereabouts(models.Model):
    """Where a person who is away is, and who can reach them; one a person, gone when they are back."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="whereabouts")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("since"))
    reason = models.CharField(_("reason"), max_length=300, null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, null=True, blank=True)
    relative_phone = models.CharField(
        _("telephone of a relative"), max_length=16, null=True, blank=True, db_collation="C"
    )
    expected_return = models.DateField(_("expected back on"), null=True, blank=True)
    last_seen_on = models.DateField(_("last seen on"), null=True, blank=True)

    objects = WhereaboutsQuerySet.as_manager()

    class Meta:
        verbose_name = _("whereabouts")
        verbose_name_plural = _("whereabouts")
        constraints = [models.UniqueConstraint(fields=["resident"], name="whereabouts_once")]
        indexes = [
            models.Index(
                fields=["unit", "expected_return"],
                name="whereabouts_return",
                condition=Q(expected_return__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"whereabouts of resident {self.resident_id}"


@keep_history()
class HandOver(models.Model):
    """One person on the way from a ward to another of the area; those who move together share ``group``.

    Until the receiving ward accepts, the record stays with the sending one: ``unit`` is always whose it is now.
    """

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="hand_overs")
    group = models.UUIDField(default=uuid.uuid4)
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    from_unit = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("from"), db_index=False
    )
    to_unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("to"))
    to_sub_unit = models.ForeignKey(SubUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    household = models.ForeignKey(  # set when the whole household moves
        "residents.Household", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    moved_on = models.DateField(_("moved on"))
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=HandOverState.choices, default=HandOverState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("answer"), max_length=300, null=True, blank=True)
    request_key = models.UUIDField(null=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over between wards")
        verbose_name_plural = _("hand-overs between wards")
        constraints = [
            models.UniqueConstraint(fields=["resident"], name="hand_over_one_open", condition=Q(state="proposed")),
            models.CheckConstraint(
                condition=~Q(state="proposed") | ~Q(from_unit=F("to_unit")), name="hand_over_between_two_units"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", answered_at__isnull=True)
                | (~Q(state="proposed") & Q(answered_at__isnull=False)),
                name="hand_over_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(answer__isnull=False), name="hand_over_refused_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["from_unit", "state", "proposed_at"], name="hand_over_sent"),
            models.Index(fields=["to_unit", "state", "proposed_at"], name="hand_over_coming"),
            models.Index(fields=["group"], name="hand_over_group"),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("residents:hand_over", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == HandOverState.PROPOSED

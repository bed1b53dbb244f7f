"""E-identity accounts and the steps they took. Never a secret: no field here could hold an OTP, password or passcode."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from id_cards.e_identity.choices import (
    CLOSED_STATES,
    AccountDeed,
    AccountState,
    HelpStep,
    Level,
    NotActivatedReason,
    Paper,
    RefusedReason,
    RegisteredHow,
)
from id_cards.e_identity.querysets import EIdAccountQuerySet, EIdStepQuerySet
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from residents.models.register import keep_history


class EIdFigures(models.Model):
    """What a step changes and its undoing restores."""

    state = models.CharField(_("state"), max_length=12, choices=AccountState.choices, default=AccountState.REGISTERED)
    state_changed_at = models.DateTimeField(_("since"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    activated_on = models.DateField(_("activated on"), null=True, blank=True)
    refused_reason = models.CharField(
        _("why not approved"), max_length=20, choices=RefusedReason.choices, null=True, blank=True
    )
    not_activated_reason = models.CharField(
        _("why not activated yet"), max_length=16, choices=NotActivatedReason.choices, null=True, blank=True
    )
    follow_up_on = models.DateField(_("look again on"), null=True, blank=True)

    class Meta:
        abstract = True


@keep_history()
class EIdAccount(EIdFigures):
    """One registration of one person at one level, from the counter to the activated account."""

    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="eid_accounts", verbose_name=_("resident")
    )
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    level = models.SmallIntegerField(_("level"), choices=Level.choices, default=Level.TWO)
    how = models.CharField(_("registered"), max_length=10, choices=RegisteredHow.choices, default=RegisteredHow.COUNTER)
    registered_on = models.DateField(_("registered on"))
    due_on = models.DateField(_("approval due on"), null=True, blank=True)
    phone = models.CharField(_("telephone of the account"), max_length=16, null=True, blank=True, db_collation="C")
    phone_is_own = models.BooleanField(_("in the citizen's own name"), null=True, blank=True)
    papers = ArrayField(
        models.CharField(max_length=20, choices=Paper.choices),
        verbose_name=_("papers to show"),
        default=list,
        blank=True,
    )
    representative_name = models.CharField(_("representative"), max_length=200, null=True, blank=True)
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("helping officer"),
    )
    request_key = models.UUIDField(null=True, unique=True)
    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = EIdAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-identity account")
        verbose_name_plural = _("e-identity accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "level"], name="eid_account_one_live", condition=~Q(state__in=sorted(CLOSED_STATES))
            ),
            models.CheckConstraint(condition=Q(level__in=[1, 2]), name="eid_account_level"),
            models.CheckConstraint(
                condition=~Q(state=AccountState.REFUSED) | Q(refused_reason__isnull=False),
                name="eid_account_refused_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AccountState.ACTIVATED, AccountState.LOCKED]) | Q(activated_on__isnull=False),
                name="eid_account_activated_when",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "state_changed_at", "id"], name="eid_account_lane"),
            models.Index(
                fields=["unit", "follow_up_on", "id"],
                name="eid_account_follow_up",
                condition=Q(state=AccountState.APPROVED, follow_up_on__isnull=False),
            ),
            models.Index(fields=["resident", "-id"], name="eid_account_of_resident"),
        ]

    def __str__(self) -> str:
        return f"e-identity account {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("e_identity:account", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state not in CLOSED_STATES


@keep_history()
class EIdStep(models.Model):
    """One step: who, when, from where to where, and why; ``before`` is what its undoing restores."""

    account = models.ForeignKey(EIdAccount, on_delete=models.CASCADE, related_name="steps")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(_("deed"), max_length=24, choices=AccountDeed.choices)
    from_state = models.CharField(_("from"), max_length=12, choices=AccountState.choices, null=True)
    to_state = models.CharField(_("to"), max_length=12, choices=AccountState.choices)
    from_version = models.IntegerField()
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    reason = models.CharField(_("reason"), max_length=20, null=True, blank=True)
    help_steps = ArrayField(models.CharField(max_length=16, choices=HelpStep.choices), default=list, blank=True)
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EIdStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an e-identity account")
        verbose_name_plural = _("steps of e-identity accounts")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["account", "from_version"], name="eid_step_one_per_version")]
        indexes = [models.Index(fields=["unit", "to_state", "at"], name="eid_step_figures")]

    def __str__(self) -> str:
        return f"{self.deed} of e-identity account {self.account_id}"

    @property
    def reason_said(self) -> str:
        """The reason in words, whichever list it comes from."""
        for choices in (RefusedReason, NotActivatedReason):
            if self.reason in choices.values:
                return str(choices(self.reason).label)
        return ""

"""Applications for a card, the steps they took, and the numbers of their slips."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from id_cards.choices import (
    CLOSED_STATES,
    REASONS_OF,
    CaseType,
    Channel,
    DeedName,
    IdentifiedBy,
    Reason,
    ReceiverKind,
    ReturnedCause,
    SlipRangeKind,
    State,
)
from id_cards.querysets import ApplicationStepQuerySet, CardApplicationQuerySet, InUnitQuerySet
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from residents.models.register import keep_history


class SlipCounter(models.Model):
    """The last slip number a unit gave in a year; its row is locked while the next one is taken."""

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    year = models.SmallIntegerField(_("year"))
    last_number = models.IntegerField(_("last number"), default=0)

    objects = InUnitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="slip_counter_once")]

    def __str__(self) -> str:
        return f"slips of unit {self.unit_id} in {self.year}: {self.last_number}"


class SlipRange(models.Model):
    """Slip numbers that no dossier carries, and why: held for an open visit, or void with the reason."""

    counter = models.ForeignKey(SlipCounter, on_delete=models.PROTECT, related_name="ranges")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    first_number = models.IntegerField(_("first number"))
    last_number = models.IntegerField(_("last number"))
    kind = models.CharField(_("kind"), max_length=8, choices=SlipRangeKind.choices)
    why = models.CharField(_("why"), max_length=200)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects = InUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("slip numbers without a dossier")
        verbose_name_plural = _("slip numbers without a dossier")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_number__gte=1, last_number__gte=models.F("first_number")), name="slip_range_span"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="slip_range_has_reason"),
        ]
        indexes = [models.Index(fields=["counter", "first_number"], name="slip_range_of_counter")]

    def __str__(self) -> str:
        return f"slips {self.first_number}-{self.last_number} of counter {self.counter_id}: {self.kind}"


class ApplicationFigures(models.Model):
    """What a step changes and its undoing restores; ``services.stepping`` keeps a copy of it in every step."""

    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.RECEIVED)
    state_changed_at = models.DateTimeField(_("since"))
    slip_issued_on = models.DateField(_("slip issued on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    arrived_on = models.DateField(_("card arrived on"), null=True, blank=True)
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    paused_on = models.DateField(_("clock stopped on"), null=True, blank=True)
    paused_days = models.SmallIntegerField(_("working days the clock stood still"), default=0, db_default=0)
    returned_cause = models.CharField(
        _("cause of the return"), max_length=10, choices=ReturnedCause.choices, null=True, blank=True
    )

    class Meta:
        abstract = True


def _reason_fits_case() -> Q:
    fitting = Q()
    for case_type, reasons in REASONS_OF.items():
        fitting |= Q(case_type=case_type, reason__in=reasons)
    return fitting


@keep_history()
class CardApplication(ApplicationFigures):
    """One request for a card, from the counter to the hand."""

    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="card_applications", verbose_name=_("resident")
    )
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    case_type = models.CharField(_("type"), max_length=10, choices=CaseType.choices)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason.choices)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.COUNTER)
    collection_place = models.CharField(_("place of collection"), max_length=200, null=True, blank=True)
    representative_name = models.CharField(_("representative"), max_length=200, null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))
    slip_number = models.CharField(
        _("slip number"), max_length=24, null=True, blank=True, unique=True, db_collation="C"
    )
    slip_counter = models.ForeignKey(SlipCounter, on_delete=models.PROTECT, null=True, blank=True, related_name="slips")
    slip_sequence = models.IntegerField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("officer")
    )
    fee = models.IntegerField(_("fee (đồng)"), default=0)
    request_key = models.UUIDField(null=True, unique=True)
    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CardApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("căn cước application")
        verbose_name_plural = _("căn cước applications")
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], name="application_one_open", condition=~Q(state__in=sorted(CLOSED_STATES))
            ),
            models.UniqueConstraint(fields=["slip_counter", "slip_sequence"], name="application_slip_sequence_once"),
            models.CheckConstraint(condition=_reason_fits_case(), name="application_reason_fits_type"),
            models.CheckConstraint(condition=Q(fee__gte=0), name="application_fee_not_negative"),
            models.CheckConstraint(
                condition=Q(slip_number__isnull=True, slip_sequence__isnull=True)
                | Q(slip_number__isnull=False, slip_sequence__isnull=False, slip_counter__isnull=False),
                name="application_slip_accounted",
            ),
            models.CheckConstraint(
                condition=Q(slip_issued_on__isnull=True) | Q(slip_number__isnull=False, due_on__isnull=False),
                name="application_slip_has_due_date",
            ),
        ]
        indexes = [
            # The person's id stands with them for the wall of visits: lanes are counted by the index alone.
            models.Index(
                fields=["unit", "state", "state_changed_at", "id"], include=["resident"], name="application_lane"
            ),
            models.Index(
                fields=["unit", "due_on", "id"],
                name="application_due",
                condition=~Q(state__in=sorted(CLOSED_STATES)) & Q(due_on__isnull=False),
            ),
            models.Index(fields=["resident", "-id"], name="application_of_resident"),
            models.Index(fields=["unit", "received_at"], name="application_received"),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("id_cards:application", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED_STATES

    @property
    def is_paused(self) -> bool:
        return self.paused_on is not None


@keep_history()
class ApplicationStep(models.Model):
    """One step: who, when, from where to where, with what proof. ``before`` is what its undoing restores."""

    application = models.ForeignKey(CardApplication, on_delete=models.CASCADE, related_name="steps")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(_("deed"), max_length=24, choices=DeedName.choices)
    from_state = models.CharField(_("from"), max_length=20, choices=State.choices, null=True)
    to_state = models.CharField(_("to"), max_length=20, choices=State.choices)
    from_version = models.IntegerField()
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    note = models.CharField(_("note"), max_length=500, null=True, blank=True)
    receiver_kind = models.CharField(_("handed to"), max_length=16, choices=ReceiverKind.choices, null=True, blank=True)
    receiver_name = models.CharField(_("name of the receiver"), max_length=200, null=True, blank=True)
    identified_by = models.CharField(
        _("identified by"), max_length=16, choices=IdentifiedBy.choices, null=True, blank=True
    )
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ApplicationStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "from_version"], name="step_one_per_version"),
            models.CheckConstraint(
                condition=~Q(deed="hand_over_card") | Q(receiver_kind__isnull=False, identified_by__isnull=False),
                name="step_hand_over_proved",
            ),
        ]
        indexes = [models.Index(fields=["unit", "to_state", "at"], name="step_figures")]

    def __str__(self) -> str:
        return f"{self.deed} of application {self.application_id}"


class FeeRule(models.Model):
    """What a type of case costs between two days; a rule with a reason goes before one without."""

    case_type = models.CharField(_("type"), max_length=10, choices=CaseType.choices)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason.choices, null=True, blank=True)
    amount = models.IntegerField(_("amount (đồng)"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    basis = models.CharField(_("legal basis"), max_length=200)
    confirmed = models.BooleanField(_("confirmed by the unit"), default=False)

    class Meta:
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        ordering = ["case_type", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "reason", "valid_from"], name="fee_rule_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fee_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.case_type} {self.reason or ''} {self.valid_from:%d/%m/%Y}: {self.amount}"

"""Cards that change hands, the counting of what lies here, and what the proofs found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from id_cards.choices import CardPlace
from id_cards.custody_choices import FindingKind, StockOutcome, TransferState
from id_cards.models.cards import Card
from id_cards.models.dossiers import ApplicationStep, CardApplication, SlipCounter
from id_cards.querysets import CardFindingQuerySet, CustodyMovementQuerySet, InUnitQuerySet
from kontum_portal.areas.models import AdminUnit
from residents.models.register import keep_history

Officers = settings.AUTH_USER_MODEL


@keep_history()
class CardTransfer(models.Model):
    """Cards that one officer hands to another; nothing moves before the taker has signed on their own sign-in.

    ``outing`` of cards brought back is the transfer by which they went out.
    """

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    number = models.CharField(_("number"), max_length=24, unique=True, db_collation="C")
    to_place = models.CharField(_("to"), max_length=12, choices=CardPlace.choices)
    state = models.CharField(_("state"), max_length=10, choices=TransferState.choices, default=TransferState.OFFERED)
    count = models.IntegerField(_("cards"))
    giver = models.ForeignKey(Officers, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by"))
    taker = models.ForeignKey(Officers, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken by"))
    offered_at = models.DateTimeField(_("given at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, null=True, blank=True)
    outing = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="returns")
    request_key = models.UUIDField(null=True, unique=True)

    objects = InUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-on of cards")
        verbose_name_plural = _("hand-ons of cards")
        constraints = [
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="transfer_two_people"),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at__isnull=True)
                | (~Q(state="offered") & Q(answered_at__isnull=False)),
                name="transfer_answered_with_time",
            ),
            models.CheckConstraint(condition=Q(to_place__in=["in_safe", "with_officer"]), name="transfer_place"),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="transfer_of_unit"),
            models.Index(fields=["taker"], name="transfer_waiting", condition=Q(state="offered")),
        ]

    def __str__(self) -> str:
        return f"transfer {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("id_cards:transfer", args=[self.pk])


@keep_history()
class CustodyMovement(models.Model):
    """One card from one place to the next. ``given_by`` is empty when it came from above, ``taken_by`` when it left
    the unit's officers; ``taken_at`` is the taker's signature, and for a citizen the step that holds the proof.
    """

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="movements")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    transfer = models.ForeignKey(CardTransfer, on_delete=models.CASCADE, null=True, related_name="movements")
    step = models.ForeignKey(ApplicationStep, on_delete=models.CASCADE, null=True, related_name="movements")
    from_place = models.CharField(_("from"), max_length=12, choices=CardPlace.choices, null=True)
    to_place = models.CharField(_("to"), max_length=12, choices=CardPlace.choices)
    given_by = models.ForeignKey(Officers, on_delete=models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey(Officers, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(_("given at"))
    taken_at = models.DateTimeField(_("taken at"), null=True)
    undone_at = models.DateTimeField(null=True)

    objects = CustodyMovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement of a card")
        verbose_name_plural = _("movements of cards")
        constraints = [
            models.UniqueConstraint(
                fields=["card"],
                name="movement_one_pending",
                condition=Q(taken_at__isnull=True, undone_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(transfer__isnull=True) | Q(given_by__isnull=False, taken_by__isnull=False),
                name="movement_signed_by_two",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=False) | Q(transfer__isnull=False), name="movement_pending_in_transfer"
            ),
        ]
        indexes = [
            models.Index(fields=["card", "-id"], name="movement_of_card"),
            models.Index(fields=["transfer"], name="movement_of_transfer"),
            models.Index(fields=["step"], name="movement_of_step", condition=Q(step__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"card {self.card_id} to {self.to_place}"


@keep_history()
class StockTake(models.Model):
    """A counting of the cards that lie at a unit; closed, it is the dated stock list."""

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    number = models.CharField(_("number"), max_length=24, unique=True, db_collation="C")
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(Officers, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(Officers, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = InUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("stock-taking")
        verbose_name_plural = _("stock-takings")
        indexes = [models.Index(fields=["unit", "-id"], name="stock_take_of_unit")]

    def __str__(self) -> str:
        return f"stock-taking {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("id_cards:stock_take", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class StockTakeLine(models.Model):
    """One card of a stock-taking; ``number`` is kept only of a card nobody here knows."""

    stock_take = models.ForeignKey(StockTake, on_delete=models.CASCADE, related_name="lines")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=12, choices=StockOutcome.choices)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, null=True, blank=True, related_name="stock_lines")
    place = models.CharField(_("place"), max_length=12, choices=CardPlace.choices, null=True, blank=True)
    number = models.CharField(_("number"), max_length=24, null=True, blank=True, db_collation="C")
    scanned_at = models.DateTimeField(_("when"), null=True)
    scanned_by = models.ForeignKey(Officers, on_delete=models.PROTECT, null=True, related_name="+")

    objects = InUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stock_take", "card"], name="stock_line_once", condition=Q(card__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["stock_take", "number"], name="stock_line_number_once", condition=Q(number__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(card__isnull=False) | Q(number__isnull=False), name="stock_line_of_something"
            ),
        ]
        indexes = [models.Index(fields=["stock_take", "outcome", "-id"], name="stock_line_of")]

    def __str__(self) -> str:
        return f"{self.outcome} in stock-taking {self.stock_take_id}"

    @property
    def slip_number(self) -> str | None:
        return self.card.slip_number if self.card else None


@keep_history()
class CardFinding(models.Model):
    """What a nightly proof or a stock-taking found, for the chief: about one card, dossier or slip number.

    Closed by the proof that finds it no more, or by the chief with a word of what was done.
    """

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=24, choices=FindingKind.choices)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, null=True, blank=True, related_name="findings")
    application = models.ForeignKey(
        CardApplication, on_delete=models.CASCADE, null=True, blank=True, related_name="findings"
    )
    counter = models.ForeignKey(SlipCounter, on_delete=models.CASCADE, null=True, blank=True, related_name="findings")
    slip_sequence = models.IntegerField(null=True, blank=True)
    opened_at = models.DateTimeField(_("found at"), db_default=Now())
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(Officers, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("what was done"), max_length=500, null=True, blank=True)

    objects = CardFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding about cards")
        verbose_name_plural = _("findings about cards")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "card", "application", "counter", "slip_sequence"],
                name="card_finding_open_once",
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="card_finding_open", condition=Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.kind} in unit {self.unit_id}"

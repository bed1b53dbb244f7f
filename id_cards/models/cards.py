"""Cards: who holds which, what it is worth, and where it lies."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from id_cards.choices import CUSTODY_PLACES, CardPlace, CardStatus, CardType
from id_cards.models.dossiers import CardApplication
from id_cards.querysets import CardQuerySet
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from residents.models.register import keep_history


@keep_history()
class Card(models.Model):
    """A card of a resident, also one from before the portal; ``number`` is the personal number on it."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="cards", verbose_name=_("resident"))
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    application = models.OneToOneField(
        CardApplication, on_delete=models.PROTECT, null=True, blank=True, related_name="card"
    )
    card_type = models.CharField(_("type"), max_length=12, choices=CardType.choices, default=CardType.CAN_CUOC)
    number = models.CharField(_("number"), max_length=12, db_collation="C")
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=CardStatus.choices, default=CardStatus.VALID)
    place = models.CharField(_("place"), max_length=12, choices=CardPlace.choices, default=CardPlace.AT_UNIT)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer who answers for it"),
    )
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced")
    created_at = models.DateTimeField(db_default=Now())

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                name="card_one_valid_in_hand",
                condition=Q(status=CardStatus.VALID, place=CardPlace.WITH_CITIZEN),
            ),
            models.UniqueConstraint(
                fields=["resident"],
                name="card_one_valid_in_custody",
                condition=Q(status=CardStatus.VALID, place__in=sorted(CUSTODY_PLACES)),
            ),
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{12}$"), name="card_number_form"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(issued_on__isnull=True) | Q(valid_until__gte=F("issued_on")),
                name="card_valid_span",
            ),
        ]
        indexes = [
            models.Index(fields=["resident", "-id"], name="card_of_resident"),
            models.Index(
                fields=["unit", "place", "id"],
                name="card_in_custody",
                condition=Q(place__in=sorted(CUSTODY_PLACES)),
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.pk}"

    @property
    def slip_number(self) -> str | None:
        return self.application.slip_number if self.application else None

    @property
    def is_in_hand(self) -> bool:
        """The twin of ``CardQuerySet.in_hand``."""
        return self.status == CardStatus.VALID and self.place == CardPlace.WITH_CITIZEN

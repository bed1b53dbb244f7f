"""Residents and the households they live in."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Reverse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit, SubUnit
from residents.choices import CardState, EIdState, Presence, ResidenceKind
from residents.models.facts import PersonFacts
from residents.querysets import HouseholdQuerySet, ResidentQuerySet

Tracked = TypeVar("Tracked", bound=models.Model)
_FILTERED = [
    "deceased_on", "sub_unit", "presence", "residence_kind", "card_state", "eid_state",
    "birth_year", "birth_month", "birth_day", "last_verified_on",
]  # fmt: skip


def keep_history() -> Callable[[type[Tracked]], type[Tracked]]:
    """Keep the OLD row of every update and delete in ``<Model>History``, whole statements at a time.

    Inserts leave no row: a million at import need none, and the first value is never lost, because
    the first change keeps it. The context (who acted) stands in the row itself.
    """

    def track(model: type[Tracked]) -> type[Tracked]:
        return pghistory.track(
            pghistory.UpdateEvent(row=pghistory.Old, condition=pgtrigger.AnyChange()),
            pghistory.DeleteEvent(row=pghistory.Old),
            model_name=f"{model.__name__}History",
            level=pghistory.Statement,
            context_field=pghistory.ContextJSONField(),
        )(model)

    return track


def _rare(field: str, choices: type[models.TextChoices], *common: str, name: str) -> models.Index:
    """A part index in the order of the list, without the ``common`` values."""
    rare = [value for value in choices.values if value not in common]
    return models.Index(
        fields=[field, "sort_key", "id"],
        include=["unit", "deceased_on"],
        name=name,
        condition=Q(**{f"{field}__in": rare}),
    )


@keep_history()
class Household(models.Model):
    """People of one dwelling. Its head is one of its members: ``household_head_is_member`` (``0009_head_is_member``)."""

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    sub_unit = models.ForeignKey(
        SubUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sub-unit")
    )
    number = models.CharField(_("residence file number"), max_length=40, null=True, blank=True, db_collation="C")
    address = models.CharField(_("address"), max_length=300, null=True, blank=True)
    head = models.ForeignKey(
        "residents.Resident", on_delete=models.SET_NULL, null=True, blank=True, related_name="headed_households"
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("merged into")
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], name="household_number_once", condition=Q(number__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(head__isnull=True, number__isnull=True),
                name="household_closed_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["unit", "sub_unit", "id"], name="household_place")]

    def __str__(self) -> str:
        return f"household {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("residents:household", args=[self.pk])

    @property
    def name(self) -> str:
        """What a page calls it: its residence file number, else the portal's own."""
        return self.number or f"№ {self.pk}"


@keep_history()
class Resident(PersonFacts):
    """A person known to the unit. ``personal_id`` is not unique here: real registers hold twins by error."""

    unit = models.ForeignKey(  # the indexes below begin with it
        AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"), db_index=False
    )
    sub_unit = models.ForeignKey(
        SubUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sub-unit")
    )
    household = models.ForeignKey(
        Household,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("household"),
        db_index=False,  # ``resident_of_household``
    )
    name_key = models.CharField(max_length=200, db_collation="C")
    given_key = models.CharField(max_length=200, db_collation="C")
    accent_key = models.CharField(max_length=200, db_collation="C")
    sort_key = models.CharField(max_length=400, db_collation="C")
    card_state = models.CharField(_("card"), max_length=10, choices=CardState.choices, default=CardState.NONE)
    eid_state = models.CharField(_("e-identity"), max_length=24, choices=EIdState.choices, default=EIdState.NONE)
    last_verified_on = models.DateField(_("last verified on"), null=True, blank=True)
    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = ResidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        constraints = [
            models.UniqueConstraint(fields=["household", "id"], name="resident_of_household"),
            models.UniqueConstraint(
                fields=["household"],
                name="household_one_head",
                condition=Q(relation_to_head="head", household__isnull=False),
            ),
            models.CheckConstraint(condition=Q(personal_id__regex=r"^[0-9]{12}$"), name="resident_personal_id_form"),
            models.CheckConstraint(condition=Q(old_id__regex=r"^[0-9]{9}$"), name="resident_old_id_form"),
            models.CheckConstraint(condition=Q(full_name__isnull=False) & ~Q(full_name=""), name="resident_named"),
            models.CheckConstraint(condition=Q(birth_month__range=(1, 12)), name="resident_birth_month"),
            models.CheckConstraint(
                condition=Q(birth_day__isnull=True) | (Q(birth_day__range=(1, 31)) & Q(birth_month__isnull=False)),
                name="resident_birth_day",
            ),
            models.CheckConstraint(condition=Q(birth_year__range=(1850, 2200)), name="resident_birth_year"),
        ]
        indexes = [
            models.Index(fields=["unit", "name_key", "id"], name="resident_unit_name"),
            models.Index(fields=["unit", "given_key", "id"], name="resident_unit_given"),
            models.Index(fields=["name_key", "id"], name="resident_name"),
            models.Index(fields=["given_key", "id"], name="resident_given"),
            # The order of the list with what its filters ask, so that people are let through or counted by the index alone.
            models.Index(fields=["unit", "sort_key", "id"], include=_FILTERED, name="resident_unit_order"),
            models.Index(fields=["sort_key", "id"], include=["unit", *_FILTERED], name="resident_order"),
            models.Index(
                fields=["sort_key", "id"],
                include=["unit"],
                name="resident_deceased",
                condition=Q(deceased_on__isnull=False),
            ),
            models.Index(fields=["personal_id"], name="resident_personal_id"),
            models.Index(fields=["old_id"], name="resident_old_id", condition=Q(old_id__isnull=False)),
            models.Index(fields=["phone"], name="resident_phone", condition=Q(phone__isnull=False)),
            # A cohort is small: name and birth year together are found whatever the order of the words.
            models.Index(fields=["birth_year", "unit", "name_key", "id"], name="resident_year_name"),
            # The last digits of a number, as a prefix of the number reversed.
            models.Index("unit", Reverse("personal_id"), "id", name="resident_number_tail"),
            # The rarer values of the list's filters; the common one of each is met soon enough in the order of the list.
            _rare("presence", Presence, Presence.PRESENT, name="resident_not_present"),
            _rare("residence_kind", ResidenceKind, ResidenceKind.PERMANENT, name="resident_not_permanent"),
            _rare("card_state", CardState, CardState.NONE, CardState.IN_HAND, name="resident_card_under_way"),
            _rare("eid_state", EIdState, EIdState.NONE, EIdState.ACTIVATED, name="resident_eid_under_way"),
            models.Index(
                fields=["unit", "residence_until"],
                name="resident_unit_until",
                condition=Q(residence_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"resident {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("residents:record", args=[self.pk])

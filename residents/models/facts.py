"""The typed facts of a person, shared by the register and by staged rows, on which quality rules are written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from residents.choices import CardClaim, Presence, Relation, ResidenceKind, Sex


class PersonFacts(models.Model):
    """Every fact may be unknown, and unknown is NULL, never an empty text.

    The precision of a birth date is which of year, month and day are known; 01/01 is never invented.
    """

    full_name = models.CharField(_("full name"), max_length=200, null=True)
    birth_year = models.SmallIntegerField(_("birth year"), null=True, blank=True)
    birth_month = models.SmallIntegerField(_("birth month"), null=True, blank=True)
    birth_day = models.SmallIntegerField(_("birth day"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, null=True, blank=True)
    personal_id = models.CharField(_("personal number"), max_length=12, null=True, blank=True, db_collation="C")
    old_id = models.CharField(_("old identity number"), max_length=9, null=True, blank=True, db_collation="C")
    relation_to_head = models.CharField(
        _("relation to head"), max_length=20, choices=Relation.choices, null=True, blank=True
    )
    residence_kind = models.CharField(
        _("residence"), max_length=20, choices=ResidenceKind.choices, null=True, blank=True
    )
    residence_until = models.DateField(_("residence until"), null=True, blank=True)
    presence = models.CharField(_("presence"), max_length=30, choices=Presence.choices, null=True, blank=True)
    deceased_on = models.DateField(_("deceased on"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=16, null=True, blank=True, db_collation="C")
    permanent_address = models.CharField(_("permanent address"), max_length=300, null=True, blank=True)
    current_address = models.CharField(_("current address"), max_length=300, null=True, blank=True)
    native_place = models.CharField(_("native place"), max_length=200, null=True, blank=True)
    birth_registration_place = models.CharField(_("birth registration place"), max_length=200, null=True, blank=True)
    language = models.CharField(_("preferred language"), max_length=40, null=True, blank=True)
    card_claim = models.CharField(
        _("card, says the list"), max_length=10, choices=CardClaim.choices, null=True, blank=True
    )
    card_issued_on = models.DateField(_("card issued on"), null=True, blank=True)

    class Meta:
        abstract = True

"""That somebody tried to reach a person, how, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit
from residents.choices import ContactChannel, ContactNote, ContactResult, NextAction
from residents.models.register import Resident
from residents.querysets import ContactAttemptQuerySet


class ContactAttempt(models.Model):
    """Coded throughout; a row is written once and never changed."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="contacts")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(_("channel"), max_length=20, choices=ContactChannel.choices)
    result = models.CharField(_("result"), max_length=20, choices=ContactResult.choices)
    note = models.CharField(_("note"), max_length=20, choices=ContactNote.choices, null=True, blank=True)
    next_action = models.CharField(_("next"), max_length=20, choices=NextAction.choices, null=True, blank=True)
    next_on = models.DateField(_("on"), null=True, blank=True)

    objects = ContactAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_action__isnull=False), name="contact_next_day_of_action"
            )
        ]
        indexes = [
            models.Index(fields=["unit", "next_on", "id"], name="contact_next", condition=Q(next_on__isnull=False)),
            models.Index(fields=["unit", "at"], name="contact_unit_at"),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

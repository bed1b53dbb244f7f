"""Residence services that citizens ask for, and the working days the law gives for each."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit
from residents.choices import ProcedureChannel, ProcedureKind, ProcedureState
from residents.models.moves import ResidentEvent
from residents.models.register import Resident, keep_history
from residents.querysets import ProcedureQuerySet


class ProcedureTerm(models.Model):
    """How many working days a kind of service may take, between two days; no people's data."""

    kind = models.CharField(_("service"), max_length=16, choices=ProcedureKind.choices)
    working_days = models.SmallIntegerField(_("working days"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    basis = models.CharField(_("legal basis"), max_length=200)
    confirmed = models.BooleanField(_("confirmed by the unit"), default=False)

    class Meta:
        verbose_name = _("term of a residence service")
        verbose_name_plural = _("terms of residence services")
        ordering = ["kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="procedure_term_once"),
            models.CheckConstraint(condition=Q(working_days__gte=0), name="procedure_term_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from:%d/%m/%Y}: {self.working_days}"


@keep_history()
class ResidenceProcedure(models.Model):
    """One request, from its receipt to its result; late when it was not done by ``due_on``."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="procedures")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("service"), max_length=16, choices=ProcedureKind.choices)
    channel = models.CharField(
        _("channel"), max_length=10, choices=ProcedureChannel.choices, default=ProcedureChannel.COUNTER
    )
    file_number = models.CharField(_("file number"), max_length=40, null=True, blank=True, db_collation="C")
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=ProcedureState.choices, default=ProcedureState.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("result or reason"), max_length=300, null=True, blank=True)
    event = models.ForeignKey(
        ResidentEvent, on_delete=models.SET_NULL, null=True, blank=True, related_name="procedures"
    )
    version = models.IntegerField(default=1, db_default=1)
    request_key = models.UUIDField(null=True, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = _("residence file")
        verbose_name_plural = _("residence files")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="procedure_due_after_receipt"),
            models.CheckConstraint(
                condition=Q(state="open", done_on__isnull=True) | (~Q(state="open") & Q(done_on__gte=F("received_on"))),
                name="procedure_done_with_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(result__isnull=False), name="procedure_refused_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_on", "id"], name="procedure_open", condition=Q(state="open")),
            models.Index(fields=["unit", "received_on"], name="procedure_received"),
            models.Index(fields=["resident", "-id"], name="procedure_of_resident"),
        ]

    def __str__(self) -> str:
        return f"residence file {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("residents:procedure", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == ProcedureState.OPEN

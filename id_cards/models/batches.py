"""Dossiers that go up together and cards that come down together, and the numbers of such papers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from id_cards.custody_choices import ArrivalSource, PaperKind, ScanOutcome
from id_cards.models.dossiers import ApplicationStep, CardApplication
from id_cards.querysets import ArrivalScanQuerySet, InUnitQuerySet
from kontum_portal.areas.models import AdminUnit
from residents.models.register import keep_history

Officers = settings.AUTH_USER_MODEL


class PaperCounter(models.Model):
    """The last number a unit gave in a year to one kind of paper; its row is locked while the next one is taken."""

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=2, choices=PaperKind.choices)
    last_number = models.IntegerField(_("last number"), default=0)

    objects = InUnitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year", "kind"], name="paper_counter_once")]

    def __str__(self) -> str:
        return f"{self.kind} of unit {self.unit_id} in {self.year}: {self.last_number}"


class DossierBatch(models.Model):
    """Dossiers sent up together, with the list that goes along on paper."""

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    number = models.CharField(_("number"), max_length=24, unique=True, db_collation="C")
    count = models.IntegerField(_("dossiers"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(Officers, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by"))
    request_key = models.UUIDField(null=True, unique=True)

    objects = InUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of dossiers")
        verbose_name_plural = _("batches of dossiers")
        indexes = [models.Index(fields=["unit", "-id"], name="dossier_batch_of_unit")]

    def __str__(self) -> str:
        return f"batch {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("id_cards:batch", args=[self.pk])


class DossierBatchLine(models.Model):
    """One dossier of a batch, with the step that sent it: a step taken back takes it off the list."""

    batch = models.ForeignKey(DossierBatch, on_delete=models.CASCADE, related_name="lines")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(CardApplication, on_delete=models.CASCADE, related_name="batch_lines")
    step = models.ForeignKey(ApplicationStep, on_delete=models.CASCADE, related_name="+")

    objects = InUnitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "application"], name="batch_line_once")]

    def __str__(self) -> str:
        return f"application {self.application_id} in batch {self.batch_id}"


@keep_history()
class CardArrival(models.Model):
    """Cards that came from above together; ``announced`` is what the accompanying paper says. Closed by a person."""

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    number = models.CharField(_("number"), max_length=24, unique=True, db_collation="C")
    source = models.CharField(_("source"), max_length=4, choices=ArrivalSource.choices, default=ArrivalSource.SCAN)
    announced = models.IntegerField(_("cards on the delivery paper"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(Officers, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(Officers, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=500, null=True, blank=True)

    objects = InUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrival of cards")
        verbose_name_plural = _("arrivals of cards")
        constraints = [
            models.UniqueConstraint(
                fields=["opened_by"],
                name="arrival_one_open",
                condition=Q(closed_at__isnull=True, source="scan"),
            ),
            models.CheckConstraint(
                condition=Q(announced__isnull=True) | Q(announced__gte=1), name="arrival_announced_counts"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="arrival_of_unit")]

    def __str__(self) -> str:
        return f"arrival {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("id_cards:arrival", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@keep_history()
class ArrivalScan(models.Model):
    """One card of an arrival. ``number`` is kept only of a card that belongs to no dossier of the unit."""

    arrival = models.ForeignKey(CardArrival, on_delete=models.CASCADE, related_name="scans")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=12, choices=ScanOutcome.choices)
    application = models.ForeignKey(
        CardApplication, on_delete=models.CASCADE, null=True, blank=True, related_name="arrival_scans"
    )
    number = models.CharField(_("number"), max_length=24, null=True, blank=True, db_collation="C")
    why = models.CharField(_("why"), max_length=200, null=True, blank=True)
    approved_too = models.BooleanField(default=False, db_default=False)
    scanned_at = models.DateTimeField(_("when"))
    scanned_by = models.ForeignKey(Officers, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = ArrivalScanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["arrival", "application", "outcome"],
                name="arrival_scan_once",
                condition=Q(undone_at__isnull=True, application__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=False) | Q(number__isnull=False), name="arrival_scan_of_something"
            ),
        ]
        indexes = [models.Index(fields=["arrival", "-id"], name="arrival_scan_of")]

    def __str__(self) -> str:
        return f"{self.outcome} in arrival {self.arrival_id}"

    @property
    def slip_number(self) -> str | None:
        return self.application.slip_number if self.application else None

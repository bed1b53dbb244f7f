"""A spreadsheet on its way in: the batch, its staged rows, and where each resident came from."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit, SubUnit
from residents.choices import BatchStatus, RowDecision, RowOutcome
from residents.models.facts import PersonFacts
from residents.models.register import Resident
from residents.querysets import (
    ImportBatchQuerySet,
    SavedMappingQuerySet,
    SourceRowQuerySet,
    StagedRowQuerySet,
)


class ImportBatch(models.Model):
    kind = models.CharField(_("kind"), max_length=40)
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_size = models.BigIntegerField()
    status = models.CharField(_("status"), max_length=10, choices=BatchStatus.choices, default=BatchStatus.UPLOADED)
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    """What a person said of sheets, header rows and columns (``imports.mappings``); empty: as it was recognised."""
    policies = models.JSONField(default=dict)
    """``{fact: policy}`` where another one than filling what is empty was chosen, and ``as_of``, the list's day."""
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    merged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class StagedRow(PersonFacts):
    """One row of a spreadsheet: the cells as they were, what they mean, and what is to happen with it."""

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False, db_constraint=False
    )
    opened_by_id = models.IntegerField()
    sheet = models.CharField(max_length=100, default="")
    row = models.IntegerField()
    raw = ArrayField(models.TextField(), default=list)
    outcome = models.CharField(max_length=12, choices=RowOutcome.choices, null=True)
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    differences = models.JSONField(default=dict)
    # ``{column index: text}`` typed over cells of ``raw``, which stays as it came; NULL where nobody did.
    edits = models.JSONField(null=True)
    decision = models.CharField(max_length=10, choices=RowDecision.choices, null=True)
    # No index on what nobody looks up by, no check of what the portal itself resolved: a list is copied in by
    # the hundred thousand.
    unit = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    sub_unit = models.ForeignKey(
        SubUnit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    unit_name = models.CharField(max_length=200, null=True)
    sub_unit_name = models.CharField(max_length=200, null=True)
    household_key = models.CharField(max_length=80, null=True)
    head_name = models.CharField(max_length=200, null=True)
    name_key = models.CharField(max_length=200, null=True, db_collation="C")
    given_key = models.CharField(max_length=200, null=True, db_collation="C")
    accent_key = models.CharField(max_length=200, null=True, db_collation="C")
    sort_key = models.CharField(max_length=400, null=True, db_collation="C")
    resident = models.ForeignKey(
        Resident, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False
    )
    merged_at = models.DateTimeField(null=True)

    objects = StagedRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "row"], name="staged_row_once")]
        indexes = [models.Index(fields=["batch", "outcome", "id"], name="staged_outcome")]

    def __str__(self) -> str:
        return f"staged row {self.pk}"


class SavedMapping(models.Model):
    """What the columns of a list mean, by name, so that the next one like it is understood at once. No person's data."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=40)
    fingerprint = models.CharField(max_length=64, db_index=True)
    fields = models.JSONField(default=dict)
    """``{heading key: field}``, the keys as ``imports.mappings.heading_keys`` makes them."""
    policies = models.JSONField(default=dict)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="saved_mapping_name_once")]

    def __str__(self) -> str:
        return self.name


class SourceRow(models.Model):
    """Where a resident came from: file, sheet and row; all of them are kept."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="sources")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    file_name = models.CharField(max_length=255)
    sheet = models.CharField(max_length=100, default="")
    row = models.IntegerField()
    # The resident whom the register did not know before this row; it stays what it was when records are joined.
    created_resident = models.BigIntegerField(null=True)

    objects = SourceRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "row"], name="source_row_once")]

    def __str__(self) -> str:
        return f"{self.file_name}!{self.sheet}!{self.row}"

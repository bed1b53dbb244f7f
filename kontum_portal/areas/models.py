"""Units keyed by (code, valid_from): codes were reused for other names in the 2025 reform."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.choices import ReformStatus, SubUnitKind, UnitKind


class AdminUnit(models.Model):
    """A ward or commune between ``valid_from`` (empty: before records) and ``valid_to`` (empty: still)."""

    id = models.AutoField(primary_key=True)
    code = models.CharField(_("code"), max_length=5)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=UnitKind.choices)
    province_code = models.CharField(_("province code"), max_length=2)
    search_key = models.CharField(max_length=80, db_collation="C")
    sort_key = models.CharField(max_length=200, db_collation="C")
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_generation", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_valid_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    def is_valid_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class UnitChange(models.Model):
    """One old unit that went into one new unit on a day, by a legal instrument."""

    old_unit = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, related_name="successions", verbose_name=_("old unit")
    )
    new_unit = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, related_name="predecessions", verbose_name=_("new unit")
    )
    effective_on = models.DateField(_("effective on"))
    instrument = models.CharField(_("legal instrument"), max_length=120)

    class Meta:
        verbose_name = _("unit change")
        verbose_name_plural = _("unit changes")
        constraints = [models.UniqueConstraint(fields=["old_unit", "new_unit"], name="unit_change_once")]

    def __str__(self) -> str:
        return f"{self.old_unit_id} → {self.new_unit_id}"


class SubUnit(models.Model):
    """A tổ dân phố, thôn or làng; without a national code, the unit edits its own list."""

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="sub_units", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=4, choices=SubUnitKind.choices)
    search_key = models.CharField(max_length=120, db_collation="C")
    sort_key = models.CharField(max_length=300, db_collation="C")

    class Meta:
        verbose_name = _("sub-unit")
        verbose_name_plural = _("sub-units")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["unit", "search_key"], name="sub_unit_name_once")]

    def __str__(self) -> str:
        return self.name


class ExpectedPopulation(models.Model):
    """How many people a source says live in a unit or sub-unit on a day: the denominator of white zones."""

    unit = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, related_name="expected_populations", verbose_name=_("unit")
    )
    sub_unit = models.ForeignKey(
        SubUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expected_populations",
        verbose_name=_("sub-unit"),
    )
    people = models.PositiveIntegerField(_("people"))
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    as_of = models.DateField(_("as of"))

    class Meta:
        verbose_name = _("expected population")
        verbose_name_plural = _("expected populations")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sub_unit", "as_of", "source"], name="expected_population_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.sub_unit_id} {self.as_of}"


class SupervisionArea(models.Model):
    """The "city": a named, dated set of units with one command, which lives through the reform."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    command_name = models.CharField(_("command"), max_length=160)
    units = models.ManyToManyField(AdminUnit, through="SupervisionAreaUnit", related_name="areas")

    class Meta:
        verbose_name = _("supervision area")
        verbose_name_plural = _("supervision areas")

    def __str__(self) -> str:
        return self.name


class SupervisionAreaUnit(models.Model):
    area = models.ForeignKey(SupervisionArea, on_delete=models.CASCADE)
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "unit"], name="area_unit_once")]

    def __str__(self) -> str:
        return f"{self.area_id}/{self.unit_id}"


class Reform(models.Model):
    """One table of unit changes: proposed, applied, perhaps undone. ``table`` holds the lines of its file.

    All three by table (``app.model.field``). ``counts``: rows of each old unit, as the dry run found them. ``renamed``:
    what was renamed to fit into the successor, row id → columns as they were. ``stamps``: the transactions (``xmin``)
    that had written the successors' rows when the reform was over; a row with another one is a later write.
    ``opened``: codes of the successors that the reform itself made.
    """

    effective_on = models.DateField(_("effective on"))
    instrument = models.CharField(_("legal instrument"), max_length=120)
    status = models.CharField(_("status"), max_length=10, choices=ReformStatus.choices, default=ReformStatus.PROPOSED)
    table = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    renamed = models.JSONField(default=dict)
    stamps = models.JSONField(default=dict)
    opened = models.JSONField(default=list)
    proposed_by_id = models.IntegerField()
    created_at = models.DateTimeField(db_default=Now())
    counted_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("unit reform")
        verbose_name_plural = _("unit reforms")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"reform {self.pk}"


class ReformMove(models.Model):
    """The rows of one table (``key``) that went from an old unit into its successor: for undoing, and to tell whose
    they were."""

    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="moves")
    key = models.CharField(max_length=100)
    old_unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    new_unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    row_ids = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reform", "key", "old_unit"], name="reform_move_once")]
        indexes = [models.Index(fields=["old_unit", "key"], name="reform_move_of_unit")]

    def __str__(self) -> str:
        return f"{self.key} of unit {self.old_unit_id}"

"""Officers, and the two logs that only grow: what was done (``Deed``) and who was read (``AccessLog``)."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.choices import LogKind, Purpose, Role
from kontum_portal.areas.models import AdminUnit, SupervisionArea, UnitChange

WHOLE_AREA_ROLES = {Role.CITY_COMMANDER, Role.DATA_STEWARD}
UNIT_ROLES = {Role.OFFICER, Role.WARD_CHIEF}


class Officer(AbstractUser):
    """A person who signs in (or ``system``, which cannot), with one role and a scope of units."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.OFFICER)
    units = models.ManyToManyField(AdminUnit, blank=True, related_name="officers", verbose_name=_("units"))
    area = models.ForeignKey(
        SupervisionArea, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("supervision area")
    )
    language = models.CharField(_("language"), max_length=5, default="vi")
    single_keys = models.BooleanField(_("keys of a single character"), default=True)
    key_changes = models.JSONField(_("changed keys"), default=dict, blank=True)
    theme = models.CharField(_("theme"), max_length=10, blank=True, default="")
    density = models.CharField(_("density"), max_length=10, blank=True, default="")
    must_change_password = models.BooleanField(_("holds a one-time password"), default=False)

    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = [
            models.CheckConstraint(condition=Q(theme__in=["", "light", "dark"]), name="officer_theme_known"),
            models.CheckConstraint(condition=Q(density__in=["", "compact"]), name="officer_density_known"),
        ]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name or self.username

    @cached_property
    def own_units(self) -> list[AdminUnit]:
        """The units named with the account, asked once a request."""
        return list(self.units.all())

    @cached_property
    def register_unit_ids(self) -> frozenset[int]:
        """Ids of the units whose people this officer may see; empty for roles without a register.

        Units that went into others are not among them: nobody lives there any more.
        """
        living = AdminUnit.objects.filter(successions__isnull=True)
        if self.role == Role.SYSTEM:
            return frozenset(living.values_list("pk", flat=True))
        if not self.is_active:
            return frozenset()
        if self.role in WHOLE_AREA_ROLES:
            within = Q(areas=self.area_id) if self.area_id else Q(pk__in=[])
            return frozenset(living.filter(within).values_list("pk", flat=True))
        if self.role in UNIT_ROLES:
            return frozenset(unit.pk for unit in self.own_units)
        return frozenset()

    @cached_property
    def past_unit_ids(self) -> frozenset[int]:
        """The units that went into those of ``register_unit_ids``: their reports and history are read, nothing written."""
        before = dict(UnitChange.objects.values_list("old_unit_id", "new_unit_id"))
        past: set[int] = set()
        while more := {old for old, new in before.items() if new in self.register_unit_ids | past} - past:
            past |= more
        return frozenset(past)


class LogEntry(models.Model):
    """What both logs share. ``xact`` is the writing transaction: the rows of one act stand together."""

    at = models.DateTimeField(db_default=Now())
    actor_id = models.IntegerField()
    actor_role = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    unit_id = models.IntegerField(null=True)
    xact = models.BigIntegerField(db_default=RawSQL("(pg_current_xact_id()::text::bigint)", []))
    seal_number = models.IntegerField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"


class Deed(LogEntry):
    """One act: register, merge, hand over, print, export … with ids only."""

    verb = models.CharField(max_length=60)
    details = models.JSONField(default=dict)
    operating_system_user = models.CharField(max_length=64, default="", blank=True)

    class Meta(LogEntry.Meta):
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="deed_subject"),
            models.Index(fields=["actor_id", "-id"], name="deed_actor"),
            models.Index(fields=["verb", "-id"], name="deed_verb"),
            BrinIndex(fields=["at"], name="deed_at"),
            models.Index(fields=["id"], name="deed_unsealed", condition=Q(seal_number__isnull=True)),
        ]


class AccessLog(LogEntry):
    """One reading of a person (or of a list of ``people`` persons), with its purpose."""

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    surface = models.CharField(max_length=60)
    people = models.IntegerField(default=1)

    class Meta(LogEntry.Meta):
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="access_subject"),
            models.Index(fields=["actor_id", "-id"], name="access_actor"),
            models.Index(fields=["purpose", "-id"], name="access_purpose"),
            BrinIndex(fields=["at"], name="access_at"),
            models.Index(fields=["id"], name="access_unsealed", condition=Q(seal_number__isnull=True)),
        ]


class Seal(models.Model):
    """A hash over the next rows of one log and over the seal before it.

    ``rows_hash`` covers the whole digests of the rows in id order; ``row_ids`` and the first eight bytes
    of each digest only help to say which row was touched.
    """

    log = models.CharField(max_length=10, choices=LogKind.choices)
    number = models.IntegerField()
    count = models.IntegerField()
    rows_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    row_ids = ArrayField(models.BigIntegerField())
    row_digests = models.BinaryField()
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "number"], name="seal_number_once")]

    def __str__(self) -> str:
        return f"{self.log} {self.number}"

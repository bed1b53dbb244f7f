"""Going from door to door where fewer people are registered than a source expects: planned, being done, done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit, SubUnit
from residents.choices import RoundState
from residents.models.register import keep_history
from residents.querysets import InUnitQuerySet


@keep_history()
class DoorToDoorRound(models.Model):
    """One round through a sub-unit (empty: the whole unit). The counts are those of the day it was planned and done."""

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    sub_unit = models.ForeignKey(
        SubUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sub-unit")
    )
    state = models.CharField(_("state"), max_length=10, choices=RoundState.choices, default=RoundState.PLANNED)
    planned_for = models.DateField(_("planned for"))
    expected = models.PositiveIntegerField(_("expected"), null=True)
    registered_before = models.PositiveIntegerField(_("registered before"))
    registered_after = models.PositiveIntegerField(_("registered after"), null=True)
    done_on = models.DateField(_("done on"), null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects = InUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("door-to-door round")
        verbose_name_plural = _("door-to-door rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sub_unit"],
                name="door_to_door_open_once",
                condition=~Q(state="done"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False, done_by__isnull=False, registered_after__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True, done_by__isnull=True, registered_after__isnull=True)),
                name="door_to_door_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"door-to-door round {self.pk}"

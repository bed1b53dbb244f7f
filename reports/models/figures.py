"""Numbers: those computed for every unit and day, and those keyed in by hand."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit
from reports.models.indicators import Indicator
from reports.querysets import KeyedValueQuerySet, UnitFigureQuerySet


class UnitFigure(models.Model):
    """The value of one figure in one unit at the end of one day, or so far today.

    All figures of a unit are written together, so its last day is the same for each of them.
    """

    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    figure = models.CharField(max_length=40)
    day = models.DateField()
    value = models.BigIntegerField()
    counted_at = models.DateTimeField()  # when it was last counted from the rows themselves

    objects = UnitFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure of a unit")
        verbose_name_plural = _("figures of units")
        constraints = [models.UniqueConstraint(fields=["unit", "day", "figure"], name="unit_figure_once")]

    def __str__(self) -> str:
        return f"{self.figure} of unit {self.unit_id} on {self.day}"


class KeyedValue(models.Model):
    """A value that the portal cannot count, with the source it was taken from.

    ``numerator`` and ``denominator`` are of the period, the ``cumulative_`` ones from the start of the year to its end.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="keyed_values")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    numerator = models.DecimalField(_("value of the period"), max_digits=18, decimal_places=2)
    denominator = models.DecimalField(_("out of"), max_digits=18, decimal_places=2, null=True, blank=True)
    cumulative_numerator = models.DecimalField(_("cumulative"), max_digits=18, decimal_places=2, null=True, blank=True)
    cumulative_denominator = models.DecimalField(
        _("cumulative out of"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    source_named = models.CharField(_("source of the figure"), max_length=240)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    objects = KeyedValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("keyed value")
        verbose_name_plural = _("keyed values")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "period_start", "period_end"],
                name="keyed_value_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="keyed_value_span"),
            models.CheckConstraint(
                condition=Q(numerator__gte=0) & (Q(denominator__isnull=True) | Q(denominator__gte=F("numerator"))),
                name="keyed_value_rate_at_most_100",
            ),
            models.CheckConstraint(
                condition=Q(cumulative_numerator__isnull=True)
                | Q(cumulative_denominator__isnull=True)
                | Q(cumulative_denominator__gte=F("cumulative_numerator")),
                name="keyed_value_cumulative_rate_at_most_100",
            ),
            models.CheckConstraint(
                condition=(Q(cumulative_numerator__isnull=True) | Q(cumulative_numerator__gte=F("numerator")))
                & (
                    Q(cumulative_denominator__isnull=True)
                    | Q(denominator__isnull=True)
                    | Q(cumulative_denominator__gte=F("denominator"))
                ),
                name="keyed_value_period_within_cumulative",
            ),
            models.CheckConstraint(condition=~Q(source_named=""), name="keyed_value_source_named"),
        ]

    def __str__(self) -> str:
        return f"keyed value {self.pk}"

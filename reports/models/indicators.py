"""The catalogue of indicators: data, not code, because groups and indicators change with the programme."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.choices import Group, Source


class Indicator(models.Model):
    """One line of the catalogue. Definitions are in Vietnamese: they are printed in the report beside the value."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=240)
    english_name = models.CharField(_("English name"), max_length=240)
    group = models.PositiveSmallIntegerField(_("group"), choices=Group.choices)
    measure = models.CharField(_("unit of measure"), max_length=40)
    numerator = models.CharField(_("what is counted"), max_length=240)
    denominator = models.CharField(_("out of what"), max_length=240, null=True, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    source_note = models.CharField(_("note on the source"), max_length=240, null=True, blank=True)
    target = models.DecimalField(_("target, %"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(group__range=(1, 5)), name="indicator_group"),
            models.CheckConstraint(condition=Q(target__range=(0, 100)), name="indicator_target"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return self.english_name if (get_language() or "").startswith("en") else self.name

    @property
    def is_rate(self) -> bool:
        return self.denominator is not None

"""Days that are worked, or not, against the national calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarOverride(models.Model):
    """A day that is worked, or not, against what the calendar says: swap days are announced late."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("worked"))
    note = models.CharField(_("note"), max_length=200)

    class Meta:
        verbose_name = _("day off or swap day")
        verbose_name_plural = _("days off and swap days")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"

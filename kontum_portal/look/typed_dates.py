"""Dates as officers type them: `ddmmyyyy`, `mmyyyy` or `yyyy`, with or without separators.

A year alone stays a year alone: 1 January is never invented.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

EARLIEST_YEAR, LATEST_YEAR = 1850, 2150
_SEPARATORS = re.compile(r"[\s./\-–]+")


class TypedDateError(ValueError):
    """What was typed is no date; `str(error)` is the sentence for the field."""


@dataclass(frozen=True)
class TypedDate:
    """A date known to the day, to the month (day is None) or to the year (month and day are None)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.month:02d}/{self.year:04d}"
        return f"{self.day:02d}/{self.month:02d}/{self.year:04d}"

    @property
    def whole(self) -> dt.date | None:
        """The calendar date, when it is known to the day."""
        if self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)


def parse_typed_date(text: str) -> TypedDate:
    """Read what was typed; raises `TypedDateError` with a sentence that says what to type instead."""
    parts = _split(text.strip())
    if not parts or not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts) or len(parts[-1]) != 4:
        raise TypedDateError(_("Type the date as ddmmyyyy, mmyyyy or yyyy, for example 17031990."))
    numbers = [int(part) for part in parts]
    year, month, day = numbers[-1], *reversed([None, None, *numbers[:-1]][-2:])
    return _checked(year, month, day)


def _split(text: str) -> list[str]:
    parts = [part for part in _SEPARATORS.split(text) if part]
    if len(parts) == 1:
        digits = parts[0]
        cuts = {4: (digits,), 6: (digits[:2], digits[2:]), 8: (digits[:2], digits[2:4], digits[4:])}
        return list(cuts.get(len(digits), ()))
    return parts if len(parts) <= 3 else []


def _checked(year: int, month: int | None, day: int | None) -> TypedDate:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise TypedDateError(_("The year %(year)s is not possible. Type it with four digits.") % {"year": year})
    if month is not None and not 1 <= month <= 12:
        raise TypedDateError(
            _("There is no month %(month)s. Type the day first, then the month: 17031990.") % {"month": month}
        )
    if month is not None and day is not None:
        try:
            dt.date(year, month, day)
        except ValueError as error:
            sentence = _(
                "There is no day %(day)s in %(month)s/%(year)s. Check the paper; if the day is not known, type "
                "month and year only."
            )
            raise TypedDateError(sentence % {"day": day, "month": month, "year": year}) from error
    return TypedDate(year, month, day)

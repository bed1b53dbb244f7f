"""Working days in Việt Nam: weekends, public holidays with Tết, substitute and swap days, and the unit's overrides.

Luật Căn cước 26/2023/QH15 Đ.26: a card is due 7 working days after a full dossier.
"""

import datetime as dt
import functools
from collections.abc import Mapping

import holidays

Overrides = Mapping[dt.date, bool]
DEADLINE_WORKING_DAYS = 7


@functools.cache
def _calendar() -> holidays.HolidayBase:
    """The national calendar; it fills itself year by year as it is asked."""
    return holidays.country_holidays("VN")


def is_working_day(day: dt.date, overrides: Overrides) -> bool:
    """Whether offices work on ``day``; ``overrides`` (day → worked or not) go before the calendar."""
    return overrides[day] if day in overrides else _calendar().is_working_day(day)


def add_working_days(start: dt.date, count: int, overrides: Overrides) -> dt.date:
    """The ``count``-th working day after ``start``; the start itself does not count."""
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_working_day(day, overrides)
    return day


def working_days_between(start: dt.date, end: dt.date, overrides: Overrides) -> int:
    """How many working days lie after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
    span = (end - start).days
    return sum(is_working_day(start + dt.timedelta(days=step), overrides) for step in range(1, span + 1))


def due_date(slip_issued_on: dt.date, overrides: Overrides, paused_days: int = 0) -> dt.date:
    """The day by which the card must be ready, the working days of a stopped clock added."""
    return add_working_days(slip_issued_on, DEADLINE_WORKING_DAYS + paused_days, overrides)

"""Working days in Việt Nam: weekends, public holidays with Tết, substitute and swap days, and the unit's overrides."""

import datetime as dt
import functools
from collections.abc import Mapping

import holidays

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator

Overrides = Mapping[dt.date, bool]


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


def may_change_calendar(officer: Officer) -> bool:
    """Swap days and days off are kept by those who look after the portal's reference tables."""
    return is_administrator(officer)

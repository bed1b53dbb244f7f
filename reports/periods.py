"""Periods as people ask for them: a week, a month, a quarter, half a year, a year, or a span of days."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from reports.choices import PeriodKind
from reports.errors import PeriodUnreadableError
from reports.figures import Span

_FORMS = {
    PeriodKind.YEAR: re.compile(r"(\d{4})"),
    PeriodKind.HALF_YEAR: re.compile(r"(\d{4})-H([12])"),
    PeriodKind.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    PeriodKind.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    PeriodKind.WEEK: re.compile(r"(\d{4})-W(\d{2})"),
}
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Period:
    """Both days are counted; ``str()`` is the text that ``parse_period`` reads."""

    kind: PeriodKind
    start: dt.date
    end: dt.date

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def __str__(self) -> str:
        year, month = self.start.year, self.start.month
        match self.kind:
            case PeriodKind.YEAR:
                return f"{year}"
            case PeriodKind.HALF_YEAR:
                return f"{year}-H{1 if month == 1 else 2}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{(month + 2) // 3}"
            case PeriodKind.MONTH:
                return f"{year}-{month:02d}"
            case PeriodKind.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year}-W{iso.week:02d}"
        return f"{self.start}..{self.end}"


def parse_period(text: str) -> Period:
    """Read ``2026-10``, ``2026-W43``, ``2026-Q4``, ``2026-H1``, ``2026`` or ``DATE..DATE``."""
    try:
        period = _parse(text.strip().upper())
    except ValueError as error:
        raise PeriodUnreadableError(text=text) from error
    if period is None or period.end < period.start:
        raise PeriodUnreadableError(text=text)
    return period


def _parse(text: str) -> Period | None:
    days = _SPAN.fullmatch(text)
    if days:
        return Period(PeriodKind.SPAN, dt.date.fromisoformat(days[1]), dt.date.fromisoformat(days[2]))
    for kind, form in _FORMS.items():
        found = form.fullmatch(text)
        if found:
            year, part = int(found[1]), int(found[2]) if form.groups > 1 else 1
            return _week(year, part) if kind == PeriodKind.WEEK else _months(kind, year, part)
    return None


def _week(year: int, week: int) -> Period:
    """ISO weeks: Monday to Sunday; raises ``ValueError`` for a week the year does not have."""
    monday = dt.date.fromisocalendar(year, week, 1)
    return Period(PeriodKind.WEEK, monday, monday + dt.timedelta(days=6))


def _months(kind: PeriodKind, year: int, part: int) -> Period:
    length = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}[kind]
    last = part * length
    first_day = dt.date(year, last - length + 1, 1)
    return Period(kind, first_day, dt.date(year, last, calendar.monthrange(year, last)[1]))


def month_of(day: dt.date) -> Period:
    return _months(PeriodKind.MONTH, day.year, day.month)


def usual_periods(day: dt.date) -> list[Period]:
    """What is asked for most, on that day: this and the last month, quarter, week, half year and year."""
    first, quarter, half = day.replace(day=1), (day.month + 2) // 3, 1 if day.month <= 6 else 2
    last_month = month_of(first - dt.timedelta(days=1))
    last_quarter = _months(PeriodKind.QUARTER, day.year - (quarter == 1), quarter - 1 or 4)
    last_half = _months(PeriodKind.HALF_YEAR, day.year - (half == 1), 2 if half == 1 else 1)
    week, week_before = day.isocalendar(), (day - dt.timedelta(days=7)).isocalendar()
    return [
        month_of(day),
        last_month,
        _months(PeriodKind.QUARTER, day.year, quarter),
        last_quarter,
        _week(week.year, week.week),
        _week(week_before.year, week_before.week),
        _months(PeriodKind.HALF_YEAR, day.year, half),
        last_half,
        _months(PeriodKind.YEAR, day.year, 1),
        _months(PeriodKind.YEAR, day.year - 1, 1),
    ]

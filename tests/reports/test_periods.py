"""Periods are read as people and scripts write them."""

import datetime as dt

import pytest

from reports.choices import PeriodKind
from reports.errors import PeriodUnreadableError
from reports.periods import month_of, parse_period, usual_periods

READABLE = [
    ("2026-10", PeriodKind.MONTH, "2026-10-01", "2026-10-31"),
    ("2024-02", PeriodKind.MONTH, "2024-02-01", "2024-02-29"),
    ("2026-W43", PeriodKind.WEEK, "2026-10-19", "2026-10-25"),
    ("2026-W01", PeriodKind.WEEK, "2025-12-29", "2026-01-04"),
    ("2026-Q4", PeriodKind.QUARTER, "2026-10-01", "2026-12-31"),
    ("2026-Q1", PeriodKind.QUARTER, "2026-01-01", "2026-03-31"),
    ("2026-H1", PeriodKind.HALF_YEAR, "2026-01-01", "2026-06-30"),
    ("2026-H2", PeriodKind.HALF_YEAR, "2026-07-01", "2026-12-31"),
    ("2026", PeriodKind.YEAR, "2026-01-01", "2026-12-31"),
    ("2026-10-05..2026-10-05", PeriodKind.SPAN, "2026-10-05", "2026-10-05"),
    ("2025-12-20..2026-01-10", PeriodKind.SPAN, "2025-12-20", "2026-01-10"),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), READABLE)
def test_a_period_is_read(text: str, kind: PeriodKind, start: str, end: str) -> None:
    period = parse_period(text)
    assert (period.kind, str(period.start), str(period.end)) == (kind, start, end)


@pytest.mark.parametrize("text", [row[0] for row in READABLE])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_period(text)) == text


@pytest.mark.parametrize("text", [" 2026-10 ", "2026-q4", "2026-w43"])
def test_blanks_and_small_letters_do_not_matter(text: str) -> None:
    assert str(parse_period(text)) == text.strip().upper()


@pytest.mark.parametrize(
    "text",
    ["", "october", "2026-13", "2026-00", "2026-Q5", "2026-H3", "2026-W54", "2025-W53", "26-10", "2026-1",
     "2026-10-05..2026-10-04", "2026-02-30..2026-03-01", "2026-10-05", "2026-10-05..", "0000"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(PeriodUnreadableError):
        parse_period(text)


def test_the_month_of_a_day() -> None:
    assert str(month_of(dt.date(2026, 11, 23))) == "2026-11"


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        ("2026-11-23", "2026-11 2026-10 2026-Q4 2026-Q3 2026-W48 2026-W47 2026-H2 2026-H1 2026 2025"),
        ("2026-01-02", "2026-01 2025-12 2026-Q1 2025-Q4 2026-W01 2025-W52 2026-H1 2025-H2 2026 2025"),
    ],
)
def test_the_usual_periods_are_offered(day: str, offered: str) -> None:
    assert [str(period) for period in usual_periods(dt.date.fromisoformat(day))] == offered.split()

"""Deadlines in working days (Luật Căn cước Đ.26): weekends, Tết, swap days, overrides."""

import datetime as dt

import pytest

from id_cards.deadlines import due_date
from kontum_portal.working_days.rules import add_working_days, is_working_day, working_days_between

NO_OVERRIDES: dict[dt.date, bool] = {}


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        ("2026-02-13", "2026-03-03"),  # over Tết Bính Ngọ: the example of the domain notes
        ("2024-09-30", "2024-10-09"),  # an ordinary week
        ("2024-08-30", "2024-09-12"),  # National Day, Monday 2 and Tuesday 3 September
        ("2024-04-26", "2024-05-09"),  # Monday 29 April off, made up on Saturday 4 May
        ("2024-12-31", "2025-01-10"),  # New Year's Day
    ],
)
def test_due_date_is_seven_working_days_after_the_slip(issued: str, due: str) -> None:
    assert due_date(dt.date.fromisoformat(issued), NO_OVERRIDES) == dt.date.fromisoformat(due)


def test_an_override_takes_a_day_off() -> None:
    off = {dt.date(2024, 10, 1): False}
    assert due_date(dt.date(2024, 9, 30), off) == dt.date(2024, 10, 10)


def test_an_override_makes_a_saturday_a_working_day() -> None:
    swap = {dt.date(2024, 10, 5): True}
    assert is_working_day(dt.date(2024, 10, 5), swap)
    assert due_date(dt.date(2024, 9, 30), swap) == dt.date(2024, 10, 8)


def test_days_of_a_stopped_clock_are_added() -> None:
    stood_still = working_days_between(dt.date(2024, 10, 2), dt.date(2024, 10, 8), NO_OVERRIDES)
    assert stood_still == 4
    assert due_date(dt.date(2024, 9, 30), NO_OVERRIDES, stood_still) == dt.date(2024, 10, 15)


def test_no_working_day_lies_between_a_day_and_itself() -> None:
    assert working_days_between(dt.date(2024, 10, 2), dt.date(2024, 10, 2), NO_OVERRIDES) == 0
    assert add_working_days(dt.date(2024, 10, 2), 0, NO_OVERRIDES) == dt.date(2024, 10, 2)

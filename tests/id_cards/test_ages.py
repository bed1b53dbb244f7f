"""How long a card is valid (Luật Căn cước Đ.21)."""

import datetime as dt

import pytest

from id_cards.ages import age_on, birthday, valid_until

BORN = dt.date(1990, 1, 15)


@pytest.mark.parametrize(
    ("issued", "until"),
    [
        ("2001-06-01", "2004-01-15"),  # at 11: to 14
        ("2002-06-01", "2015-01-15"),  # at 12, within two years before 14: to 25
        ("2012-06-01", "2015-01-15"),  # at 22: to 25
        ("2013-01-15", "2030-01-15"),  # at 23, within two years before 25: to 40
        ("2027-12-31", "2030-01-15"),  # at 37: to 40
        ("2028-01-15", "2050-01-15"),  # at 38, within two years before 40: to 60
        ("2048-01-14", "2050-01-15"),  # the day before 58: to 60
        ("2048-01-15", None),  # from 58 on: no expiry
    ],
)
def test_validity_follows_the_ages_and_the_two_year_rule(issued: str, until: str | None) -> None:
    expected = dt.date.fromisoformat(until) if until else None
    assert valid_until(BORN, dt.date.fromisoformat(issued)) == expected


def test_a_leap_day_child_turns_six_on_the_first_of_march() -> None:
    born = dt.date(2016, 2, 29)
    assert birthday(born, 6) == dt.date(2022, 3, 1)
    assert [age_on(born, dt.date(2022, 2, 28)), age_on(born, dt.date(2022, 3, 1))] == [5, 6]


def test_age_before_birth_is_nothing() -> None:
    assert age_on(BORN, dt.date(1989, 1, 1)) == 0

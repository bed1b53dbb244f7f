import datetime as dt

import pytest

from residents.parsing.birth_dates import parse_birth_date, parse_date

TODAY = dt.date(2024, 9, 30)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("15/04/1990", "1990-04-15"),
        ("1/5/1990", "1990-05-01"),
        ("26.08.1992", "1992-08-26"),
        ("19-7-1964", "1964-07-19"),
        ("15 / 4 / 1990", "1990-04-15"),
        ("'15/04/1990", "1990-04-15"),
        ('="15/04/1990"', "1990-04-15"),
        ("1990-04-15", "1990-04-15"),
        ("1990-04-15 00:00", "1990-04-15"),
        ("15041990", "1990-04-15"),
        ("15-Apr-1990", "1990-04-15"),
        ("ngày 5 tháng 11 năm 1946", "1946-11-05"),
        ("2-11-89", "1989-11-02"),
        ("3/5/12", "2012-05-03"),
        ("l8/O1/1984", "1984-01-18"),
        ("25/O5/l994", "1994-05-25"),
        ("42528", "2016-06-07"),
        ("21600", "1959-02-19"),
        ("28/02/2024", "2024-02-28"),
    ],
)
def test_a_whole_date_is_read(text: str, iso: str) -> None:
    found = parse_birth_date(text, TODAY)
    assert (found.iso, found.reasons) == (iso, ())


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1958", "1958"),
        ("00/00/1958", "1958"),
        ("../../1958", "1958"),
        ("xx/xx/1958", "1958"),
        ("SN 1958", "1958"),
        ("sinh năm 1958", "1958"),
        ("~1950", "1950"),
        ("1950?", "1950"),
        ("khoảng 1950", "1950"),
        ("00/07/1934", "1934-07"),
        ("5/1950", "1950-05"),
        ("2.1967", "1967-02"),
        ("tháng 11 năm 1946", "1946-11"),
    ],
)
def test_a_part_of_a_date_stays_a_part(text: str, iso: str) -> None:
    found = parse_birth_date(text, TODAY)
    assert (found.iso, found.reasons) == (iso, ("birth_date_partial",))


@pytest.mark.parametrize(
    ("text", "iso", "reason"),
    [
        ("31/02/2020", "2020", "birth_date_impossible"),
        ("12/15/1981", "1981", "birth_date_impossible"),
        ("32/01/2004", "2004", "birth_date_impossible"),
        ("23/10/2092", "", "birth_date_future"),
        ("01/10/2024", "", "birth_date_future"),
        ("01/01/1945", "1945-01-01", "birth_date_0101"),
        ("hôm qua", "", "birth_date_unreadable"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(text: str, iso: str, reason: str) -> None:
    found = parse_birth_date(text, TODAY)
    assert (found.iso, found.reasons) == (iso, (reason,))


@pytest.mark.parametrize("text", ["", " ", "-", "không nhớ", "chưa rõ"])
def test_nothing_said_is_no_reason(text: str) -> None:
    assert parse_birth_date(text, TODAY) == parse_birth_date("", TODAY)


def test_two_digits_say_that_the_century_was_guessed() -> None:
    assert parse_birth_date("2-11-89", TODAY).century_guessed


def test_a_plain_date_needs_all_its_parts() -> None:
    assert parse_date("20/06/2023", TODAY) == dt.date(2023, 6, 20)
    assert parse_date("6/2023", TODAY) is None

"""Dates as officers type them: what is read, what is refused, and that no day is ever invented."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from kontum_portal.look.fields import PartialDateField, WholeDateField
from kontum_portal.look.typed_dates import TypedDate, TypedDateError, parse_typed_date


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("17031990", TypedDate(1990, 3, 17)),
        ("17/3/1990", TypedDate(1990, 3, 17)),
        ("7-3-1990", TypedDate(1990, 3, 7)),
        ("17.03.1990", TypedDate(1990, 3, 17)),
        (" 17 03 1990 ", TypedDate(1990, 3, 17)),
        ("031990", TypedDate(1990, 3)),
        ("3/1990", TypedDate(1990, 3)),
        ("1990", TypedDate(1990)),
        ("29022000", TypedDate(2000, 2, 29)),
    ],
)
def test_what_is_typed_is_read(typed: str, read: TypedDate) -> None:
    assert parse_typed_date(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "90",
        "170390",
        "17/03/90",
        "31/02/2001",
        "29022001",
        "13/1990",
        "00/1990",
        "1/1/1/1990",
        "1700",
        "١٩٩٠",
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(TypedDateError) as refusal:
        parse_typed_date(typed)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("date", "text"),
    [(TypedDate(1990, 3, 7), "07/03/1990"), (TypedDate(1990, 3), "03/1990"), (TypedDate(1990), "1990")],
)
def test_a_date_is_written_as_precisely_as_it_is_known(date: TypedDate, text: str) -> None:
    assert str(date) == text


def test_a_year_alone_is_no_whole_date() -> None:
    assert TypedDate(1990).whole is None
    assert TypedDate(1990, 3).whole is None
    assert TypedDate(1990, 3, 7).whole == dt.date(1990, 3, 7)


def test_the_partial_field_takes_a_year_and_the_whole_field_refuses_it() -> None:
    assert PartialDateField().clean("1990") == TypedDate(1990)
    assert PartialDateField(required=False).clean("") is None
    assert WholeDateField().clean("07031990") == dt.date(1990, 3, 7)
    with pytest.raises(ValidationError):
        WholeDateField().clean("1990")


def test_the_box_shows_a_stored_date_the_vietnamese_way() -> None:
    assert 'value="07/03/1990"' in WholeDateField().widget.render("issued_on", dt.date(1990, 3, 7))

"""Conditions that quality rules are made of: ``Q`` objects over the columns of ``PersonFacts``.

A condition says True only of what is known; whatever is NULL breaks no rule but the one that asks for it.
"""

import datetime as dt

from django.db.models import CharField, DateField, ExpressionWrapper, F, Func, IntegerField, Q, Value
from django.db.models.functions import Cast, Coalesce, Mod, Right, Substr
from django.db.models.lookups import Exact, In, LessThan

from residents.parsing.numbers import PLACE_CODES

LIVING = Q(deceased_on__isnull=True)
EVEN, ODD = ["0", "2", "4", "6", "8"], ["1", "3", "5", "7", "9"]


def _digits(first: int, count: int) -> Substr:
    """Digits of the personal number, ``first`` counted from 1."""
    return Substr("personal_id", first, count)


def sex_digit_of_the_other() -> Q:
    """Digit 4 of the number is even for men and odd for women (NĐ 137/2015 Đ.13)."""
    return Q(In(_digits(4, 1), ODD), sex="M") | Q(In(_digits(4, 1), EVEN), sex="F")


def birth_year_digits_differ() -> Q:
    """Digit 4 carries the century from 1900 on, digits 5–6 the year."""
    two_digits = Right(Cast("birth_year", CharField()), 2)
    year = Q(birth_year__gte=1900) & ~Q(Exact(_digits(5, 2), two_digits))
    for century, allowed in ((1900, ["0", "1"]), (2000, ["2", "3"]), (2100, ["4", "5"])):
        year |= Q(birth_year__range=(century, century + 99)) & ~Q(In(_digits(4, 1), allowed))
    return Q(personal_id__isnull=False) & year


def place_code_unknown() -> Q:
    return Q(personal_id__isnull=False) & ~Q(In(_digits(1, 3), sorted(PLACE_CODES)))


def at_least(age: int, today: dt.date) -> Q:
    """Surely ``age`` years old: of what a partial birth date may mean, the last day counts."""
    turned = Q(birth_month__lt=today.month) | Q(birth_month=today.month, birth_day__lte=today.day)
    return Q(birth_year__lt=today.year - age) | (Q(birth_year=today.year - age) & turned)


def under(age: int, today: dt.date) -> Q:
    """Surely not yet ``age`` years old."""
    turns = Q(birth_month__gt=today.month) | Q(birth_month=today.month, birth_day__gt=today.day)
    return Q(birth_year__gt=today.year - age) | (Q(birth_year=today.year - age) & turns)


def born_after(today: dt.date) -> Q:
    return under(0, today)


class MakeDate(Func):
    """The first day of a month of a year."""

    function = "make_date"
    output_field = DateField()


def before_birthday(day: str, age: int) -> Q:
    """The date in column ``day`` lies surely before the day on which the person turned ``age``.

    Of what a partial birth date may mean, the first day counts; 29 February counts as 1 March.
    """
    whole = IntegerField()
    month = MakeDate(F("birth_year") + Value(age), Coalesce("birth_month", Value(1), output_field=whole), Value(1))
    days_later = Coalesce("birth_day", Value(1), output_field=whole) - Value(1)
    return Q(LessThan(F(day), ExpressionWrapper(month + days_later, output_field=DateField())))


def no_such_day() -> Q:
    """31 April, 30 February and their like, and 29 February of a year that is no leap year."""
    of_four, of_hundred, of_four_hundred = (Q(Exact(Mod("birth_year", Value(n)), 0)) for n in (4, 100, 400))
    leap = (of_four & ~of_hundred) | of_four_hundred
    too_long = Q(birth_month__in=[4, 6, 9, 11], birth_day=31) | Q(birth_month=2, birth_day__gt=29)
    return too_long | (Q(birth_month=2, birth_day=29) & ~leap)

"""Whose card has to be made or exchanged within so many days, as a condition over residents."""

import datetime as dt
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from id_cards.ages import EXCHANGE_AGES, GRACE_YEARS
from id_cards.models import Card
from residents.quality.conditions import LIVING, at_least, before_birthday, under

WINDOWS = (30, 90, 365)


def renewing(first: dt.date, days: int) -> Q:
    """Living people who surely turn an age of exchange from ``first`` on, within ``days`` days.

    Not those whose card was issued within two years before that age: it is valid to the next one (Đ.21), be it known from
    a list or from the card itself. Somebody whose day or month of birth is unknown counts only when it makes no
    difference: that is found out before any card.
    """
    last = first + dt.timedelta(days=days)
    outlasting = Card.objects.in_hand().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=last), resident_id=OuterRef("pk"), issued_on__isnull=False
    )
    turning = reduce(or_, (_turning(age, first, last) for age in EXCHANGE_AGES))
    return LIVING & turning & ~Q(Exists(outlasting))


def _turning(age: int, first: dt.date, last: dt.date) -> Q:
    years = [year - age for year in range(first.year, last.year + 1)]  # what an index knows
    within = Q(birth_year__in=years) & under(age, first - dt.timedelta(days=1)) & at_least(age, last)
    needs_one = Q(card_issued_on__isnull=True) | before_birthday("card_issued_on", age - GRACE_YEARS)
    return within & needs_one

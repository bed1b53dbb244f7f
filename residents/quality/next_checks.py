"""When time alone can change what the rules say of a person: the birthdays and ends that lie ahead.

The day may come too early (the next check then finds nothing new), never too late.
"""

import datetime as dt

from django.conf import settings

from residents.quality.rules.live import CARD_AGES

# For cards; 15 and 16 for heads and spouses, 116 for the improbable age, 0 for a birth date that lies ahead.
BIRTHDAYS = tuple(sorted({0, 15, 16, 116, *CARD_AGES}))
# A birthday of which only the year is known is surely over a year later.
TURNING_YEARS = tuple(sorted({*BIRTHDAYS, *(age + 1 for age in BIRTHDAYS)}))

_AGE = "(%(year)s - p.birth_year)"
_MONTH = "make_date(%(year)s, p.birth_month, 1)"
_TURNING = f"{_AGE} IN ({', '.join(map(str, BIRTHDAYS))}) AND p.birth_month IS NOT NULL"
_NEXT_YEAR = " ".join(f"WHEN {_AGE} < {age} THEN make_date(p.birth_year + {age}, 1, 1)" for age in TURNING_YEARS)
_SQL = f"""LEAST(
    CASE
        WHEN {_TURNING} AND {_MONTH} > %(today)s THEN {_MONTH}
        WHEN {_TURNING} AND {_MONTH} + (p.birth_day - 1) > %(today)s THEN {_MONTH} + (p.birth_day - 1)
        WHEN {_TURNING} AND p.birth_day IS NULL AND {_MONTH} + interval '1 month' > %(today)s
            THEN ({_MONTH} + interval '1 month')::date
        {_NEXT_YEAR}
    END,
    CASE WHEN p.residence_until >= %(today)s THEN p.residence_until + 1 END,
    CASE WHEN p.deceased_on > %(today)s THEN p.deceased_on END,
    CASE WHEN p.card_issued_on > %(today)s THEN p.card_issued_on END,
    CASE WHEN p.last_verified_on >= %(today)s - %(fresh)s THEN p.last_verified_on + %(fresh)s + 1 END
)"""


def next_check_sql(alias: str, today: dt.date) -> str:
    """The first day after ``today`` on which a rule may change its answer for the row ``alias``; NULL: never."""
    day = {"year": today.year, "today": f"DATE '{today.isoformat()}'", "fresh": settings.VERIFIED_DAYS}
    return (_SQL % day).replace("p.", f"{alias}.")

"""Ages that matter to a card, and how long one is valid (Luật Căn cước 26/2023/QH15 Đ.21)."""

import datetime as dt

EXCHANGE_AGES = (14, 25, 40, 60)
MUST_HAVE_CARD_AGE = 14
BIOMETRICS_AGE = 6
NO_EXPIRY_AGE = 58
# A card issued within this many years before an age of exchange is valid to the next one.
GRACE_YEARS = 2


def birthday(born: dt.date, age: int) -> dt.date:
    """The day on which somebody born on ``born`` turns ``age``; 29 February counts on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return dt.date(born.year + age, 3, 1)


def age_on(born: dt.date, day: dt.date) -> int:
    """Full years lived on ``day``."""
    years = day.year - born.year
    return years - (birthday(born, years) > day) if years > 0 else 0


def valid_until(born: dt.date, issued_on: dt.date) -> dt.date | None:
    """The last day of a card issued on ``issued_on``; None for one that does not expire (issued from 58 on)."""
    if issued_on >= birthday(born, NO_EXPIRY_AGE):
        return None
    return next(birthday(born, age) for age in EXCHANGE_AGES if issued_on < birthday(born, age - GRACE_YEARS))

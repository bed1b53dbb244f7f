"""Dates of birth as officers write them, each with its precision: a year, a month or a day.

01/01 is never invented: what is missing stays ``None`` and ``birth_date_partial`` says so.
"""

import datetime as dt
import functools
import re
from dataclasses import dataclass

from residents.parsing.cells import digits_for_letters, is_empty_word, unguarded

EXCEL_EPOCH = dt.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 3000, 73000  # 1908 … 2099: below and above nobody on a list was born
OLDEST_YEAR = 1880

_USUAL = re.compile(r"([0-3][0-9])/([01][0-9])/([0-9]{4})\Z")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$")
_DAY_MONTH_YEAR = re.compile(r"^(\d{1,2}) ?[-/.,\\ ] ?(\d{1,2}) ?[-/.,\\ ] ?(\d{4}|\d{2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2}) ?[-/.\\ ] ?(\d{4})$")
_YEAR_MONTH = re.compile(r"^(\d{4}) ?[-/.\\] ?(\d{1,2})$")
_COMPACT = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_YEAR = re.compile(r"^(\d{4})$")
_SERIAL = re.compile(r"^(\d{4,5})(?:\.\d+)?$")
_TIME_TAIL = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?$")
_WORDED_DAY = re.compile(
    r"(?:ngày|ngay|mùng|mồng)?\s*(\d{1,2})\s*(?:tháng|thang|thg|th)\.?\s*(\d{1,2})\s*(?:năm|nam|/|-|,)?\s*(\d{4}|\d{2})$"
)
_WORDED_MONTH = re.compile(r"(?:tháng|thang|thg|th)\.?\s*(\d{1,2})\s*(?:năm|nam|/|-|,)?\s*(\d{4})$")
_WORDED_YEAR = re.compile(
    r"^(?:sinh năm|sinh nam|năm sinh|năm|nam|sinh|sn|s/n|ns|khoảng|khoang|khoảng năm|chừng|kh\.?|~|≈|c\.)\s*[:.]?\s*(\d{4})$"
)
_UNSURE = re.compile(r"[?~≈]|\(.*\)")
_BLANK_PARTS = re.compile(r"(?<![\w])(?:x{1,2}|_{1,4}|\.{2,6}|…|-{2}|\?{1,2}|\*{1,2})(?=[/\-.])", re.IGNORECASE)
_MONTH_NAMES = {
    name: f"{index:02d}" for index, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_NAMED_MONTH = re.compile(r"^(\d{1,2})[- /]([a-z]{3})[a-z]*\.?[- /,]+(\d{4}|\d{2})$")
_NUMBER_SHAPED = re.compile(r"^[\dOoQΟОlIi|]+(?:[ ./\\,-]+[\dOoQΟОlIi|]+){0,2}$")


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """Parts that could be read (``None`` = unknown), reason codes, and whether the century was guessed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    reasons: tuple[str, ...] = ()
    century_guessed: bool = False

    @property
    def iso(self) -> str:
        """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty when the year is unknown."""
        known = [f"{self.year:04d}"] if self.year else []
        known += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(known)

    @property
    def date(self) -> dt.date | None:
        """The day, when all three parts are known."""
        if self.year and self.month and self.day:
            return dt.date(self.year, self.month, self.day)
        return None


@functools.lru_cache(maxsize=30_000)
def parse_birth_date(text: str, today: dt.date) -> ParsedDate:
    """Read one cell or box; ``today`` bounds the future and the century of two-digit years."""
    parts = _parts(text, today)
    if parts is None:
        unreadable = bool(text.strip()) and not is_empty_word(text)
        return ParsedDate(reasons=("birth_date_unreadable",) if unreadable else ())
    return _judged(*parts, today=today)


@functools.lru_cache(maxsize=20_000)
def parse_date(text: str, today: dt.date) -> dt.date | None:
    """A plain day (a card's issue, the end of a stay), or ``None`` when the cell is no whole date."""
    parts = _parts(text, today)
    return _day(*parts[:3]) if parts else None


def _parts(text: str, today: dt.date) -> tuple[int, int, int, bool] | None:
    """Year, month, day (0 = not said) and whether the century was guessed."""
    if match := _USUAL.match(text):
        return int(match[3]), int(match[2]), int(match[1]), False
    plain = _TIME_TAIL.sub("", " ".join(unguarded(text).lower().split()))
    if not plain:
        return None
    if _NUMBER_SHAPED.match(unguarded(text).strip()):
        plain = digits_for_letters(plain)
    plain = _BLANK_PARTS.sub("00", _UNSURE.sub("", plain).strip(" ,;:")).strip(" .")
    return _from_digits(plain, today) or _from_words(plain, today)


def _from_digits(plain: str, today: dt.date) -> tuple[int, int, int, bool] | None:
    if match := _ISO.match(plain):
        return int(match[1]), int(match[2]), int(match[3]), False
    if match := _DAY_MONTH_YEAR.match(plain):
        year, guessed = _full_year(match[3], today)
        return year, int(match[2]), int(match[1]), guessed
    if match := _MONTH_YEAR.match(plain):
        return int(match[2]), int(match[1]), 0, False
    if match := _YEAR_MONTH.match(plain):
        return int(match[1]), int(match[2]), 0, False
    if match := _COMPACT.match(plain):
        return int(match[3]), int(match[2]), int(match[1]), False
    if (match := _YEAR.match(plain)) and OLDEST_YEAR <= int(match[1]) <= today.year + 100:
        return int(match[1]), 0, 0, False
    if (match := _SERIAL.match(plain)) and FIRST_SERIAL <= int(match[1]) <= LAST_SERIAL:
        day = EXCEL_EPOCH + dt.timedelta(days=int(match[1]))
        return day.year, day.month, day.day, False
    return None


def _from_words(plain: str, today: dt.date) -> tuple[int, int, int, bool] | None:
    if match := _WORDED_DAY.search(plain):
        year, guessed = _full_year(match[3], today)
        return year, int(match[2]), int(match[1]), guessed
    if match := _WORDED_MONTH.search(plain):
        return int(match[2]), int(match[1]), 0, False
    if match := _WORDED_YEAR.match(plain):
        return int(match[1]), 0, 0, False
    if (match := _NAMED_MONTH.match(plain)) and match[2] in _MONTH_NAMES:
        year, guessed = _full_year(match[3], today)
        return year, int(_MONTH_NAMES[match[2]]), int(match[1]), guessed
    return None


def _full_year(digits: str, today: dt.date) -> tuple[int, bool]:
    """Two digits name the latest year that is not in the future."""
    if len(digits) == 4:
        return int(digits), False
    this_century = today.year - today.year % 100
    return int(digits) + this_century - (100 if int(digits) > today.year % 100 else 0), True


def _judged(year: int, month: int, day: int, guessed: bool, *, today: dt.date) -> ParsedDate:
    if year < OLDEST_YEAR:
        return ParsedDate(reasons=("birth_date_impossible",))
    if year > today.year or (month and day and (_day(year, month, day) or today) > today):
        return ParsedDate(reasons=("birth_date_future",))
    if month > 12 or day > 31 or (day and not month) or (day and _day(year, month, day) is None):
        return ParsedDate(year, reasons=("birth_date_impossible",), century_guessed=guessed)
    if not month or not day:
        return ParsedDate(year, month or None, reasons=("birth_date_partial",), century_guessed=guessed)
    reasons = ("birth_date_0101",) if (month, day) == (1, 1) else ()
    return ParsedDate(year, month, day, reasons, guessed)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None

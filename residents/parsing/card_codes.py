"""What the QR code or the machine-readable lines of an identity card say, or a clear refusal.

Card of 2021: 7 fields (number, old number, name, birth, sex, permanent address, day of issue). Card of 2024: the same
with the place of residence, and four more whose order is not confirmed: they are kept as ``raw_tail``, unnamed.
The code is unsigned: it helps typing and finds mismatches, it proves nothing.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from kontum_portal.text import clean
from residents.parsing.birth_dates import parse_date
from residents.parsing.mrz import ParsedMrz, looks_like_mrz, parse_mrz

LONGEST_CODE = 600
_WHOLE, _WITHOUT_ISSUE, _WITH_TAIL = 7, 6, 8
_NUMBER = re.compile(r"^[0-9]{12}\Z")
_OLD_NUMBER = re.compile(r"^[0-9]{9}\Z")
_DATE = re.compile(r"^([0-9]{2})([0-9]{2})([0-9]{4})\Z")
# Health-insurance card: two letters and 13 digits, or the ten digits of the social-insurance number.
_INSURANCE = re.compile(r"^(?:[A-Z]{2}[0-9]{13}|[0-9]{10}|[A-Z]{2}[0-9]{1,13}.*)\Z")
_HEX = re.compile(r"^(?:[0-9a-fA-F]{2}){3,}\Z")
_NO_NAME = re.compile(r"[0-9:;=@#$%^*+<>\\~!?/\"\[\]{}]")
# What Telex leaves behind when a word was typed letter by letter: doubled letters, a tone letter at the end. Neither
# ``s`` nor ``r`` is counted: Ksor is a name.
_TELEX = re.compile(r"(?:aa|ee|oo|dd|[aou]w)|[aeiouy][^\W\d_]{0,2}[fxj]\Z", re.IGNORECASE)
_VIETNAMESE_MARKS = re.compile(r"[\u0300-\u036fđĐ]")
_SEXES = {"nam": "M", "nữ": "F", "nu": "F", "nữ.": "F", "m": "M", "f": "F"}


class Refusal(StrEnum):
    """Why a scanned code is not the code of an identity card that can be read."""

    INSURANCE = "insurance"
    TRUNCATED = "truncated"
    GARBLED = "garbled"
    MRZ_TRUNCATED = "mrz_truncated"
    FOREIGN = "foreign"


class Doubt(StrEnum):
    """What is wrong with a code that could be read all the same."""

    IME = "ime"
    NO_ISSUE_DATE = "no_issue_date"
    CHECK_DIGIT = "check_digit"
    BIRTH = "birth"


@dataclass(frozen=True, slots=True)
class CardReading:
    """``birth_*`` are None where the card does not say; ``address_fact`` is the column the address belongs to."""

    number: str
    full_name: str | None = None
    name_is_plain: bool = False
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    sex: str | None = None
    old_id: str | None = None
    address: str | None = None
    address_fact: str = "permanent_address"
    issued_on: dt.date | None = None
    valid_until: dt.date | None = None
    raw_tail: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_card(text: str, today: dt.date) -> CardReading | Refusal | None:
    """None when the text has no shape of a code at all; never raises."""
    plain = _visible(text[:LONGEST_CODE])
    if "|" in plain:
        return _read_fields(_mended(plain).split("|"), today)
    if looks_like_mrz(plain):
        lines = parse_mrz(plain)
        return _from_mrz(lines, today) if lines else Refusal.MRZ_TRUNCATED
    return None


def _visible(text: str) -> str:
    """Scanners put a byte-order mark in front and a line end behind."""
    return re.sub("[\x00\r\n\ufeff]+", " ", text).strip()


def _mended(text: str) -> str:
    """UTF-8 that a scanner sent byte by byte (``Nguyá»…n``) is read again; anything else stays."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _read_fields(fields: list[str], today: dt.date) -> CardReading | Refusal:
    fields = [field.strip() for field in fields]
    if not _NUMBER.match(fields[0]):
        return _why_not(fields)
    if len(fields) < _WITHOUT_ISSUE:
        return Refusal.TRUNCATED
    name, address = clean(fields[2]), clean(fields[5])
    birth = _birth(fields[3])
    issued = parse_date(fields[6], today) if len(fields) >= _WHOLE and _DATE.match(fields[6]) else None
    doubts = [
        *([Doubt.IME] if _came_through_ime(fields[2]) else []),
        *([Doubt.NO_ISSUE_DATE] if issued is None else []),
        *([Doubt.BIRTH] if birth == (None, None, None) else []),
    ]
    return CardReading(
        number=fields[0],
        full_name=name[:200] or None,
        birth_year=birth[0],
        birth_month=birth[1],
        birth_day=birth[2],
        sex=_SEXES.get(clean(fields[4]).lower()),
        old_id=fields[1] if _OLD_NUMBER.match(fields[1]) else None,
        address=address[:300] or None,
        address_fact="current_address" if len(fields) >= _WITH_TAIL else "permanent_address",
        issued_on=issued,
        raw_tail=tuple(fields[_WHOLE:]),
        doubts=tuple(doubts),
    )


def _why_not(fields: list[str]) -> Refusal:
    """The first field is no personal number: another card, a part of the code, or signs that were changed."""
    first = fields[0]
    if _INSURANCE.match(first.upper()) or (len(fields) > 1 and _HEX.match(fields[1]) and not fields[1].isdigit()):
        return Refusal.INSURANCE
    looks_like_ours = any(_DATE.match(field) for field in fields[1:5]) or any(
        field.lower() in ("nam", "nữ") for field in fields
    )
    if looks_like_ours:
        return Refusal.TRUNCATED if first.isdigit() or not first else Refusal.GARBLED
    return Refusal.FOREIGN


def _birth(text: str) -> tuple[int | None, int | None, int | None]:
    """``15011990``; ``00001990`` says the year only; what is no date says nothing."""
    match = _DATE.match(text)
    if not match:
        return None, None, None
    day, month, year = (int(part) for part in match.groups())
    if not 1850 <= year <= 2200 or month > 12:
        return None, None, None
    if not month or not day:
        return year, month or None, None
    try:
        dt.date(year, month, day)
    except ValueError:
        return None, None, None
    return year, month, day


def _came_through_ime(name: str) -> bool:
    """A Vietnamese typing tool changed what the scanner typed: decomposed marks, or Telex letters left in the words."""
    if not unicodedata.is_normalized("NFC", name) or _NO_NAME.search(name):
        return True
    words = name.split()
    return not _VIETNAMESE_MARKS.search(unicodedata.normalize("NFD", name)) and any(
        _TELEX.search(word) for word in words if len(word) > 2
    )


def _from_mrz(lines: ParsedMrz, today: dt.date) -> CardReading:
    born = _two_digit_date(lines.birth, latest=today)
    return CardReading(
        number=lines.number,
        full_name=lines.name or None,
        name_is_plain=True,
        birth_year=born.year if born else None,
        birth_month=born.month if born else None,
        birth_day=born.day if born else None,
        sex=lines.sex if lines.sex in ("M", "F") else None,
        valid_until=_two_digit_date(lines.expiry, latest=None),
        doubts=(Doubt.CHECK_DIGIT,) if lines.broken_checks else (),
    )


def _two_digit_date(signs: str, latest: dt.date | None) -> dt.date | None:
    """``YYMMDD``: the latest such day not after ``latest``; without it a day of this century."""
    if not signs.isascii() or not signs.isdigit():
        return None
    year, month, day = int(signs[:2]), int(signs[2:4]), int(signs[4:])
    for century in (2000, 1900):
        try:
            found = dt.date(century + year, month, day)
        except ValueError:
            continue
        if latest is None or found <= latest:
            return found
    return None

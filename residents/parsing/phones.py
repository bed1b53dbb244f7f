"""Phone numbers as officers write them, kept as ``+84…``.

Mobile prefixes are read by shape (domain: 03, 05, 07, 08, 09 and eight digits); everything else
is asked of ``phonenumbers``. Numbers of eleven digits from before 2018 are converted.
"""

import functools
import re
from typing import NamedTuple

import phonenumbers

from residents.parsing.cells import digits_for_letters, is_empty_word, unguarded

# The 2018 conversion of eleven-digit mobile numbers.
CONVERTED_PREFIXES = {
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038", "0169": "039",
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip

_MOBILE = re.compile(r"0[35789][0-9]{8}\Z")
_OLD_KON_TUM_LANDLINE = re.compile(r"^0?60(3\d{6})$")
_NUMBER = re.compile(r"\+?[\dOoQlI](?:[\dOoQlI]|[ .\-](?=[\dOoQlI(]|$)|[()](?=[\d ])){5,}")
_SEVERAL = re.compile(r"[/;,\n\r|&]|\s-\s|\s–\s|\bhoặc\b|\bvà\b", re.IGNORECASE)
_NOTE = re.compile(r"[^\W\d_]{2,}", re.UNICODE)
_LABEL = re.compile(
    r"^\s*(?:đt|dt|sđt|sdt|tel|số|đtdđ|điện thoại|di động|dđ|zalo)\s*[:.]?\s*|\(?zalo\)?", re.IGNORECASE
)


class ParsedPhone(NamedTuple):
    """The first number as ``+84…``, and reason codes."""

    number: str | None = None
    reasons: tuple[str, ...] = ()


def parse_phone(text: str) -> ParsedPhone:
    """Read one cell; of two numbers the first is kept and ``phone_second`` says so."""
    return ParsedPhone("+84" + text[1:]) if _MOBILE.match(text) else _parsed(text)


@functools.lru_cache(maxsize=4_096)
def _parsed(text: str) -> ParsedPhone:
    plain = unguarded(text)
    if not plain or is_empty_word(plain):
        return ParsedPhone()
    candidates = _candidates(_LABEL.sub("", plain))
    if not candidates:
        return ParsedPhone(reasons=("phone_invalid",))
    number, reason = _read(candidates[0])
    reasons = [reason] if reason else []
    if len(candidates) > 1:
        reasons.append("phone_second")
    if _NOTE.search(_LABEL.sub("", plain)):
        reasons.append("phone_with_note")
    return ParsedPhone(number, tuple(reasons))


def _candidates(plain: str) -> list[str]:
    """Runs of digits that may be a number, the two of ``0905 111 222 0976 333 444`` apart."""
    runs: list[str] = []
    for piece in _SEVERAL.split(plain):
        for match in _NUMBER.finditer(piece):
            digits = re.sub(r"\D", "", digits_for_letters(match.group()))
            runs += [digits[:10], digits[10:]] if len(digits) == 20 and digits[0] == "0" else [digits]
    return [run for run in runs if len(run) >= 6]


def _read(digits: str) -> tuple[str | None, str | None]:
    national = _national(digits)
    if _MOBILE.match(national):
        return "+84" + national[1:], None
    if match := _OLD_KON_TUM_LANDLINE.match(national):
        return "+84260" + match[1], "phone_landline"
    try:
        number = phonenumbers.parse(national, "VN")
    except phonenumbers.NumberParseException:
        return None, "phone_invalid"
    if not phonenumbers.is_valid_number(number):
        return None, "phone_invalid"
    fixed = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE
    kept = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return kept, "phone_landline" if fixed else None


def _national(digits: str) -> str:
    """The number with its leading 0: country code off, lost zero back, old prefix converted."""
    if digits.startswith("0084"):
        digits = digits[4:]
    elif digits.startswith("84") and len(digits) in (11, 12, 13):
        digits = digits[2:]
    if not digits.startswith("0") and len(digits) in (9, 10):
        digits = "0" + digits
    if len(digits) == 11 and digits[:4] in CONVERTED_PREFIXES:
        digits = CONVERTED_PREFIXES[digits[:4]] + digits[4:]
    return digits

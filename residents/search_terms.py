"""What an officer typed or scanned, recognised by its shape: a number, a phone, a card's QR code, or a name."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kontum_portal.text import accent_key, clean, search_key
from residents.name_keys import folded
from residents.parsing.phones import parse_phone

LONGEST = 300
FEWEST_LETTERS = 2
LAST = "\U0010ffff"  # sorts after every letter: the end of a prefix range

_SEPARATORS = re.compile(r"[\s.\-()]+")
_DIGITS = re.compile(r"^\+?[0-9]+$")
_PERSONAL_ID = re.compile(r"^[0-9]{12}$")
_FEWEST_QR_FIELDS = 6


class Kind(StrEnum):
    NAME = "name"
    PERSONAL_ID = "personal_id"
    OLD_ID = "old_id"
    PHONE = "phone"
    QR = "qr"
    FOREIGN_CODE = "foreign_code"
    NUMBER_PART = "number_part"
    TOO_SHORT = "too_short"


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """``exact`` are (column, value) pairs of which any may match; a name has keys and words instead."""

    kind: Kind
    exact: tuple[tuple[str, str], ...] = ()
    key: str = ""
    accents: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a name, each once."""
        return tuple(dict.fromkeys(self.key.split()))

    @property
    def has_marks(self) -> bool:
        """Whether the officer typed accents, so that names spelled exactly so come first."""
        return self.accents != self.key


def recognise(text: str) -> SearchTerms:
    """Any text in, one kind out; never raises."""
    plain = clean(text[:LONGEST])
    if "|" in plain:
        return _from_payload(plain)
    bare = _SEPARATORS.sub("", plain)
    if _DIGITS.match(bare):
        return _from_number(bare)
    key = search_key(folded(plain))
    if len(key.replace(" ", "")) < FEWEST_LETTERS:
        return SearchTerms(Kind.TOO_SHORT)
    return SearchTerms(Kind.NAME, key=key, accents=accent_key(folded(plain)))


def _from_payload(plain: str) -> SearchTerms:
    """The QR code of a card: 7 fields (2021) or 11 (2024), the number first; nothing else may follow by luck."""
    fields = plain.split("|")
    number = fields[0].strip()
    if len(fields) < _FEWEST_QR_FIELDS or not _PERSONAL_ID.match(number):
        return SearchTerms(Kind.FOREIGN_CODE)
    return SearchTerms(Kind.QR, exact=(("personal_id", number),))


def _from_number(bare: str) -> SearchTerms:
    digits = bare.lstrip("+")
    if bare == digits and len(digits) == 12:
        return SearchTerms(Kind.PERSONAL_ID, exact=(("personal_id", digits),))
    phone = parse_phone(bare).number
    by_phone = (("phone", phone),) if phone else ()
    if bare == digits and len(digits) == 11 and not digits.startswith("0"):
        return SearchTerms(Kind.PERSONAL_ID, exact=(("personal_id", f"0{digits}"), *by_phone))
    if bare == digits and len(digits) == 9:
        return SearchTerms(Kind.OLD_ID, exact=(("old_id", digits), *by_phone))
    return SearchTerms(Kind.PHONE, exact=by_phone) if phone else SearchTerms(Kind.NUMBER_PART)

"""What an officer typed or scanned, recognised by its shape: a code, a number, a phone, or a name with its birth year."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kontum_portal import clock
from kontum_portal.text import accent_key, clean, search_key
from residents.extension_points import search_shapes
from residents.name_keys import folded
from residents.parsing.card_codes import LONGEST_CODE, CardReading, Refusal, read_card
from residents.parsing.numbers import PLACE_CODES
from residents.parsing.phones import parse_phone

LONGEST = LONGEST_CODE
FEWEST_LETTERS = 2
TAIL = range(4, 9)  # so many last digits of a personal number are looked for
LAST = "\U0010ffff"  # sorts after every letter: the end of a prefix range

_SEPARATORS = re.compile(r"[\s.,\-()/]+")
_DIGITS = re.compile(r"^\+?[0-9]+$")
_DATE = re.compile(r"\b(?:\d{1,2}[-/.]){1,2}((?:18|19|20)\d\d)\b")
_YEAR = re.compile(r"\b((?:18[5-9]|19\d|20\d)\d)\b")
_HALF_A_YEAR = re.compile(r"(?<=\w)\s+(?:1[89]?|20?|1[89]\d|20\d)\Z")  # while it is being typed
_SAYS_YEAR = re.compile(r"\b(?:sinh năm|sinh nam|năm sinh|nam sinh|sinh|sn)\b\.?", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?:đt|dt|sđt|sdt|tel|điện thoại|dien thoai|zalo|cccd|cmnd|số|so)\b[\s:.]*", re.IGNORECASE)


class Kind(StrEnum):
    NAME = "name"
    PERSONAL_ID = "personal_id"
    OLD_ID = "old_id"
    PHONE = "phone"
    NUMBER_TAIL = "number_tail"
    QR = "qr"
    MRZ = "mrz"
    PORTAL_CODE = "portal_code"
    REFUSED_CODE = "refused_code"
    NUMBER_PART = "number_part"
    TOO_SHORT = "too_short"


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """``exact`` are (column, value) pairs of which any may match; a name has keys and words instead.

    ``padded`` is the number as it was looked for when a lost leading zero was put back; ``shape`` the code of the
    extension point that knows the text; ``card`` what a scanned card says; ``refusal`` why a code is none.
    """

    kind: Kind
    exact: tuple[tuple[str, str], ...] = ()
    key: str = ""
    accents: str = ""
    year: int | None = None
    tail: str = ""
    padded: str = ""
    shape: str = ""
    card: CardReading | None = None
    refusal: Refusal | None = None

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
    for shape in search_shapes:
        if shape.matches(plain):
            return SearchTerms(Kind.PORTAL_CODE, shape=shape.code)
    code = read_card(text[:LONGEST], clock.today())
    if isinstance(code, Refusal):
        return SearchTerms(Kind.REFUSED_CODE, refusal=code)
    if code is not None:
        kind = Kind.MRZ if code.name_is_plain else Kind.QR
        return SearchTerms(kind, exact=(("personal_id", code.number),), card=code)
    bare = _SEPARATORS.sub("", _LABEL.sub("", plain))
    return _from_number(bare) if _DIGITS.match(bare) else _from_name(plain)


def _from_name(plain: str) -> SearchTerms:
    """A name, and the birth year when one stands beside it ("y hlim 1990")."""
    said = _DATE.search(plain) or _YEAR.search(plain)
    year = int(said[1]) if said else None
    name = folded(_SAYS_YEAR.sub(" ", plain.replace(said[0], " ")) if said else _HALF_A_YEAR.sub("", plain))
    key = search_key(name)
    if len(key.replace(" ", "")) < (1 if year else FEWEST_LETTERS):
        return SearchTerms(Kind.TOO_SHORT)
    return SearchTerms(Kind.NAME, key=key, accents=accent_key(name), year=year)


def _from_number(bare: str) -> SearchTerms:
    digits = bare.lstrip("+")
    plain = bare == digits
    if plain and len(digits) == 12:
        return SearchTerms(Kind.PERSONAL_ID, exact=(("personal_id", digits),))
    phone = parse_phone(bare).number
    by_phone = (("phone", phone),) if phone else ()
    padded = _with_lost_zeros(digits) if plain else ""
    if padded:
        return SearchTerms(Kind.PERSONAL_ID, exact=(("personal_id", padded), *by_phone), padded=padded)
    if plain and len(digits) == 9:
        return SearchTerms(Kind.OLD_ID, exact=(("old_id", digits), *by_phone))
    if phone:
        return SearchTerms(Kind.PHONE, exact=by_phone)
    if plain and len(digits) in TAIL:
        return SearchTerms(Kind.NUMBER_TAIL, tail=digits)
    return SearchTerms(Kind.NUMBER_PART)


def _with_lost_zeros(digits: str) -> str:
    """The personal number that a spreadsheet cut the leading zeros off; empty when it cannot be one.

    Eleven digits are always tried; ten only where the number then begins with a code of birth registration.
    """
    padded = digits.zfill(12)
    if digits.startswith("0") or len(digits) not in (10, 11):
        return ""
    return padded if len(digits) == 11 or padded[:3] in PLACE_CODES else ""

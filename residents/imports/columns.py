"""Which column is what: by its heading, by the heading above it, and by what stands below."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kontum_portal.text import accent_key, search_key
from residents.imports.headings import EXACT_ONLY_LENGTH, FIELD_HEADINGS, LEFT_OUT_HEADINGS, OTHER_HEADINGS
from residents.parsing.cells import is_mark

LEFT_OUT = "left_out"
OTHER = "other"
SURE, LIKELY, GUESSED = 1.0, 0.8, 0.6

_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_PERSONAL_ID = re.compile(r"^'?0\d{11}$")
_PHONE = re.compile(r"^(\+84|84|0)[35789]\d{8}$")
_DATE = re.compile(r"^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}$|^\d{4}-\d{2}-\d{2}$")
_SEX_WORDS = frozenset({"nam", "nữ", "nu"})
_YEARISH = re.compile(r"^(19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: ``index`` from 0, its letter, heading, field code, and how sure (0 … 1)."""

    index: int
    letter: str
    heading: str
    field: str
    confidence: float
    hidden: bool = False


def letter_of(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def heading_key(heading: str) -> str:
    return _PUNCTUATION.sub(" ", search_key(heading)).strip()


@functools.cache
def _catalogue() -> dict[str, str]:
    """Heading key → field; left-out and passed-over columns carry a prefix."""
    keys: dict[str, str] = {}
    for prefix, headings in (("", FIELD_HEADINGS), (f"{LEFT_OUT}:", LEFT_OUT_HEADINGS), (f"{OTHER}:", OTHER_HEADINGS)):
        for field, spellings in headings.items():
            for key in filter(None, spellings.split("|")):
                keys.setdefault(key, prefix + field)
    return keys


@functools.cache
def _contained_keys() -> list[tuple[str, str]]:
    long_enough = [item for item in _catalogue().items() if len(item[0]) > EXACT_ONLY_LENGTH]
    return sorted(long_enough, key=lambda item: -len(item[0]))


@functools.lru_cache(maxsize=4_096)
def field_of(heading: str, above: str = "") -> tuple[str, float]:
    """The field of a heading under another; ``("", 0)`` when nobody knows."""
    key = heading_key(heading)
    if not key or len(key) > 90:
        return "", 0.0
    under = _field_under(accent_key(heading).strip(" .:()"), key, heading_key(above))
    if under:
        return under, SURE
    if accent_key(heading).strip(" .:") == "đt":
        return "phone", SURE
    if accent_key(heading).strip(" .:") == "dt":
        return f"{LEFT_OUT}:ethnicity", LIKELY
    exact = _catalogue().get(key)
    if exact:
        return exact, SURE
    padded = f" {key} "
    for known, field in _contained_keys():
        if f" {known} " in padded:
            return field, round(GUESSED + 0.3 * len(known) / len(key), 2)
    return _similar(key)


def _similar(key: str) -> tuple[str, float]:
    if len(key) <= EXACT_ONLY_LENGTH:
        return "", 0.0
    best = process.extractOne(key, [known for known, _ in _contained_keys()], scorer=fuzz.ratio, score_cutoff=86)
    return (_catalogue()[best[0]], round(best[1] / 100 * 0.75, 2)) if best else ("", 0.0)


def _field_under(plain: str, key: str, above: str) -> str:
    """Headings that mean something only under another: Nam and Nữ, Ngày Tháng Năm, Đã cấp."""
    above_field = field_of(above)[0] if above else ""
    if plain in ("nam", "nữ"):
        male = plain == "nam"
        if above_field == "birth_date" or "sinh" in above.split():
            return "birth_male" if male else "birth_female"
        return "sex_male" if male else "sex_female"
    if above_field == "birth_date" and plain in ("ngày", "tháng", "năm"):
        return {"ngày": "birth_day_part", "tháng": "birth_month_part", "năm": "birth_year_part"}[plain]
    if plain == "năm":
        return "birth_date" if not above else ""
    cards = above_field.startswith(("card", "personal_id", "identity")) or "the" in above.split()
    if cards and key.startswith(("da cap", "da co", "da lam")):
        return "card_issued"
    if cards and key.startswith(("chua cap", "chua co", "chua lam")):
        return "card_none"
    if cards and key.startswith("ngay cap"):
        return "card_issued_on"
    if above_field == "permanent_address" and key in ("xa", "phuong", "phuong xa", "xa phuong"):
        return "unit_name"
    return ""


def guess_by_content(texts: Sequence[str]) -> tuple[str, float]:
    """The field of a column without a known heading, from what stands in its first rows."""
    filled = [text.strip() for text in texts if text.strip()]
    if len(filled) < 3:
        return "", 0.0
    shares = {
        "personal_id": _share(filled, lambda text: bool(_PERSONAL_ID.match(text))),
        "phone": _share(filled, lambda text: bool(_PHONE.match(text))),
        "birth_date": _share(filled, lambda text: bool(_DATE.match(text) or _YEARISH.match(text))),
        "sex": _share(filled, lambda text: text.lower() in _SEX_WORDS),
        "full_name": _share(filled, _is_like_a_name),
    }
    field = max(shares, key=lambda name: shares[name])
    return (field, 0.5) if shares[field] >= 0.6 else ("", 0.0)


def _share(filled: list[str], test: object) -> float:
    return sum(1 for text in filled if test(text)) / len(filled)  # type: ignore[operator]


def _is_like_a_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 6
        and not is_mark(text)
        and all(word[0].isalpha() and word[0] == word[0].upper() for word in words)
        and not any(char.isdigit() or char in ",;:/" for char in text)
    )

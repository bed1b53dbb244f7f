"""How likely a row of a list and a person of the register are one: pure functions, evidence in bits.

Each fact that both sides give adds evidence for one person or takes it away (Fellegi and Sunter); 2 to the power
of the sum are the odds, before the rarity of the name is known. What a hand does to a name on its way through
lists counts as the same name, at a price: marks dropped, words in another order, a sound spelt otherwise, words cut
to initials.
"""

import functools
import re
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming

TYPING_SLIP = 2
NEAR_YEARS = 3
OTHER_PERSON = -100.0
_SOUNDS = (
    (re.compile("^ngh"), "ng"), (re.compile("^gh"), "g"), (re.compile("^ph"), "f"), (re.compile("^(?:q|c(?!h))"), "k"),
    (re.compile("^(?:gi(?=[aeou])|d|r)"), "z"), (re.compile("^(?:tr|ch)"), "c"), (re.compile("^x"), "s"),
    (re.compile("y"), "i"), (re.compile("n[gh]$"), "n"), (re.compile("(?:ch|k|c)$"), "t"),
)  # fmt: skip
_ALPHANUMERIC = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What both sides may know of a person; keys as in the register, a birth date by its known parts."""

    accent_key: str
    birth: tuple[int | None, int | None, int | None]
    sex: str | None = None
    personal_id: str | None = None
    old_id: str | None = None
    phone: str | None = None
    unit_id: int | None = None
    sub_unit: str | None = None
    name_key: str = ""


def evidence(row: Facts, known: Facts) -> float:
    """Bits for "one person"; far below zero when a number says that they are two."""
    number = _number(row.personal_id, known.personal_id)
    if number <= OTHER_PERSON:
        return number
    return (
        number
        + name_evidence(row, known)
        + birth_evidence(row.birth, known.birth)
        + _same(row.old_id, known.old_id, 9.0, -2.0)
        + _same(row.phone, known.phone, 6.0, 0.0)
        + _same(row.unit_id, known.unit_id, 3.0, -1.0)
        + _same(row.sub_unit, known.sub_unit, 2.0, -0.5)
        + _same(row.sex, known.sex, 0.5, -3.0)
    )


def probability(bits: float) -> float:
    """The chance that a pair with so much evidence is one person, 0 … 1; 8 bits make it even."""
    return round(1 / (1 + 2 ** max(-60.0, min(60.0, 8.0 - bits))), 4)


def _same(left: object, right: object, agree: float, differ: float) -> float:
    if left is None or right is None:
        return 0.0
    return agree if left == right else differ


def _number(left: str | None, right: str | None) -> float:
    """One slip of the hand is forgiven; any other difference is another person."""
    if not left or not right:
        return 0.0
    if left == right:
        return 20.0
    return 8.0 if len(left) == len(right) and Hamming.distance(left, right) <= TYPING_SLIP else OTHER_PERSON


def name_evidence(row: Facts, known: Facts) -> float:
    """6 for one name with its marks, less the more it has been changed, -6 for another one."""
    if row.accent_key == known.accent_key:
        return 6.0
    if row.name_key == known.name_key:  # marks left out, rather than others
        return 5.5 if row.accent_key == row.name_key or known.accent_key == known.name_key else 4.0
    return _changed_name(row.name_key, known.name_key)


@functools.lru_cache(maxsize=65_536)
def _changed_name(left: str, right: str) -> float:
    mine, theirs = _sounds(left), _sounds(right)
    if "".join(mine) == "".join(theirs):
        return 4.5
    if sorted(mine) == sorted(theirs):
        return 4.5
    if _abbreviates(_words(left), _words(right)) or _abbreviates(_words(right), _words(left)):
        return 3.5
    alike = fuzz.ratio(" ".join(sorted(mine)), " ".join(sorted(theirs)))
    if alike >= 86 and abs(len(mine) - len(theirs)) <= 1:
        return 0.0
    return -2.0 if mine[-1:] == theirs[-1:] or alike >= 75 else -6.0


def _words(name_key: str) -> list[str]:
    return _ALPHANUMERIC.findall(name_key)


@functools.lru_cache(maxsize=65_536)
def _sounds(name_key: str) -> list[str]:
    """The words as they sound: ``thuy`` = ``thui``, ``minh`` = ``min``, ``xuan`` = ``suan``."""
    return [_sound(word) for word in _words(name_key)]


@functools.lru_cache(maxsize=16_384)
def _sound(word: str) -> str:
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word


def _abbreviates(short: list[str], full: list[str]) -> bool:
    """``ng thi chau`` and ``n t chau`` stand for ``nguyen thi chau``; so does ``nguyen chau``. The given name is whole."""
    if not short or len(short) > len(full) or short[-1] != full[-1] or len(full) < 2:
        return False
    if len(short) == len(full):
        return all(word.startswith(part) for part, word in zip(short, full, strict=True))
    rest = iter(full[:-1])
    return len(short) > 1 and all(any(word.startswith(part) for word in rest) for part in short[:-1])


Birth = tuple[int | None, int | None, int | None]


def birth_evidence(row: Birth, known: Birth) -> float:
    """8 for one full date, 4 for one year alone; a date that a hand or a program may have changed counts less."""
    (year, month, day), (other_year, other_month, other_day) = row, known
    if not year or not other_year:
        return 0.0
    apart = abs(year - other_year)
    both_days = bool(day and other_day)
    if apart == 0:
        return _within_year(row, known, both_days)
    if apart > NEAR_YEARS:
        return -8.0
    if both_days:
        return 5.0 if (month, day) == (other_month, other_day) else -6.0
    return 2.0 if month and month == other_month else 0.0


def _within_year(row: Birth, known: Birth, both_days: bool) -> float:
    (_, month, day), (_, other_month, other_day) = row, known
    if both_days and (month, day) == (other_month, other_day):
        return 8.0
    if both_days and (month, day) == (other_day, other_month):
        return 6.0
    if both_days and ((month, day) == (1, 1) or (other_month, other_day) == (1, 1)):
        return 3.5
    if both_days:
        return -2.0 if month == other_month or day == other_day else -6.0
    return 5.0 if month and month == other_month else 4.0

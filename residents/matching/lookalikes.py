"""How much a person being entered looks like one in the register: pure functions, points of 100."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming

from residents.models import Resident
from residents.name_keys import name_keys

SHOWN_FROM = 50  # set beside what is typed
ASKED_FROM = 75  # a save needs a reason why it is another person
NEAR_YEARS = 3
TYPING_SLIP = 2  # digits in which one number may be written twice

Why = str | Promise
Judged = tuple[float, tuple[Why, ...]]


@dataclass(frozen=True)
class Lookalike:
    """A person of the register, the points, and what is alike."""

    resident: Resident
    score: int
    reasons: tuple[Why, ...]

    @property
    def needs_reason(self) -> bool:
        return self.score >= ASKED_FROM


def likeness(typed: Mapping[str, Any], known: Resident) -> Lookalike:
    """Judge one candidate: number, name, birth date, telephone, sex and old number count."""
    judged = [_number(typed, known), _name(typed, known), _birth(typed, known), *_smaller(typed, known)]
    points = sum(part for part, _why in judged)
    reasons = tuple(why for _part, whys in judged for why in whys)
    return Lookalike(known, max(0, min(100, round(points))), reasons)


def _number(typed: Mapping[str, Any], known: Resident) -> Judged:
    """Another number speaks for another person, unless it differs as a slip of the hand does."""
    mine, theirs = typed.get("personal_id"), known.personal_id
    if not mine or not theirs:
        return 0, ()
    if mine == theirs:
        return 90, (_("same personal number"),)
    if Hamming.distance(mine, theirs) <= TYPING_SLIP:
        return 10, (_("personal number differs in a digit or two"),)
    return -30, (_("another personal number"),)


def _name(typed: Mapping[str, Any], known: Resident) -> Judged:
    if not typed.get("full_name"):
        return 0, ()
    keys = name_keys(typed["full_name"])
    if keys.name_key == known.name_key:
        return 50, (_("same name"),)
    alike = fuzz.token_sort_ratio(keys.name_key, known.name_key)
    return alike / 2 - 5, (_("similar name"),) if alike >= 80 else ()


def _birth(typed: Mapping[str, Any], known: Resident) -> Judged:
    year, month, day = (typed.get(f"birth_{part}") for part in ("year", "month", "day"))
    if not year or not known.birth_year:
        return 15, ()
    apart = abs(year - known.birth_year)
    if day and known.birth_day and apart == 0:
        if (month, day) == (known.birth_month, known.birth_day):
            return 45, (_("same birth date"),)
        if (month, day) == (known.birth_day, known.birth_month):
            return 40, (_("day and month of birth swapped"),)
        return 15, (_("same birth year"),)
    if apart == 0:
        return 30, (_("same birth year"),)
    if apart <= NEAR_YEARS:
        return {1: 22}.get(apart, 12), (_("birth years close together"),)
    return 0, ()


def _smaller(typed: Mapping[str, Any], known: Resident) -> list[Judged]:
    judged: list[Judged] = []
    if typed.get("phone") and typed["phone"] == known.phone:
        judged.append((10, (_("same telephone"),)))
    if typed.get("old_id") and typed["old_id"] == known.old_id:
        judged.append((45, (_("same old identity number"),)))
    if typed.get("sex") and known.sex and typed["sex"] != known.sex:
        judged.append((-15, ()))
    return judged

"""The three lines of 30 signs on the back of a card (TD1, ICAO 9303): read, with their check digits.

The document number in line 1 is the last nine digits of the personal number, no old identity number; the whole
number stands behind it.
"""

import re
from dataclasses import dataclass

LINE = 30
_WEIGHTS = (7, 3, 1)
_SIGNS = re.compile(r"^[A-Z0-9<]+\Z")
_FIRST = re.compile(r"^ID[A-Z<]{3}[0-9]{10}[0-9]{12}")


@dataclass(frozen=True, slots=True)
class ParsedMrz:
    """``number`` has 12 digits; the name is in plain capitals; years are of two digits as printed."""

    number: str
    birth: str
    sex: str
    expiry: str
    name: str
    broken_checks: tuple[str, ...] = ()


def mrz_lines(text: str) -> list[str] | None:
    """The three lines in ``text``, however they were joined; None when these are no such lines."""
    joined = re.sub(r"[\s/]+", "", text.upper())
    start = joined.find("IDVNM")
    body = joined[max(start, 0) :]
    if not _SIGNS.match(body) or len(body) < 2 * LINE + 5:
        return None
    lines = [body[at : at + LINE] for at in (0, LINE, 2 * LINE)]
    return [lines[0], lines[1], lines[2].ljust(LINE, "<")]


def looks_like_mrz(text: str) -> bool:
    """Whether somebody scanned such lines, whole or not."""
    plain = re.sub(r"[\s/]+", "", text.upper())
    return plain.startswith("IDVNM") or (plain.count("<") >= 5 and "<<" in plain)


def parse_mrz(text: str) -> ParsedMrz | None:
    lines = mrz_lines(text)
    if lines is None or not _FIRST.match(lines[0]):
        return None
    first, second, third = lines
    family, _, given = third.strip("<").partition("<<")
    name = " ".join(f"{family}<{given}".replace("<", " ").split())
    return ParsedMrz(
        number=first[15:27],
        birth=second[0:6],
        sex=second[7],
        expiry=second[8:14],
        name=name,
        broken_checks=tuple(_broken(first, second)),
    )


def check_digit(signs: str) -> int:
    """Weights 7, 3, 1 in turn; digits as they are, A–Z as 10–35, ``<`` as 0; modulo 10."""
    return sum(_WEIGHTS[at % 3] * _value(sign) for at, sign in enumerate(signs)) % 10


def _value(sign: str) -> int:
    return 0 if sign == "<" else int(sign, 36)


def _broken(first: str, second: str) -> list[str]:
    """Names of the check digits that do not agree."""
    composite = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    checks = {
        "number": (first[5:14], first[14]),
        "whole_number": (first[15:29], first[29]),
        "birth": (second[0:6], second[6]),
        "expiry": (second[8:14], second[14]),
        "composite": (composite, second[29]),
    }
    return [name for name, (signs, printed) in checks.items() if str(check_digit(signs)) != printed]

"""Identity numbers as officers write them: the 12-digit personal number and the old 9-digit one.

A lost leading zero is put back only where the number then begins with a known code of birth
registration; a wrong length is said, never padded or cut.
"""

import functools
import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from residents.parsing.cells import digits_for_letters, is_empty_word, unguarded

# Digits 1–3 of the personal number: the 63 codes of birth registration before July 2025.
PLACE_CODES = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 "
    "044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 "
    "089 091 092 093 094 095 096".split()
)

_SCIENTIFIC = re.compile(r"^\d[.,]?\d*e\+?\d{1,2}$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{3,}|[:()]", re.UNICODE)
_PIECES = re.compile(r"[/;,\n\r|+&()]|\s-\s|\s{2,}|\bvà\b|\bva\b|[:]", re.IGNORECASE)
_JOINERS = re.compile(r"[\s.\-_,'’`]+")
_LETTERED = re.compile(r"(?<![^\W\d_OoQlIi|])[\dOoQΟОlIi|][\dOoQΟОlIi| .\-]{6,}(?![^\W\d_OoQlIi|])")
_NOT_DIGITS = re.compile(r"\D+")


class ParsedNumbers(NamedTuple):
    """The numbers that could be read, and reason codes for what could not."""

    personal_id: str | None = None
    old_id: str | None = None
    reasons: tuple[str, ...] = ()


def parse_numbers(text: str) -> ParsedNumbers:
    """Read a cell that may hold a personal number, an old number, both, or a word."""
    if len(text) == 12 and text.isascii() and text.isdigit():
        return ParsedNumbers(text)
    return _parsed(text)


@functools.lru_cache(maxsize=4_096)
def _parsed(text: str) -> ParsedNumbers:
    plain = unguarded(text)
    if len(plain) == 12 and plain.isascii() and plain.isdigit():
        return ParsedNumbers(plain)
    if not plain or is_empty_word(plain):
        return ParsedNumbers(reasons=("personal_id_missing",))
    if _SCIENTIFIC.match(plain):
        return _from_scientific(plain)
    return _from_pieces(plain)


def parse_old_id(text: str) -> ParsedNumbers:
    """Read a cell of a column that is meant for the old number: its absence is no reason."""
    if len(text) == 9 and text.isascii() and text.isdigit() and text.strip("0"):
        return ParsedNumbers(old_id=text)
    found = parse_numbers(text)
    plain = unguarded(text)
    if len(plain) == 8 and plain.isdigit():
        return ParsedNumbers(old_id=plain.zfill(9))
    kept = tuple(code for code in found.reasons if code not in ("personal_id_missing", "old_id_instead"))
    return ParsedNumbers(found.personal_id, found.old_id, tuple(code.replace("personal_id", "old_id") for code in kept))


def _from_scientific(plain: str) -> ParsedNumbers:
    """``6.2083637377E+10`` still holds every digit; ``6.208E+10`` has lost them."""
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return ParsedNumbers(reasons=("personal_id_unreadable",))
    mantissa = re.split("e", plain, flags=re.IGNORECASE)[0]
    if len(_NOT_DIGITS.sub("", mantissa)) <= value.adjusted() - 1:
        return ParsedNumbers(reasons=("personal_id_digits_lost",))
    return _from_digits(str(int(value)))


def _from_pieces(plain: str) -> ParsedNumbers:
    mended = _LETTERED.sub(lambda match: digits_for_letters(match.group()), plain)
    joined = _JOINERS.sub("", mended)
    if joined.isdigit() and len(joined) <= 13:
        return _from_digits(joined)
    runs = [_NOT_DIGITS.sub("", piece) for piece in _PIECES.split(mended)]
    if not any(len(run) in (9, 12) for run in runs):
        runs = [_NOT_DIGITS.sub("", piece) for piece in mended.split()]
    runs = [run for run in runs if len(run) >= 8]
    if not runs:
        empty = not any(char.isdigit() for char in mended)
        return ParsedNumbers(reasons=("personal_id_missing" if empty else "personal_id_length",))
    return _best_of([_from_digits(run) for run in runs])


def _best_of(found: list[ParsedNumbers]) -> ParsedNumbers:
    personal_id = next((one.personal_id for one in found if one.personal_id), None)
    old_id = next((one.old_id for one in found if one.old_id), None)
    if personal_id:
        return ParsedNumbers(personal_id, old_id)
    if old_id:
        return ParsedNumbers(old_id=old_id, reasons=("old_id_instead",))
    return found[0]


def _from_digits(digits: str) -> ParsedNumbers:
    if not digits.isascii() or not digits.strip("0"):
        return ParsedNumbers(reasons=("personal_id_missing",))
    if len(digits) == 12:
        return ParsedNumbers(digits)
    if len(digits) in (10, 11) and digits.endswith("000000"):
        return ParsedNumbers(reasons=("personal_id_digits_lost",))
    padded = digits.zfill(12)
    if len(digits) in (10, 11) and digits[0] != "0" and padded[:3] in PLACE_CODES:
        return ParsedNumbers(padded, reasons=("personal_id_zero_restored",))
    if len(digits) == 9:
        return ParsedNumbers(old_id=digits, reasons=("old_id_instead",))
    return ParsedNumbers(reasons=("personal_id_length",))

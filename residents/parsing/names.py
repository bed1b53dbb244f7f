"""Names of people as lists write them: notes taken off, case, apostrophes and spaces mended.

One-letter words, apostrophes and hyphens are part of names here (A Thút, Y H'Lan, K'Brôi); tone
placement and abbreviations stay as written.
"""

import functools
import re
import unicodedata
from typing import NamedTuple

from kontum_portal.text import clean, search_key

LONGEST_NAME = 100

_NOTE = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?\s*")
_DASHED_NOTE = re.compile(r"\s+[-–—:]+\s*\S.*$|\s*[;:].*$|\s*,\s.*$")
_NUMBERING = re.compile(r"^(?:\d{1,4}\s*[.)\-/]\s*|[-–*+•]+\s*)+")
_APOSTROPHES = re.compile("[’‘ʼ`´′ʹˊ‛＇]")
_AROUND_APOSTROPHE = re.compile(r"(?<=\w)\s*'\s*(?=\w)")
_TITLE = re.compile(r"^(?:ông|bà|anh|chị|cháu|họ và tên)\s*[:.]\s*", re.IGNORECASE)
_PARTS = re.compile(r"([ '\-.]+)")
_PLAIN = re.compile(r"[^\W\d_ÐðƉɖʰ-˿]+(?: [^\W\d_ÐðƉɖʰ-˿]+){1,5}\Z")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_OF_NAMES = re.compile(r"[\d:;=@#$%^*+<>\\|~!?/\"]")


class ParsedName(NamedTuple):
    """The name, the note that stood beside it, and reason codes."""

    name: str | None = None
    note: str = ""
    reasons: tuple[str, ...] = ()


def parse_name(text: str) -> ParsedName:
    """Read a cell of names; a text without letters is ``name_missing``."""
    if text.istitle() and _PLAIN.match(text) and unicodedata.is_normalized("NFC", text):
        return ParsedName(text)
    return _parsed(text)


@functools.lru_cache(maxsize=16_384)
def _parsed(text: str) -> ParsedName:
    plain = _AROUND_APOSTROPHE.sub("'", _APOSTROPHES.sub("'", clean(text)))
    plain = _TITLE.sub("", _NUMBERING.sub("", plain))
    bare = _DASHED_NOTE.sub("", _NOTE.sub(" ", plain)).strip(" .,;:-–'\"")
    note = plain[len(bare) :].strip(" -–:;,()") if plain.startswith(bare) else plain
    if not _LETTER.search(bare):
        return ParsedName(note=note, reasons=("name_missing",))
    reasons = ("name_unreadable",) if _NOT_OF_NAMES.search(bare) else ()
    return ParsedName(_cased(" ".join(bare.split()))[:LONGEST_NAME], note, reasons)


def looks_like_name(text: str) -> bool:
    """Whether a text could be somebody's name: one to eight words of letters."""
    name = parse_name(text)
    return bool(name.name) and not name.reasons and len(name.name.split()) <= 8


def name_key(name: str) -> str:
    """What two spellings of one name share: the search key without dots and hyphens."""
    return " ".join(re.sub(r"[.\-]", " ", search_key(name)).split())


def _cased(name: str) -> str:
    """Names typed all in capitals or all in small letters get a capital for each part."""
    letters = name.replace("ʼ", "")
    if letters != letters.lower() and letters != letters.upper():
        return name
    return "".join(part[:1].upper() + part[1:].lower() for part in _PARTS.split(name))

"""Text of the time before Unicode: TCVN3 (.VnTime) and VNI (VNI-Times), told by font and by bytes.

A sheet is judged as a whole, then each cell: a cell that already reads as Unicode stays. The
table is ``data/legacy_charsets.csv`` (134 letters). TCVN3 holds capitals with tones only through
its capital fonts (name ends in H), so their text comes out in capitals.
"""

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from residents.imports.syllables import score, telling_words

TCVN3, VNI = "tcvn3", "vni"
_TABLE = Path(__file__).parent / "data" / "legacy_charsets.csv"
_UNICODE_ONLY = re.compile(r"[\u0102-\u01ff\u0300-\u0331\u1ea0-\u1eff]")
_CAPITAL_PAIR = re.compile("([AEIOUY¡¢£¤¥¦])([\u0080-\u00ff])")
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0309\u0303\u0301\u0323"))
# Family names that Latin-1 can spell: such a cell in a legacy sheet was typed in Unicode.
_LATIN1_FAMILY_NAMES = frozenset(
    {"Lê", "Hà", "Hồ", "Tô", "Đỗ", "Võ", "Bùi", "Mã", "Lò", "Lâm", "Cao", "Kiều", "Tòng", "Hoàng", "Lý"}
)


@functools.cache
def _tables() -> tuple[dict[int, str], dict[str, str], re.Pattern[str]]:
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        letters = list(csv.DictReader(rows))
    tcvn3: dict[int, str] = {}
    vni: dict[str, str] = {}
    for letter in letters:
        code = bytes.fromhex(letter["tcvn3_hex"].replace(" ", "")) if letter["tcvn3_hex"] else b""
        if len(code) == 1 and (letter["tcvn3_case"] != "by_font" or code[0] not in tcvn3):
            tcvn3[code[0]] = letter["unicode"] if letter["tcvn3_case"] != "by_font" else letter["unicode"].lower()
        vni[bytes.fromhex(letter["vni_hex"].replace(" ", "")).decode("latin-1")] = letter["unicode"]
    longest_first = sorted(vni, key=len, reverse=True)
    return tcvn3, vni, re.compile("|".join(map(re.escape, longest_first)))


@functools.lru_cache(maxsize=16_384)
def from_tcvn3(text: str, capital_font: bool = False) -> str:
    """TCVN3 read as Latin-1 → Unicode; a capital font turns the whole text to capitals."""
    table = _tables()[0]
    pairs = _CAPITAL_PAIR.sub(_capital_of_pair, text)
    decoded = pairs.translate(table)
    return decoded.upper() if capital_font else decoded


def _capital_of_pair(match: re.Match[str]) -> str:
    """Some converters write a capital and the toned small byte: "Aµ" is À."""
    table = _tables()[0]
    toned = table.get(ord(match[2]), "")
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", toned).translate(_TONE_MARKS))
    return toned.upper() if toneless and toneless.upper() == match[1].translate(table) else match[0]


@functools.lru_cache(maxsize=16_384)
def from_vni(text: str) -> str:
    """VNI read as Latin-1 → Unicode, two characters before one."""
    _, table, pattern = _tables()
    return pattern.sub(lambda match: table[match.group()], text)


def font_charset(font: str) -> tuple[str, bool] | None:
    """The charset that a font name promises, and whether it is a capital font."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return TCVN3, name.endswith("h")
    if name.startswith(("vni-", "vni ")):
        return VNI, False
    return None


def convert(text: str, charset: str, capital_font: bool = False) -> str:
    """One text of a sheet in a legacy charset; a text that reads as Unicode is kept."""
    if text.isascii():
        return text.upper() if capital_font and charset == TCVN3 else text
    if _UNICODE_ONLY.search(text):
        return text
    if text.split(" ", 1)[0] in _LATIN1_FAMILY_NAMES and charset == TCVN3:
        return text
    return from_tcvn3(text, capital_font) if charset == TCVN3 else from_vni(text)


def sheet_charset(texts: Iterable[str]) -> str | None:
    """The legacy charset of a sheet by its bytes, or ``None`` for Unicode.

    Every telling word is read the three ways; a legacy charset wins when it makes clearly more
    syllables than Unicode does.
    """
    words = [
        word for text in texts if not text.isascii() and not _UNICODE_ONLY.search(text) for word in telling_words(text)
    ]
    if not words:
        return None
    as_unicode = score(words)
    scores = {TCVN3: score(_decoded(words, TCVN3)), VNI: score(_decoded(words, VNI))}
    best = max(scores, key=lambda charset: scores[charset])
    return best if scores[best] >= 3 and scores[best] > 1.3 * as_unicode + 1 else None


def reads_better(text: str, charset: str) -> bool:
    """Whether a text that no legacy font marks makes more syllables in the legacy charset."""
    if text.isascii() or _UNICODE_ONLY.search(text):
        return False
    words = telling_words(text)
    return score(_decoded(words, charset)) > score(words)


def _decoded(words: list[str], charset: str) -> list[str]:
    return [from_tcvn3(word) if charset == TCVN3 else from_vni(word) for word in words]

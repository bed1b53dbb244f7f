"""Vietnamese text: cleaning what people typed, and the keys it is found and sorted by.

The search key is NFC, then tone placement folded, lower case, marks stripped and đ → d. The
sort key orders by given name, then middle words, then family name, by the Vietnamese alphabet
(a ă â b c d đ e ê …) and tones (level, falling, hook, tilde, rising, heavy).
"""

import functools
import re
import unicodedata

_LOOKALIKES = str.maketrans(
    {
        "Ð": "Đ",  # Icelandic eth, from old fonts
        "Ɖ": "Đ",  # African D
        "ð": "đ",
        "ɖ": "đ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\t": " ",
        "\r": " ",
        "\n": " ",
        "\u02bc": "'",
        "\u2018": "'",
        "\u2019": "'",
        "\u00b4": "'",
        "`": "'",
        "\u00ad": None,
        "\u0000": None,
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)
_SPACES = re.compile(r" {2,}")
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # falling, hook, tilde, rising, heavy
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(0x30 + index) for index, letter in enumerate(_ALPHABET)}
_LETTER_RANK["ƀ"] = _LETTER_RANK["b"]  # of the highland languages; it has no parts that could be stripped
# Tones on o|u of an open oa, oe, uy sit on either vowel; the second (modern) place is the key's.
_TONE_PLACE = re.compile(rf"([ou])([{_TONES}])([aey])(?![\w{_TONES}])", re.IGNORECASE)


@functools.lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Text in NFC, look-alike letters mended, unseen characters and doubled spaces removed."""
    mended = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    visible = "".join(char for char in mended if char.isprintable() or char == " ")
    return _SPACES.sub(" ", visible).strip()


@functools.lru_cache(maxsize=65536)
def accent_key(text: str) -> str:
    """The key that keeps marks: cleaned, lower case, tone placement folded (``hoà`` = ``hòa``)."""
    decomposed = unicodedata.normalize("NFD", clean(text).lower())
    return unicodedata.normalize("NFC", _TONE_PLACE.sub(r"\1\3\2", decomposed))


@functools.lru_cache(maxsize=65536)
def search_key(text: str) -> str:
    """The key without marks, as an officer types it: ``Nguyễn Thị Đào`` → ``nguyen thi dao``."""
    decomposed = unicodedata.normalize("NFD", accent_key(text))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("ƀ", "b")


@functools.lru_cache(maxsize=65536)
def given_first_key(text: str) -> str:
    """The search key with the given name (last word) put first."""
    family, _, given = search_key(text).rpartition(" ")
    return f"{given} {family}".strip()


@functools.lru_cache(maxsize=65536)
def _word_rank(word: str) -> str:
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", word):
        decomposed = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in decomposed if mark in _TONES), "")
        base = unicodedata.normalize("NFC", decomposed.replace(tone, "")) if tone else char
        plain = base if base in _LETTER_RANK else unicodedata.normalize("NFD", base)[:1]
        letters.append(_LETTER_RANK.get(plain, plain))
        tones.append(str(_TONES.index(tone) + 1) if tone else "0")
    return "".join(letters) + "\x02" + "".join(tones)


@functools.lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """The key that orders a list as a Vietnamese reader expects, for a ``COLLATE "C"`` column.

    Word by word: given name, then the middle words, then the family name; within a word the letters
    first, the tones where the letters are equal. So all of "Anh" stand before all of "Ánh".
    """
    words = accent_key(text).split(" ")
    family, middle, given = words[:1] if len(words) > 1 else [], words[1:-1], words[-1:]
    return "\x01".join(_word_rank(word) for word in [*given, *middle, *family])


def whole_number(text: str | None, *, digits: int = 18) -> int | None:
    """The number that an address or a form carries, of ASCII digits and no more than ``digits``; else None."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= digits else None

"""The keys a name is found and ordered by: the one function for services, imports, demo data and tests."""

import functools
import re
from dataclasses import asdict, dataclass

from kontum_portal.text import accent_key, clean, given_first_key, search_key, sort_key

_APOSTROPHE = re.compile(r"\s*'\s*")
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*\Z")  # letters and single spaces only
_JOINERS = re.compile(r"[-.,_]+")


@dataclass(frozen=True, slots=True)
class NameKeys:
    """The four stored columns, named as in the models."""

    name_key: str
    given_key: str
    accent_key: str
    sort_key: str

    def as_columns(self) -> dict[str, str]:
        return asdict(self)


def folded(text: str) -> str:
    """Text as keys see it: ``H'Lan`` and ``H' Lan`` are one word, hyphens and dots are spaces."""
    return clean(_JOINERS.sub(" ", _APOSTROPHE.sub("", clean(text))))


@functools.lru_cache(maxsize=65_536)
def name_keys(full_name: str) -> NameKeys:
    if _PLAIN.match(full_name):
        return _of_plain_words(full_name.split(" "))
    plain = folded(full_name)
    return NameKeys(search_key(plain), given_first_key(plain), accent_key(plain), sort_key(plain))


def _of_plain_words(words: list[str]) -> NameKeys:
    """The same keys put together from those of the words, which come again and again in a long list."""
    keys = [_of_word(word) for word in words]
    family, middle, given = keys[:1] if len(keys) > 1 else [], keys[1:-1], keys[-1]
    return NameKeys(
        " ".join(key.name_key for key in keys),
        " ".join(key.name_key for key in (given, *keys[:-1])),
        " ".join(key.accent_key for key in keys),
        "\x01".join(key.sort_key for key in (given, *middle, *family)),
    )


@functools.lru_cache(maxsize=16_384)
def _of_word(word: str) -> NameKeys:
    plain = folded(word)
    return NameKeys(search_key(plain), given_first_key(plain), accent_key(plain), sort_key(plain))

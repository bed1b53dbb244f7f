"""The keys a name is found and ordered by: the one function for services, imports, demo data and tests."""

import functools
import re
from typing import NamedTuple

from kontum_portal.text import accent_key, clean, given_first_key, search_key, sort_key

_APOSTROPHE = re.compile(r"\s*'\s*")
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*\Z")  # letters and single spaces only
_JOINERS = re.compile(r"[-.,_]+")


class NameKeys(NamedTuple):
    """The four stored columns, named as in the models."""

    name_key: str
    given_key: str
    accent_key: str
    sort_key: str

    def as_columns(self) -> dict[str, str]:
        return self._asdict()


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
    bare, _given_first, marked, order = zip(*map(_of_word, words), strict=True)
    middle_and_family = (*order[1:-1], *order[:1]) if len(words) > 1 else ()
    return NameKeys(
        " ".join(bare),
        " ".join((bare[-1], *bare[:-1])),
        " ".join(marked),
        "\x01".join((order[-1], *middle_and_family)),
    )


@functools.lru_cache(maxsize=16_384)
def _of_word(word: str) -> NameKeys:
    plain = folded(word)
    return NameKeys(search_key(plain), given_first_key(plain), accent_key(plain), sort_key(plain))

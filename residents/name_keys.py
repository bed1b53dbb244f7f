"""The keys a name is found and ordered by: the one function for services, imports, demo data and tests."""

import functools
import re
from dataclasses import asdict, dataclass

from kontum_portal.text import accent_key, clean, given_first_key, search_key, sort_key

_APOSTROPHE = re.compile(r"\s*'\s*")
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
    plain = folded(full_name)
    return NameKeys(search_key(plain), given_first_key(plain), accent_key(plain), sort_key(plain))

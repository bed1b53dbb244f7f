"""The words of the invitation letters: data, with Vietnamese as their base and a second line by language."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kontum_portal.text import search_key

BASE = Path(__file__).resolve().parent / "data" / "letters.toml"


class LetterKind(models.TextChoices):
    CARD = "card", _("To make a căn cước card")
    EXCHANGE = "exchange", _("To exchange the card")
    FETCH = "fetch", _("To fetch the card")
    EID = "eid", _("To activate the e-identity account")
    FACTS = "facts", _("To complete the record")


@dataclass(frozen=True)
class LetterWords:
    """One letter: what it asks in Vietnamese and, where the unit has supplied it, in the reader's language."""

    title: str
    asks: str
    bring: tuple[str, ...]
    careful: str
    second: str = ""
    second_language: str = ""


def words_of(kind: str, language: str | None = None) -> LetterWords:
    """The words of a letter; ``second`` is empty when nobody has written that language's line."""
    words = _words(_own_file())
    letter = words[LetterKind(kind).value]
    second = _second(letter.get("languages", {}), language or "")
    return LetterWords(
        title=letter["title"],
        asks=letter["asks"],
        bring=tuple(letter["bring"]),
        careful=words["every"]["careful"],
        second=second,
        second_language=language or "" if second else "",
    )


def _second(lines: dict[str, str], language: str) -> str:
    """Languages are typed by hand: ``Ba Na``, ``ba na`` and ``Bana`` mean the same."""
    key = _language_key(language)
    return next((line for name, line in lines.items() if key and _language_key(name) == key), "")


def _language_key(name: str) -> str:
    return search_key(name).replace(" ", "").replace("-", "")


def _own_file() -> tuple[Path, float] | None:
    own = Path(settings.VAR_DIR) / "letters.toml"
    return (own, own.stat().st_mtime) if own.is_file() else None


@lru_cache(maxsize=4)
def _words(own: tuple[Path, float] | None) -> dict[str, dict[str, Any]]:
    """The base words, with those of the unit's own file over them."""
    words: dict[str, dict[str, Any]] = tomllib.loads(BASE.read_text(encoding="utf-8"))
    for name, letter in tomllib.loads(own[0].read_text(encoding="utf-8")).items() if own else ():
        words[name] = {**words.get(name, {}), **letter}
    return words

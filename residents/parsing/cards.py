"""What a list claims about a person's identity card: issued, on which day, or none.

It is a claim of the list, no card: dossiers on their way ("chờ thẻ", "thẻ đã về") claim nothing.
"""

import datetime as dt
import functools
import re

from kontum_portal.text import search_key
from residents.parsing.birth_dates import parse_date
from residents.parsing.cells import is_empty_word, is_mark

_ISSUED = re.compile(r"^(?:da cap|co the|da co|da nhan|co|da lam|roi|da lam the|da cap the)\b")
_NONE = re.compile(r"^(?:chua cap|chua co|chua lam|khong co|chua|khong|chua nhan the)\b")
_PENDING = re.compile(r"\bcho\b|chua tra|chua nhan\b|da ve|da thu nhan|dang")


@functools.lru_cache(maxsize=8_192)
def parse_card_claim(text: str, today: dt.date) -> tuple[str | None, dt.date | None]:
    """``issued`` or ``none`` and the day of issue, from a status or a date in one cell."""
    if not text.strip():
        return None, None
    day = parse_date(text, today)
    if day is not None:
        return "issued", day if day <= today else None
    key = search_key(text)
    if _PENDING.search(key):
        return None, None
    if _ISSUED.search(key) or re.search(r"\d{4}$", key):
        return "issued", None
    if _NONE.search(key):
        return "none", None
    return ("issued", None) if is_mark(text) else (None, None)


def parse_card_marks(issued: str, none: str, today: dt.date) -> tuple[str | None, dt.date | None]:
    """The claim from two columns: "Đã cấp (ngày)" and "Chưa cấp"."""
    claim, day = parse_card_claim(issued, today)
    if claim is None and none.strip() and (is_mark(none) or not is_empty_word(none)):
        return "none", None
    return claim, day

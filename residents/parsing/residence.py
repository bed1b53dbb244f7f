"""How a person lives at an address: kind of residence, presence, until when, and death.

Read from the residence column and from the notes beside it ("đi làm ăn xa", "tạm trú đến …",
"chết ngày …"). A person who is listed though dead carries ``listed_but_deceased``.
"""

import datetime as dt
import functools
import re
from dataclasses import dataclass

from kontum_portal.text import search_key
from residents.parsing.birth_dates import parse_date
from residents.parsing.cells import is_empty_word

_KINDS = (
    ("permanent", re.compile(r"thuong tru|\btt\b|ho khau|\bkt1\b|\bkt2\b")),
    ("temporary", re.compile(r"tam tru|\bkt3\b|\bkt4\b|o tro|thue tro")),
    ("short_stay", re.compile(r"luu tru")),
    ("absent_declared", re.compile(r"tam vang")),
)
_PRESENCES = (
    ("detained", re.compile(r"chap hanh an|di tu\b|tam giam|trai giam|bi giam|cai nghien|tu giam")),
    (
        "whereabouts_unknown",
        re.compile(r"khong ro noi|khong ro di|khong biet di|mat tich|khong ro dia chi|chua ro noi"),
    ),
    ("left_area", re.compile(r"bo dia phuong|da chuyen di|chuyen khau|chuyen di noi|da cat khau|bo di\b")),
    (
        "working_away",
        re.compile(
            r"lam an xa|di lam xa|lam thue|lam cong nhan (?:tai|o)|lao dong nuoc ngoai|xuat khau lao dong|\bxkld\b|di hoc|nghia vu quan su|\bdi lam\b|di lam an"
        ),
    ),
    ("elderly_or_sick_at_home", re.compile(r"gia yeu|om dau|benh nang|nam lien|tan tat|khong di lai duoc|tai bien")),
)
_DEAD = re.compile(
    r"\bchet\b|\bda mat\b|\bqua doi\b|\bmat (?:ngay|nam|thang)\b|\btu vong\b|\bbao tu\b|\bkhai tu\b|\bda tu\b"
)
_DATE = re.compile(r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}|\d{4}-\d{2}-\d{2}")
_UNTIL = re.compile(r"\b(?:den|het han|het|toi)\b")


@dataclass(frozen=True, slots=True)
class ParsedResidence:
    """What a residence cell and a note say; ``None`` where they say nothing."""

    kind: str | None = None
    until: dt.date | None = None
    presence: str | None = None
    deceased_on: dt.date | None = None
    reasons: tuple[str, ...] = ()


@functools.lru_cache(maxsize=8_192)
def parse_residence(text: str, today: dt.date) -> ParsedResidence:
    """Read one cell: a residence status, a note, or both in one."""
    if not text.strip() or is_empty_word(text):
        return ParsedResidence()
    key = search_key(text)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(key)), None)
    presence = next((presence for presence, pattern in _PRESENCES if pattern.search(key)), None)
    dead = _DEAD.search(key)
    date_match = _DATE.search(text)
    day = parse_date(date_match.group(), today) if date_match else None
    return ParsedResidence(
        kind=kind,
        until=day if day and not dead and _UNTIL.search(key) else None,
        presence=presence,
        deceased_on=day if day and dead and day <= today else None,
        reasons=("listed_but_deceased",) if dead else (),
    )


_NOTHING = ParsedResidence()


def joined(status: ParsedResidence, note: ParsedResidence) -> ParsedResidence:
    """The status column first, completed by the note."""
    if note == _NOTHING:
        return status
    return ParsedResidence(
        kind=status.kind or (note.kind if note.until else None),
        until=status.until or note.until,
        presence=status.presence or note.presence,
        deceased_on=status.deceased_on or note.deceased_on,
        reasons=tuple(dict.fromkeys(status.reasons + note.reasons)),
    )

"""Which event is possible for whom: pure functions over what the record says."""

import datetime as dt

from residents.choices import EventKind, Presence, ResidenceKind
from residents.models import Resident

AWAY = frozenset({Presence.WORKING_AWAY, Presence.DETAINED, Presence.WHEREABOUTS_UNKNOWN})
LATE_AFTER = 30  # days between an event and its entry, past which the register was not alive (sống)
LONGEST_TEMPORARY = dt.timedelta(days=731)  # two years, Luật Cư trú 68/2020/QH14 Đ.27
LONGEST_SHORT_STAY = dt.timedelta(days=30)  # lưu trú is shorter than 30 days, Đ.2
YOUNGEST_MOTHER = 10
ENDING_SOON = 30  # days before its end in which a temporary residence stands on the worklist

_ALL = frozenset(EventKind)
# What may still happen, by where the record says the person is.
ALLOWED_EVENTS: dict[str, frozenset[EventKind]] = {
    "here": _ALL - {EventKind.RETURN, EventKind.MOVE_IN},
    "away": _ALL - {EventKind.MOVE_IN},
    "gone": frozenset({EventKind.RETURN, EventKind.DEATH, EventKind.PRESENCE, EventKind.HANDED_OVER}),
    "dead": frozenset(),
}

# What must be known of somebody in this presence: columns of ``Whereabouts``.
PRESENCE_NEEDS: dict[Presence, tuple[str, ...]] = {
    Presence.PRESENT: (),
    Presence.WORKING_AWAY: ("place",),
    Presence.ELDERLY_OR_SICK_AT_HOME: (),
    Presence.DETAINED: ("reason",),
    Presence.LEFT_AREA: ("reason",),
    Presence.WHEREABOUTS_UNKNOWN: ("last_seen_on",),
}
RESIDENCE_NEEDS: dict[ResidenceKind, tuple[str, ...]] = {
    ResidenceKind.PERMANENT: (),
    ResidenceKind.TEMPORARY: ("until",),
    ResidenceKind.SHORT_STAY: ("until",),
    ResidenceKind.ABSENT_DECLARED: ("reason", "place"),
}


def life_state(resident: Resident) -> str:
    """``here``, ``away``, ``gone`` or ``dead``; nothing noted means here, because registers note absence."""
    if resident.deceased_on:
        return "dead"
    if resident.presence == Presence.LEFT_AREA:
        return "gone"
    absent = resident.presence in AWAY or resident.residence_kind == ResidenceKind.ABSENT_DECLARED
    return "away" if absent else "here"


def is_possible(resident: Resident, kind: str) -> bool:
    return kind in ALLOWED_EVENTS[life_state(resident)]


def lies_before_birth(resident: Resident, day: dt.date) -> bool:
    """Whether ``day`` is surely before the birth, as far as that is known."""
    if not resident.birth_year:
        return False
    born = (resident.birth_year, resident.birth_month or 1, resident.birth_day or 1)
    return (day.year, day.month, day.day) < born


def longest_end(kind: str, start: dt.date) -> dt.date | None:
    """The last day until which such a residence may run, None where the law sets none."""
    longest = {ResidenceKind.TEMPORARY: LONGEST_TEMPORARY, ResidenceKind.SHORT_STAY: LONGEST_SHORT_STAY}
    return start + longest[ResidenceKind(kind)] if kind in longest else None

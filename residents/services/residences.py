"""Residence: permanent, temporary for at most two years, a short stay, a declared absence (Luật Cư trú 68/2020/QH14)."""

import datetime as dt

from django.db import transaction

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from residents.choices import EventKind, Presence, ResidenceKind
from residents.errors import NothingChangedError
from residents.life_errors import ResidenceEndError
from residents.life_rules import RESIDENCE_NEEDS, longest_end
from residents.models import Resident, ResidentEvent
from residents.services.eventing import (
    Told,
    entered_before,
    lock_resident,
    require_possible,
    tell_of_changes,
    write_event,
)
from residents.services.whereabouts import Away, forget_whereabouts, keep_whereabouts, require_details


@transaction.atomic
def set_residence(
    *,
    officer: Officer,
    resident_id: int,
    version: int,
    kind: str,
    told: Told,
    until: dt.date | None = None,
    away: Away | None = None,
) -> ResidentEvent:
    """Register a residence or extend it; ``until`` is its last day (of an absence: the expected return)."""
    resident = lock_resident(officer, resident_id)
    if entered := entered_before(officer, told):
        return entered
    require_possible(resident, EventKind.RESIDENCE, told, version)
    chosen = ResidenceKind(kind)
    until = None if chosen == ResidenceKind.PERMANENT else until
    require_details(RESIDENCE_NEEDS[chosen], until=until, place=told.place, reason=told.reason)
    _require_end(chosen, told.happened_on, until)
    if (chosen, until) == (resident.residence_kind, resident.residence_until):
        raise NothingChangedError
    changes = {"residence_kind": chosen.value, "residence_until": until} | _presence(resident, chosen)
    event = write_event(officer=officer, resident=resident, kind=EventKind.RESIDENCE, told=told, changes=changes)
    if chosen == ResidenceKind.ABSENT_DECLARED:
        keep_whereabouts(resident, told, away or Away(expected_return=until))
    elif "presence" in changes:
        forget_whereabouts(resident.pk)
    tell_of_changes(resident.unit_id)
    return event


def _require_end(kind: ResidenceKind, start: dt.date, until: dt.date | None) -> None:
    """Temporary: at most two years from its beginning; a short stay under 30 days; never already over."""
    if until is None:
        return
    last = longest_end(kind, start)
    if until <= start or (last and until > last):
        latest = last or dt.date(clock.today().year + 10, 12, 31)
        raise ResidenceEndError(last=f"{latest:%d/%m/%Y}")


def _presence(resident: Resident, kind: ResidenceKind) -> dict[str, str]:
    """A declared absence ends presence; a residence declared after one begins it again."""
    if kind == ResidenceKind.ABSENT_DECLARED:
        away = {Presence.PRESENT, Presence.ELDERLY_OR_SICK_AT_HOME, None}
        return {"presence": Presence.WORKING_AWAY.value} if resident.presence in away else {}
    if resident.residence_kind == ResidenceKind.ABSENT_DECLARED:
        return {"presence": Presence.PRESENT.value}
    return {}

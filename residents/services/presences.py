"""Presence: here, working away, at home and too weak to come, detained, gone, nobody knows where."""

from django.db import transaction

from kontum_portal.accounts.models import Officer
from residents.choices import EventKind, Presence
from residents.errors import NothingChangedError
from residents.life_rules import PRESENCE_NEEDS
from residents.models import ResidentEvent
from residents.services.eventing import (
    Told,
    entered_before,
    lock_resident,
    require_possible,
    tell_of_changes,
    write_event,
)
from residents.services.whereabouts import Away, forget_whereabouts, keep_whereabouts, require_details, require_seen

AT_HOME = frozenset({Presence.PRESENT, Presence.ELDERLY_OR_SICK_AT_HOME})


@transaction.atomic
def set_presence(
    *, officer: Officer, resident_id: int, version: int, presence: str, told: Told, away: Away | None = None
) -> ResidentEvent:
    """Say where the person is now; what must be known with each kind stands in ``PRESENCE_NEEDS``."""
    resident = lock_resident(officer, resident_id)
    if entered := entered_before(officer, told):
        return entered
    require_possible(resident, EventKind.PRESENCE, told, version)
    chosen, known = Presence(presence), away or Away()
    require_details(PRESENCE_NEEDS[chosen], place=told.place, reason=told.reason, last_seen_on=known.last_seen_on)
    require_seen(known, told)
    if chosen == resident.presence and chosen in AT_HOME:
        raise NothingChangedError
    event = write_event(
        officer=officer,
        resident=resident,
        kind=EventKind.PRESENCE,
        told=told,
        changes={"presence": chosen.value},
    )
    if chosen in AT_HOME:
        forget_whereabouts(resident.pk)
    else:
        keep_whereabouts(resident, told, known)
    tell_of_changes(resident.unit_id)
    return event

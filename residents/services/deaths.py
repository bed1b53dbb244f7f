"""Registering a death."""

import datetime as dt

from django.db import transaction

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError, StaleRecordError
from residents.choices import EventKind
from residents.errors import AlreadyDeceasedError, DeathBeforeBirthError, DeathInFutureError
from residents.extension_points import on_death
from residents.life_rules import lies_before_birth
from residents.models import Resident
from residents.rules import can_register_death
from residents.services.eventing import Told, write_event
from residents.services.hand_overs import end_on_death
from residents.services.whereabouts import forget_whereabouts


@transaction.atomic
def register_death(*, officer: Officer, resident_id: int, version: int, deceased_on: dt.date) -> Resident:
    """The person died: presence ends, and every app closes what it holds open for them (``on_death``)."""
    resident = Resident.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=resident_id)
    if not can_register_death(officer, resident):
        raise NotAllowedError
    if resident.version != version:
        raise StaleRecordError
    if resident.deceased_on and resident.presence is None:
        raise AlreadyDeceasedError
    if deceased_on > clock.today():
        raise DeathInFutureError
    if lies_before_birth(resident, deceased_on):
        raise DeathBeforeBirthError
    changes = {"deceased_on": deceased_on, "presence": None}
    write_event(officer=officer, resident=resident, kind=EventKind.DEATH, told=Told(deceased_on), changes=changes)
    forget_whereabouts(resident.pk)
    end_on_death(resident_id=resident.pk, officer=officer)
    record_deed(
        actor=officer,
        verb="register_death",
        subject_kind="resident",
        subject_id=resident.pk,
        unit_id=resident.unit_id,
    )
    for callback in on_death:
        callback(resident_id=resident.pk, unit_id=resident.unit_id, deceased_on=deceased_on, actor=officer)
    return resident

"""Registering a death."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError, StaleRecordError
from residents.errors import AlreadyDeceasedError, DeathBeforeBirthError, DeathInFutureError
from residents.extension_points import on_death
from residents.models import Resident
from residents.quality.checking import check_residents
from residents.rules import can_register_death


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
    if resident.birth_year and deceased_on.year < resident.birth_year:
        raise DeathBeforeBirthError
    Resident.objects.filter(pk=resident.pk).update(deceased_on=deceased_on, presence=None, version=F("version") + 1)
    resident.refresh_from_db()
    check_residents([resident.pk])
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

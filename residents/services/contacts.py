"""Writing down that somebody tried to reach a person."""

import datetime as dt

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from residents.choices import ContactChannel, ContactNote, ContactResult, NextAction
from residents.errors import NextDayWithoutActionError
from residents.models import ContactAttempt, Resident
from residents.rules import can_record_contact


@transaction.atomic
def record_contact(
    *,
    officer: Officer,
    resident_id: int,
    channel: str,
    result: str,
    note: str | None = None,
    next_action: str | None = None,
    next_on: dt.date | None = None,
) -> ContactAttempt:
    """One attempt, coded; ``next_on`` is the day of ``next_action``."""
    resident = Resident.objects.visible_to(officer).get(pk=resident_id)
    if not can_record_contact(officer, resident):
        raise NotAllowedError
    if next_on and not next_action:
        raise NextDayWithoutActionError
    attempt = ContactAttempt.objects.create(
        resident=resident,
        unit_id=resident.unit_id,
        by=officer,
        channel=ContactChannel(channel),
        result=ContactResult(result),
        note=ContactNote(note) if note else None,
        next_action=NextAction(next_action) if next_action else None,
        next_on=next_on,
    )
    record_deed(
        actor=officer,
        verb="record_contact",
        subject_kind="resident",
        subject_id=resident.pk,
        unit_id=resident.unit_id,
        contact_id=attempt.pk,
        result=attempt.result,
    )
    return attempt

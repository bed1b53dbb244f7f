"""Changing the working calendar; open deadlines are worked out anew by those who keep them."""

import datetime as dt

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from kontum_portal.working_days.extension_points import on_calendar_change
from kontum_portal.working_days.models import CalendarOverride
from kontum_portal.working_days.rules import may_change_calendar


@transaction.atomic
def set_working_day(*, officer: Officer, day: dt.date, is_working: bool, note: str) -> CalendarOverride:
    """Say that a day is worked or not, whatever the calendar says."""
    if not may_change_calendar(officer):
        raise NotAllowedError
    override, _ = CalendarOverride.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "note": clean(note)}
    )
    _tell(officer, "set_working_day", override.pk)
    return override


@transaction.atomic
def forget_working_day(*, officer: Officer, override_id: int) -> None:
    """Let the calendar decide again."""
    if not may_change_calendar(officer):
        raise NotAllowedError
    CalendarOverride.objects.filter(pk=override_id).delete()
    _tell(officer, "forget_working_day", override_id)


def _tell(officer: Officer, verb: str, override_id: int) -> None:
    record_deed(actor=officer, verb=verb, subject_kind="calendar_override", subject_id=override_id)
    for callback in on_calendar_change:
        callback(officer=officer)

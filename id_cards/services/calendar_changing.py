"""Change the working calendar or the fees; the deadlines of open dossiers are worked out anew."""

import datetime as dt

from django.db import transaction

from id_cards import rules
from id_cards.models import CalendarOverride, CardApplication, FeeRule
from id_cards.queries import calendar_overrides
from id_cards.working_days import due_date
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.services import enqueue
from kontum_portal.text import clean

RECALCULATE = "id_cards.recalculate_due_dates"


@transaction.atomic
def set_working_day(*, officer: Officer, day: dt.date, is_working: bool, note: str) -> CalendarOverride:
    """Say that a day is worked or not, whatever the calendar says."""
    if not rules.may_change_calendar(officer):
        raise NotAllowedError
    override, _ = CalendarOverride.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "note": clean(note)}
    )
    _recalculate_later(officer, "set_working_day", override.pk)
    return override


@transaction.atomic
def forget_working_day(*, officer: Officer, override_id: int) -> None:
    """Let the calendar decide again."""
    if not rules.may_change_calendar(officer):
        raise NotAllowedError
    CalendarOverride.objects.filter(pk=override_id).delete()
    _recalculate_later(officer, "forget_working_day", override_id)


@transaction.atomic
def save_fee_rule(*, officer: Officer, rule: FeeRule) -> FeeRule:
    """Add a fee or change one; dossiers keep the fee they were taken with."""
    if not rules.may_change_calendar(officer):
        raise NotAllowedError
    rule.save()
    record_deed(actor=officer, verb="save_fee_rule", subject_kind="fee_rule", subject_id=rule.pk, amount=rule.amount)
    return rule


def _recalculate_later(officer: Officer, verb: str, override_id: int) -> None:
    record_deed(actor=officer, verb=verb, subject_kind="calendar_override", subject_id=override_id)
    enqueue(kind=RECALCULATE, owner=officer, arguments={}, key="all")


@transaction.atomic
def recalculate_due_dates() -> int:
    """Work out every open deadline again; answers how many changed. Runs in a worker, over all units."""
    overrides = calendar_overrides()
    changed = []
    with_slip = CardApplication.objects.open().filter(slip_issued_on__isnull=False).order_by("pk")
    for application in with_slip.select_for_update(of=("self",)):
        assert application.slip_issued_on is not None
        due_on = due_date(application.slip_issued_on, overrides, application.paused_days)
        if application.due_on != due_on:
            application.due_on = due_on
            changed.append(application)
    return CardApplication.objects.bulk_update(changed, ["due_on"], batch_size=1000)

"""The fees change, or the working calendar has: the deadlines of open dossiers are worked out anew."""

from typing import Any

from django.db import transaction

from id_cards import rules
from id_cards.deadlines import due_date
from id_cards.models import CardApplication, FeeRule
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.services import enqueue
from kontum_portal.working_days.queries import calendar_overrides

RECALCULATE = "id_cards.recalculate_due_dates"


@transaction.atomic
def save_fee_rule(*, officer: Officer, rule: FeeRule) -> FeeRule:
    """Add a fee or change one; dossiers keep the fee they were taken with."""
    if not rules.may_change_fees(officer):
        raise NotAllowedError
    rule.save()
    record_deed(actor=officer, verb="save_fee_rule", subject_kind="fee_rule", subject_id=rule.pk, amount=rule.amount)
    return rule


def recalculate_later(*, officer: Officer, **_: Any) -> None:
    """The calendar has changed."""
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

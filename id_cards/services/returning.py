"""Send a dossier up, record its return with an error, and keep the legal clock right while it is mended."""

from typing import Any

from django.db import transaction

from id_cards.choices import DeedName, ReturnedCause, State
from id_cards.deadlines import due_date
from id_cards.errors import CauseMissingError
from id_cards.models import CardApplication
from id_cards.services.advancing import card_of
from id_cards.services.stepping import Attempt, begin, record_step, require_allowed
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today
from kontum_portal.working_days.queries import calendar_overrides
from kontum_portal.working_days.rules import working_days_between


@transaction.atomic
def send_dossier(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    """Send the dossier up, for the first time or again; a stopped clock runs on from here."""
    attempt = Attempt(officer, application_id, DeedName.SEND, version, note)
    application, repeated = begin(attempt)
    if repeated:
        return application
    require_allowed(attempt, application)
    changes: dict[str, Any] = {"sent_on": today(), "returned_cause": None, **_restarted_clock(application)}
    if application.state == State.CARD_WRONG:
        changes |= {"arrived_on": None, "approved_on": None}
    return record_step(attempt, application, card=card_of(application), **changes)


def _restarted_clock(application: CardApplication) -> dict[str, Any]:
    if application.paused_on is None or application.slip_issued_on is None:
        return {}
    overrides = calendar_overrides()
    stood_still = application.paused_days + working_days_between(application.paused_on, today(), overrides)
    due_on = due_date(application.slip_issued_on, overrides, stood_still)
    return {"paused_on": None, "paused_days": stood_still, "due_on": due_on}


@transaction.atomic
def return_with_error(
    *, officer: Officer, application_id: int, version: int, cause: str, note: str | None = None
) -> CardApplication:
    """The level above sent the dossier back; the clock stops only when the cause is the citizen's."""
    attempt = Attempt(officer, application_id, DeedName.RETURN_WITH_ERROR, version, note)
    application, repeated = begin(attempt)
    if repeated:
        return application
    require_allowed(attempt, application)
    if cause not in ReturnedCause.values:
        raise CauseMissingError
    paused_on = today() if cause == ReturnedCause.CITIZEN else None
    return record_step(attempt, application, returned_cause=cause, paused_on=paused_on)

"""Steps that carry a dossier one state on and need no more than the officer's word."""

from typing import Any

from django.db import transaction

from id_cards.choices import CardPlace, CardStatus, DeedName, State
from id_cards.deadlines import due_date
from id_cards.errors import BiometricsMissingError
from id_cards.models import Card, CardApplication
from id_cards.services.moving_cards import move_card, require_at_hand
from id_cards.services.numbering import take_slip_number
from id_cards.services.stepping import Attempt, begin, biometrics_needed, record_step, require_allowed
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today
from kontum_portal.working_days.queries import calendar_overrides


@transaction.atomic
def _advance(attempt: Attempt, **changes: Any) -> CardApplication:
    application, repeated = begin(attempt)
    if repeated:
        return application
    require_allowed(attempt, application)
    return record_step(attempt, application, card=card_of(application), **changes)


def card_of(application: CardApplication) -> Card | None:
    """The dossier's card, locked; None before one has arrived."""
    return Card.objects.select_for_update(of=("self",)).filter(application=application).first()


def take_biometrics(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    """Fingerprints, photo and iris were taken in the ministry's system and CC01 is signed; none of it is kept here."""
    return _advance(Attempt(officer, application_id, DeedName.TAKE_BIOMETRICS, version, note))


def wait_for_data(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    """The residence data has to be corrected first; the legal clock has not started."""
    return _advance(Attempt(officer, application_id, DeedName.WAIT_FOR_DATA, version, note))


def resume_dossier(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    """The data is correct now, or the booked citizen has come."""
    return _advance(Attempt(officer, application_id, DeedName.RESUME, version, note))


def approve_dossier(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    """The level above approved the dossier."""
    return _advance(Attempt(officer, application_id, DeedName.APPROVE, version, note), approved_on=today())


def start_printing(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    return _advance(Attempt(officer, application_id, DeedName.START_PRINTING, version, note))


@transaction.atomic
def issue_slip(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    """Give the appointment slip CC02 its number; the legal clock of 7 working days starts (Đ.26).

    A slip taken back and issued again keeps its number, so that every number stays accounted for.
    """
    attempt = Attempt(officer, application_id, DeedName.ISSUE_SLIP, version, note)
    application, repeated = begin(attempt)
    if repeated:
        return application
    require_allowed(attempt, application)
    if application.state == State.RECEIVED and biometrics_needed(application):
        raise BiometricsMissingError
    day = today()
    numbered: dict[str, Any] = (
        {} if application.slip_number else dict(take_slip_number(unit=application.unit, year=day.year))
    )
    return record_step(attempt, application, slip_issued_on=day, due_on=due_date(day, calendar_overrides()), **numbered)


@transaction.atomic
def post_card(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    """The card goes to the citizen by post; the dossier stays open until it is known to have come."""
    return _move_card(
        Attempt(officer, application_id, DeedName.POST, version, note), CardStatus.VALID, CardPlace.IN_POST
    )


@transaction.atomic
def mark_card_wrong(*, officer: Officer, application_id: int, version: int, note: str | None = None) -> CardApplication:
    """The card carries an error and goes back to be made again."""
    attempt = Attempt(officer, application_id, DeedName.MARK_WRONG, version, note)
    return _move_card(attempt, CardStatus.WITHDRAWN, CardPlace.SENT_BACK)


def _move_card(attempt: Attempt, status: CardStatus, place: CardPlace) -> CardApplication:
    application, repeated = begin(attempt)
    if repeated:
        return application
    require_allowed(attempt, application)
    card = card_of(application)
    if card is not None:
        require_at_hand(card, attempt.officer)
    record_step(attempt, application, card=card)
    if card is not None:
        move_card(card=card, to_place=place, actor=attempt.officer, application=application, is_new=False)
        card.status = status
        card.save(update_fields=["status", "place", "keeper"])
    return application

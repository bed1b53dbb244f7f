"""A printed card has come to the unit (or has come back from the post)."""

from django.db import transaction

from id_cards.choices import CardPlace, CardStatus, DeedName
from id_cards.errors import NumberMissingError
from id_cards.models import Card, CardApplication
from id_cards.services.advancing import card_of
from id_cards.services.moving_cards import move_card
from id_cards.services.stepping import Attempt, begin, record_step, require_allowed
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today


@transaction.atomic
def record_card_arrival(
    *, officer: Officer, application_id: int, version: int, note: str | None = None
) -> CardApplication:
    """Take the card into the unit's custody; a card made again takes the place of the wrong one."""
    attempt = Attempt(officer, application_id, DeedName.RECORD_ARRIVAL, version, note)
    application, repeated = begin(attempt)
    if repeated:
        return application
    require_allowed(attempt, application)
    number = application.resident.personal_id
    if number is None:
        raise NumberMissingError
    card = card_of(application)
    record_step(attempt, application, card=card, arrived_on=application.arrived_on or today())
    _take_into_custody(application, card, number, officer)
    return application


def _take_into_custody(application: CardApplication, card: Card | None, number: str, officer: Officer) -> None:
    is_new = card is None
    card = card or Card(application=application, resident=application.resident, place=CardPlace.AT_UNIT, keeper=officer)
    card.unit_id, card.number, card.status = application.unit_id, number, CardStatus.VALID
    if is_new:
        card.save()
    move_card(card=card, to_place=CardPlace.AT_UNIT, actor=officer, application=application, is_new=is_new)
    if not is_new:
        card.save()

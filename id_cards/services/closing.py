"""Side exits: refuse, cancel, close what was erased above, and close what a death ends."""

from typing import Any

from django.db import transaction

from id_cards.choices import CardPlace, CardStatus, DeedName, State
from id_cards.models import CardApplication
from id_cards.services.advancing import card_of
from id_cards.services.stepping import Attempt, begin, record_step, require_allowed, write_step
from kontum_portal.accounts.models import Officer


@transaction.atomic
def _close(attempt: Attempt) -> CardApplication:
    application, repeated = begin(attempt)
    if repeated:
        return application
    require_allowed(attempt, application)
    return record_step(attempt, application, card=card_of(application), paused_on=None)


def refuse_application(
    *, officer: Officer, application_id: int, version: int, note: str | None = None
) -> CardApplication:
    """Refuse with a reason; the citizen gets notice CC03."""
    return _close(Attempt(officer, application_id, DeedName.REFUSE, version, note))


def cancel_application(
    *, officer: Officer, application_id: int, version: int, note: str | None = None
) -> CardApplication:
    return _close(Attempt(officer, application_id, DeedName.CANCEL, version, note))


def expire_application(
    *, officer: Officer, application_id: int, version: int, note: str | None = None
) -> CardApplication:
    """The dossier was erased above, or its booking passed, without an answer: the person has to be asked again."""
    return _close(Attempt(officer, application_id, DeedName.EXPIRE, version, note))


def close_on_death(*, resident_id: int, actor: Officer, **_: Any) -> None:
    """Close what is open for a person who died; a card at the unit is withdrawn, none is handed to a relative.

    Called by the register inside its transaction, with the resident locked.
    """
    open_ones = CardApplication.objects.open().filter(resident_id=resident_id)
    for application in open_ones.select_for_update(of=("self",)).select_related("resident"):
        card = card_of(application)
        attempt = Attempt(actor, application.pk, DeedName.CLOSE_ON_DEATH, application.version)
        write_step(attempt, application, target=State.CANCELLED, card=card, paused_on=None)
        if card is not None and card.place != CardPlace.WITH_CITIZEN:
            card.status = CardStatus.WITHDRAWN
            card.save(update_fields=["status"])

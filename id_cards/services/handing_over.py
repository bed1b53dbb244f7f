"""Give a card to the citizen: the end of the funnel."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from id_cards import ages, rules
from id_cards.choices import CardPlace, CardStatus, DeedName, IdentifiedBy, Reason, ReceiverKind, State
from id_cards.eligibility import born_on
from id_cards.errors import CardAlreadyHandedOverError, NumberMissingError
from id_cards.models import Card, CardApplication
from id_cards.services.advancing import card_of
from id_cards.services.moving_cards import move_card, require_at_hand
from id_cards.services.stepping import Attempt, Proof, begin, record_step, require_allowed
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today
from kontum_portal.text import clean


@transaction.atomic
def hand_over_card(
    *,
    officer: Officer,
    application_id: int,
    version: int,
    receiver_kind: str = ReceiverKind.HOLDER,
    identified_by: str = IdentifiedBy.SLIP_AND_FACE,
    receiver_name: str | None = None,
    issued_on: dt.date | None = None,
    note: str | None = None,
) -> CardApplication:
    """Hand the card over with the proof of who took it; earlier cards of the person are replaced by it.

    ``issued_on`` is the day printed on the card, from which its validity is reckoned.
    """
    attempt = Attempt(officer, application_id, DeedName.HAND_OVER, version, note)
    application, repeated = begin(attempt)
    if repeated:
        return application
    if application.state == State.HANDED_OVER:
        raise _already_handed_over(application)
    require_allowed(attempt, application)
    proof = Proof(ReceiverKind(receiver_kind), IdentifiedBy(identified_by), clean(receiver_name or "") or None)
    _require_proof(application, proof)
    card = card_of(application)
    if card is None:
        raise NumberMissingError
    require_at_hand(card, officer)
    record_step(attempt, application, proof=proof, card=card, handed_over_on=today())
    move_card(card=card, to_place=CardPlace.WITH_CITIZEN, actor=officer, application=application, is_new=False)
    _put_into_hand(application, card, issued_on)
    return application


def _already_handed_over(application: CardApplication) -> CardAlreadyHandedOverError:
    step = application.steps.filter(deed=DeedName.HAND_OVER, undone_at__isnull=True).select_related("actor").last()
    if step is None:  # a hand-over from before the portal
        return CardAlreadyHandedOverError(officer="–", moment="–")
    moment = date_format(timezone.localtime(step.at), "H:i d/m/Y")
    return CardAlreadyHandedOverError(officer=step.actor.get_full_name(), moment=moment)


def _require_proof(application: CardApplication, proof: Proof) -> None:
    child = rules.needs_representative(born_on(application.resident), today())
    refusal = rules.receiver_refusal(**vars(proof), holder_is_child=child)
    if refusal is not None:
        raise refusal


def _put_into_hand(application: CardApplication, card: Card, issued_on: dt.date | None) -> None:
    ended = CardStatus.LOST if application.reason == Reason.LOST else CardStatus.REPLACED
    earlier = Card.objects.filter(resident_id=application.resident_id, status=CardStatus.VALID).exclude(pk=card.pk)
    earlier.update(status=ended, replaced_by=card)
    born = born_on(application.resident)
    card.issued_on = issued_on
    card.valid_until = ages.valid_until(born, issued_on) if born and issued_on else None
    card.save(update_fields=["place", "keeper", "issued_on", "valid_until"])

"""Cards go from one officer to another: given by one, signed for by the other on their own sign-in; both on a receipt."""

import uuid
from collections.abc import Collection

from django.db import transaction

from id_cards import rules
from id_cards.choices import CardPlace
from id_cards.custody_choices import PaperKind, TransferState
from id_cards.errors import CardsNotHereError, NothingToHandOnError, TakerNotOfUnitError, TransferAnsweredError
from id_cards.models import Card, CardTransfer, CustodyMovement
from id_cards.services.numbering import take_paper_number
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean


@transaction.atomic
def offer_cards(
    *,
    officer: Officer,
    unit_id: int,
    card_ids: Collection[int],
    to_place: str,
    taker_id: int,
    note: str | None = None,
    request_key: uuid.UUID | None = None,
) -> CardTransfer:
    """Offer cards to another officer of the unit; they stay where they are until that officer has signed."""
    unit = AdminUnit.objects.select_for_update(no_key=True).get(pk=unit_id)
    if not rules.can_write(officer, unit.pk):
        raise NotAllowedError
    before = CardTransfer.objects.filter(request_key=request_key, giver=officer).first() if request_key else None
    if before is not None:
        return before
    taker = Officer.objects.filter(pk=taker_id, is_active=True).exclude(pk=officer.pk).first()
    if taker is None or not rules.can_write(taker, unit.pk):
        raise TakerNotOfUnitError
    cards = _at_hand(officer, unit, set(card_ids), CardPlace(to_place))
    transfer = CardTransfer.objects.create(
        unit=unit,
        number=take_paper_number(unit=unit, kind=PaperKind.TRANSFER, year=today().year),
        to_place=to_place,
        count=len(cards),
        giver=officer,
        taker=taker,
        offered_at=now(),
        note=clean(note or "") or None,
        outing=_outing_of(cards),
        request_key=request_key,
    )
    _write_movements(transfer, cards)
    _leave_trace(officer, transfer, "offer_cards")
    return transfer


def _at_hand(officer: Officer, unit: AdminUnit, chosen: set[int], to_place: CardPlace) -> list[Card]:
    """The chosen cards, locked, all of them still where the giver may give them from."""
    if not chosen:
        raise NothingToHandOnError
    cards = Card.objects.visible_to(officer).filter(rules.givable(officer, to_place), pk__in=chosen, unit=unit)
    waiting = CustodyMovement.objects.pending().filter(card__in=chosen)
    found = list(cards.exclude(pk__in=waiting.values("card_id")).select_for_update(of=("self",)).order_by("pk"))
    if len(found) < len(chosen):
        raise CardsNotHereError(number=len(chosen) - len(found))
    return found


def _outing_of(cards: list[Card]) -> CardTransfer | None:
    """The hand-on by which cards that come back went out; the newest, when they went out with several."""
    out = [card.pk for card in cards if card.place == CardPlace.WITH_OFFICER]
    movements = CustodyMovement.objects.standing().filter(
        card__in=out, to_place=CardPlace.WITH_OFFICER, transfer__isnull=False
    )
    newest = movements.select_related("transfer").order_by("-pk").first()
    return newest.transfer if newest else None


def _write_movements(transfer: CardTransfer, cards: list[Card]) -> None:
    CustodyMovement.objects.bulk_create(
        CustodyMovement(
            card=card,
            unit_id=transfer.unit_id,
            transfer=transfer,
            from_place=card.place,
            to_place=transfer.to_place,
            given_by_id=transfer.giver_id,
            taken_by_id=transfer.taker_id,
            given_at=transfer.offered_at,
        )
        for card in cards
    )


def take_cards(*, officer: Officer, transfer_id: int) -> CardTransfer:
    """Sign for the cards: now they are where they were offered to, and the taker answers for them."""
    return _answer(officer, transfer_id, TransferState.TAKEN)


def refuse_cards(*, officer: Officer, transfer_id: int) -> CardTransfer:
    """The count does not agree: nothing moves, and the giver counts again."""
    return _answer(officer, transfer_id, TransferState.REFUSED)


def withdraw_cards(*, officer: Officer, transfer_id: int) -> CardTransfer:
    """The giver takes the offer back before it is signed."""
    return _answer(officer, transfer_id, TransferState.WITHDRAWN)


@transaction.atomic
def _answer(officer: Officer, transfer_id: int, state: TransferState) -> CardTransfer:
    transfer = CardTransfer.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=transfer_id)
    if not rules.can_answer_transfer(officer, transfer, state):
        raise NotAllowedError
    if transfer.state == state:
        return transfer
    if transfer.state != TransferState.OFFERED:
        raise TransferAnsweredError(state=transfer.get_state_display())
    pending = CustodyMovement.objects.pending().filter(transfer=transfer)
    cards = list(Card.objects.select_for_update(of=("self",)).filter(movements__in=pending).order_by("pk"))
    moment = now()
    if state == TransferState.TAKEN:
        keeper = officer if transfer.to_place == CardPlace.WITH_OFFICER else None
        pending.update(taken_at=moment)
        Card.objects.filter(pk__in=[card.pk for card in cards]).update(place=transfer.to_place, keeper=keeper)
    else:
        pending.update(undone_at=moment)
    transfer.state, transfer.answered_at = state, moment
    transfer.save(update_fields=["state", "answered_at"])
    _leave_trace(officer, transfer, {"taken": "take_cards", "refused": "refuse_cards"}.get(state, "withdraw_cards"))
    return transfer


def _leave_trace(officer: Officer, transfer: CardTransfer, verb: str) -> None:
    record_deed(
        actor=officer, verb=verb, subject_kind="card_transfer", subject_id=transfer.pk, unit_id=transfer.unit_id,
        cards=transfer.count, to_place=str(transfer.to_place),
    )  # fmt: skip

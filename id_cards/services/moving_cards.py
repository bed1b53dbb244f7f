"""A card changes its place: the row of custody is written beside it, in the transaction of the deed that moved it."""

from id_cards.choices import CardPlace
from id_cards.errors import CardWithAnotherOfficerError
from id_cards.models import ApplicationStep, Card, CardApplication, CustodyMovement
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now

# An officer keeps what lies at the desk; the safe is the unit's, a citizen's card is nobody's here.
_KEPT_BY_OFFICER = frozenset({CardPlace.AT_UNIT, CardPlace.WITH_OFFICER})
_FROM_ABOVE = frozenset({None, CardPlace.SENT_BACK})


def move_card(*, card: Card, to_place: CardPlace, actor: Officer, application: CardApplication, is_new: bool) -> None:
    """Write the movement of the dossier's newest step and put the (locked) card there; the caller saves the card.

    What was offered to another officer and not signed falls away: the card is no longer here to be taken.
    """
    moment = now()
    CustodyMovement.objects.pending().filter(card=card).update(undone_at=moment)
    from_place = None if is_new else CardPlace(card.place)
    comes_in = from_place in _FROM_ABOVE or to_place == CardPlace.AT_UNIT
    CustodyMovement.objects.create(
        card=card,
        unit_id=card.unit_id,
        step=application.steps.filter(undone_at__isnull=True).order_by("-id").first(),
        from_place=from_place,
        to_place=to_place,
        given_by=None if comes_in else actor,
        taken_by=actor if comes_in else None,
        given_at=moment,
        taken_at=moment,
    )
    card.place, card.keeper = to_place, actor if to_place in _KEPT_BY_OFFICER else None


def take_back_movements(step: ApplicationStep) -> None:
    """A step that is taken back takes its movement back."""
    CustodyMovement.objects.filter(step=step, undone_at__isnull=True).update(undone_at=now())


def require_at_hand(card: Card, officer: Officer) -> None:
    """A card that is out with an officer is handed on by that officer alone, until it has come back."""
    if card.place == CardPlace.WITH_OFFICER and card.keeper_id not in (None, officer.pk):
        assert card.keeper is not None
        raise CardWithAnotherOfficerError(officer=card.keeper.get_full_name())

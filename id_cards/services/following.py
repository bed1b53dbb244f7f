"""Dossiers and cards follow their resident: to another unit, into a merged record; called inside the register's deeds."""

from typing import Any

from id_cards.choices import CardPlace, CardStatus
from id_cards.errors import BothHaveOpenDossierError
from id_cards.models import ApplicationStep, Card, CardApplication


def move_steps(*, resident_id: int, unit_id: int, **_: Any) -> None:
    """The steps go where their dossiers went (``carry_along_with_move``): the new unit sees what was done."""
    steps = ApplicationStep.objects.filter(application__resident_id=resident_id)
    steps.exclude(unit_id=unit_id).update(unit_id=unit_id)


def merge_applications(*, kept_id: int, dropped_id: int) -> list[int]:
    """Give the dropped record's dossiers to the kept one; two open ones have to be settled by a person first."""
    dropped = CardApplication.objects.filter(resident_id=dropped_id)
    if dropped.open().exists() and CardApplication.objects.open().filter(resident_id=kept_id).exists():
        raise BothHaveOpenDossierError
    moved = list(dropped.values_list("pk", flat=True))
    dropped.update(resident_id=kept_id)
    return moved


def unmerge_applications(*, dropped_id: int, moved: list[int]) -> None:
    CardApplication.objects.filter(pk__in=moved).update(resident_id=dropped_id)


def merge_cards(*, kept_id: int, dropped_id: int) -> list[int]:
    """Give the dropped record's cards to the kept one; of two valid cards in hand the kept record's stays valid."""
    dropped = Card.objects.filter(resident_id=dropped_id)
    moved = list(dropped.values_list("pk", flat=True))
    valid = Card.objects.in_hand().filter(resident_id=kept_id).first()
    if valid is not None:
        dropped.in_hand().update(status=CardStatus.REPLACED, replaced_by=valid)
    dropped.update(resident_id=kept_id)
    return moved


def unmerge_cards(*, dropped_id: int, moved: list[int]) -> None:
    """Give the cards back; one that only the merge had replaced is valid again."""
    cards = Card.objects.filter(pk__in=moved)
    by_the_merge = cards.exclude(replaced_by__in=moved).filter(
        replaced_by__isnull=False, place=CardPlace.WITH_CITIZEN, status=CardStatus.REPLACED
    )
    restored = list(by_the_merge.exclude(resident_id=dropped_id).values_list("pk", flat=True))
    cards.update(resident_id=dropped_id)
    Card.objects.filter(pk__in=restored).update(status=CardStatus.VALID, replaced_by=None)

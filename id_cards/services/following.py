"""Dossiers and cards follow their resident: to another unit, into a merged record; called inside the register's deeds."""

from typing import Any

from django.db.models import Q

from id_cards.choices import CardPlace, CardStatus, SlipRangeKind
from id_cards.errors import BothHaveOpenDossierError
from id_cards.models import (
    ApplicationStep,
    ArrivalScan,
    Card,
    CardApplication,
    CardFinding,
    CustodyMovement,
    SlipRange,
    StockTakeLine,
)
from kontum_portal.accounts.queries import system_officer
from residents.models import Resident


def move_steps(*, resident_id: int, unit_id: int, **_: Any) -> None:
    """The steps go where their dossiers went (``carry_along_with_move``): the new unit sees what was done.

    So do the movements of the cards, and what is found about them; papers of the old unit stay with it.
    """
    steps = ApplicationStep.objects.filter(application__resident_id=resident_id)
    steps.exclude(unit_id=unit_id).update(unit_id=unit_id)
    movements = CustodyMovement.objects.filter(card__resident_id=resident_id)
    movements.exclude(unit_id=unit_id).update(unit_id=unit_id)
    of_person = Q(card__resident_id=resident_id) | Q(application__resident_id=resident_id)
    CardFinding.objects.filter(of_person).exclude(unit_id=unit_id).update(unit_id=unit_id)


def purge_applications(*, resident_ids: list[int]) -> None:
    """The dossiers go, and with them all that points at them; their slip numbers stay accounted for as void."""
    gone = CardApplication.objects.filter(resident_id__in=resident_ids)
    numbered = gone.filter(slip_counter__isnull=False, slip_sequence__isnull=False)
    actor = system_officer()
    SlipRange.objects.bulk_create(
        SlipRange(
            counter_id=counter_id, unit_id=unit_id, first_number=number, last_number=number, kind=SlipRangeKind.VOID,
            why="purged", officer=actor,
        )
        for counter_id, unit_id, number in numbered.values_list(
            "slip_counter_id", "slip_counter__unit_id", "slip_sequence"
        )
        if number is not None
    )  # fmt: skip
    numbers = Resident.objects.filter(pk__in=resident_ids, personal_id__isnull=False).values("personal_id")
    ArrivalScan.objects.filter(number__in=numbers).delete()
    StockTakeLine.objects.filter(number__in=numbers).delete()
    gone.delete()


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
    waiting = Card.objects.in_custody().filter(status=CardStatus.VALID)
    if waiting.filter(resident_id=kept_id).exists() and waiting.filter(resident_id=dropped_id).exists():
        raise BothHaveOpenDossierError
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

"""Numbers of slips and of the unit's own papers: unique, without gaps, taken from a locked row in the same transaction."""

from typing import TypedDict

from django.db.models import Q

from id_cards.custody_choices import PaperKind
from id_cards.models import PaperCounter, SlipCounter
from kontum_portal.areas.models import AdminUnit


class SlipNumber(TypedDict):
    slip_counter: SlipCounter
    slip_sequence: int
    slip_number: str


def take_slip_number(*, unit: AdminUnit, year: int) -> SlipNumber:
    """The next number of a unit in a year, e.g. ``23287-24-00001``; the caller's transaction holds the counter."""
    SlipCounter.objects.get_or_create(unit=unit, year=year)
    counter = SlipCounter.objects.select_for_update(of=("self",)).get(unit=unit, year=year)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    number = f"{series_of(unit)}-{year % 100:02d}-{counter.last_number:05d}"
    return SlipNumber(slip_counter=counter, slip_sequence=counter.last_number, slip_number=number)


def take_paper_number(*, unit: AdminUnit, kind: PaperKind, year: int) -> str:
    """The next number of one kind of paper, e.g. ``GL-23287-24-0001``."""
    PaperCounter.objects.get_or_create(unit=unit, year=year, kind=kind)
    counter = PaperCounter.objects.select_for_update(of=("self",)).get(unit=unit, year=year, kind=kind)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return f"{kind.value}-{series_of(unit)}-{year % 100:02d}-{counter.last_number:04d}"


def series_of(unit: AdminUnit) -> str:
    """The unit's code, told apart from earlier units that had the same code (the 2025 reform reused four)."""
    if unit.valid_from is None:
        return unit.code
    earlier = AdminUnit.objects.filter(code=unit.code).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lt=unit.valid_from)
    )
    return f"{unit.code}.{earlier.count() + 1}" if earlier.exists() else unit.code

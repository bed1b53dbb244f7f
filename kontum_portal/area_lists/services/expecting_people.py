"""Recording how many people a source expects in a place: the denominator that finds white zones."""

import datetime as dt

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.area_lists.errors import ExpectedPopulationKnownError, SubUnitElsewhereError
from kontum_portal.area_lists.rules import can_record_expected_population
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean


@transaction.atomic
def record_expected_population(
    *,
    officer: Officer,
    unit_id: int,
    people: int,
    source: str,
    as_of: dt.date,
    sub_unit_id: int | None = None,
    households: int | None = None,
) -> ExpectedPopulation:
    """One figure of one source for one day; a newer figure is a further row, none is overwritten."""
    unit = AdminUnit.objects.select_for_update(no_key=True).get(pk=unit_id)
    if not can_record_expected_population(officer, unit):
        raise NotAllowedError
    if sub_unit_id is not None and not SubUnit.objects.filter(pk=sub_unit_id, unit=unit).exists():
        raise SubUnitElsewhereError(unit=str(unit))
    place = {"unit": unit, "sub_unit_id": sub_unit_id, "source": clean(source), "as_of": as_of}
    if ExpectedPopulation.objects.filter(**place).exists():
        raise ExpectedPopulationKnownError
    figure = ExpectedPopulation.objects.create(**place, people=people, households=households)
    record_deed(
        actor=officer,
        verb="expected_population_recorded",
        subject_kind="expected_population",
        subject_id=figure.pk,
        unit_id=unit.pk,
        people=people,
    )
    return figure

"""The unit, sub-unit and household a person is put into: checked to belong together."""

from kontum_portal.areas.models import SubUnit
from residents.errors import HouseholdOfAnotherUnitError, SubUnitOfAnotherUnitError
from residents.models import Household


def require_sub_unit_of(unit_id: int, sub_unit_id: int | None) -> None:
    if sub_unit_id is not None and not SubUnit.objects.filter(pk=sub_unit_id, unit_id=unit_id).exists():
        raise SubUnitOfAnotherUnitError


def require_household_of(unit_id: int, household_id: int | None) -> None:
    if household_id is not None and not Household.objects.filter(pk=household_id, unit_id=unit_id).exists():
        raise HouseholdOfAnotherUnitError

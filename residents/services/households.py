"""Households: found by their number or made, and who lives in them."""

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from residents.models import Household, Resident
from residents.rules import can_register_in
from residents.services.places import require_sub_unit_of


@transaction.atomic
def create_household(
    *,
    officer: Officer,
    unit_id: int,
    sub_unit_id: int | None = None,
    number: str | None = None,
    address: str | None = None,
) -> Household:
    """A new dwelling of a unit; two with the same number are refused by the database."""
    if not can_register_in(officer, unit_id):
        raise NotAllowedError
    require_sub_unit_of(unit_id, sub_unit_id)
    household = Household.objects.create(unit_id=unit_id, sub_unit_id=sub_unit_id, number=number, address=address)
    record_deed(
        actor=officer, verb="create_household", subject_kind="household", subject_id=household.pk, unit_id=unit_id
    )
    return household


def household_numbered(
    *, officer: Officer, unit_id: int, sub_unit_id: int | None, number: str | None
) -> Household | None:
    """The household with this residence file number in the unit, made when there is none; None without a number."""
    if not number:
        return None
    known = Household.objects.visible_to(officer).filter(unit_id=unit_id, number=number).first()
    return known or create_household(officer=officer, unit_id=unit_id, sub_unit_id=sub_unit_id, number=number)


def set_head(*, officer: Officer, household: Household, resident: Resident) -> None:
    """Write down who heads the household, when that changed."""
    if household.head_id != resident.pk:
        Household.objects.filter(pk=household.pk).update(head=resident)
        record_deed(
            actor=officer,
            verb="set_household_head",
            subject_kind="household",
            subject_id=household.pk,
            unit_id=household.unit_id,
            resident_id=resident.pk,
        )

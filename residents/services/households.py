"""Households: found by their number or made, and who lives in them."""

from collections.abc import Iterable

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from residents.choices import Relation
from residents.errors import HouseholdHasHeadError, HouseholdNumberTakenError
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
    """A new dwelling of a unit, without members; two with the same number are refused."""
    if not can_register_in(officer, unit_id):
        raise NotAllowedError
    require_sub_unit_of(unit_id, sub_unit_id)
    number = number or None
    if number and Household.objects.visible_to(officer).filter(unit_id=unit_id, number=number).exists():
        raise HouseholdNumberTakenError(number=number)
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


def require_free_head(*, household_id: int | None, relation: str | None, but_resident_id: int | None = None) -> None:
    """One head: a second is refused before the database does (``household_one_head``)."""
    if household_id is None or relation != Relation.HEAD:
        return
    others = Resident.objects.filter(household_id=household_id, relation_to_head=Relation.HEAD)
    if any(pk != but_resident_id for pk in others.values_list("pk", flat=True)):
        raise HouseholdHasHeadError


def settle_heads(*, officer: Officer, household_ids: Iterable[int | None]) -> None:
    """After members or relations changed: the head is the one member whose relation says so, or nobody."""
    homes = Household.objects.select_for_update(of=("self",), no_key=True)
    for household in homes.filter(pk__in={pk for pk in household_ids if pk}).order_by("pk"):
        heads = Resident.objects.filter(household_id=household.pk, relation_to_head=Relation.HEAD)
        head_id = heads.values_list("pk", flat=True).first()
        if household.head_id == head_id:
            continue
        Household.objects.filter(pk=household.pk).update(head_id=head_id)
        record_deed(
            actor=officer,
            verb="set_household_head",
            subject_kind="household",
            subject_id=household.pk,
            unit_id=household.unit_id,
            resident_id=head_id,
        )

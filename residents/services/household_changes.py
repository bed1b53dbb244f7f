"""Splitting, merging and moving households (Luật Cư trú 68/2020/QH14 Đ.25: tách hộ)."""

from collections.abc import Mapping

from django.db import transaction

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from residents.errors import (
    HeadNotChosenError,
    HouseholdOfAnotherUnitError,
    NobodyStaysError,
    NotAMemberError,
    NothingChangedError,
    SameHouseholdError,
)
from residents.extension_points import on_move
from residents.models import Household, Resident
from residents.services.household_members import (
    lock_household,
    lock_members,
    lock_people,
    member_ids,
    relations_under,
    write_people,
)
from residents.services.households import create_household, settle_heads
from residents.services.places import require_sub_unit_of


@transaction.atomic
def split_household(
    *,
    officer: Officer,
    household_id: int,
    head_id: int,
    relations: Mapping[int, str | None],
    number: str | None = None,
    sub_unit_id: int | None = None,
    address: str | None = None,
) -> Household:
    """Tách hộ: the people of ``relations`` (id → relation to ``head_id``, one of them) become a household of their own."""
    household, people = lock_members(officer, household_id)
    if set(relations) - set(people):
        raise NotAMemberError
    if head_id not in relations:
        raise HeadNotChosenError
    if len(relations) == len(people):
        raise NobodyStaysError
    new = create_household(
        officer=officer, unit_id=household.unit_id, sub_unit_id=sub_unit_id, number=number, address=address
    )
    wanted = relations_under(head_id, relations)
    place = _place_of(new, old_address=household.address)
    write_people({pk: {"household_id": new.pk, "relation_to_head": wanted[pk], **place} for pk in relations})
    settle_heads(officer=officer, household_ids=[household.pk, new.pk])
    _leave_trace(officer, household, "split_household", new_household=new.pk, people=sorted(relations))
    _tell_of_moves(officer, [people[pk] for pk in relations], place)
    return new


@transaction.atomic
def merge_households(
    *, officer: Officer, household_id: int, into_id: int, relations: Mapping[int, str | None]
) -> Household:
    """Nhập hộ: everybody of one household moves into another, whose head stays; the emptied one is closed."""
    if household_id == into_id:
        raise SameHouseholdError
    people = lock_people(officer, member_ids(officer, household_id) + member_ids(officer, into_id))
    homes = {pk: lock_household(officer, pk) for pk in sorted((household_id, into_id))}
    household, into = homes[household_id], homes[into_id]
    if household.unit_id != into.unit_id:
        raise HouseholdOfAnotherUnitError
    moving = {pk: person for pk, person in people.items() if person.household_id == household.pk}
    if set(member_ids(officer, household.pk)) != set(moving) or set(relations) - set(moving):
        raise NotAMemberError
    wanted = relations_under(None, {pk: relations.get(pk) for pk in moving})
    place = _place_of(into, old_address=household.address)
    write_people({pk: {"household_id": into.pk, "relation_to_head": wanted[pk], **place} for pk in moving})
    settle_heads(officer=officer, household_ids=[household.pk, into.pk])
    Household.objects.filter(pk=household.pk).update(closed_on=clock.today(), merged_into=into, number=None)
    _leave_trace(officer, household, "merge_household", into=into.pk, people=sorted(moving), number=household.number)
    _tell_of_moves(officer, list(moving.values()), place)
    return into


@transaction.atomic
def move_household(
    *, officer: Officer, household_id: int, sub_unit_id: int | None, address: str | None, with_address: bool = True
) -> Household:
    """The whole household lives elsewhere in its unit; ``with_address``: it is everybody's current address too."""
    household, people = lock_members(officer, household_id)
    require_sub_unit_of(household.unit_id, sub_unit_id)
    if (household.sub_unit_id, household.address) == (sub_unit_id, address or None):
        raise NothingChangedError
    Household.objects.filter(pk=household.pk).update(sub_unit_id=sub_unit_id, address=address or None)
    place: dict[str, object] = {"sub_unit_id": sub_unit_id}
    if with_address and address and address != household.address:
        place["current_address"] = address
    write_people(dict.fromkeys(people, place))
    _leave_trace(officer, household, "move_household", people=sorted(people), sub_unit=sub_unit_id)
    _tell_of_moves(officer, list(people.values()), place)
    household.refresh_from_db()
    return household


def _place_of(household: Household, *, old_address: str | None) -> dict[str, object]:
    """What its people take over: the sub-unit when it is known, the address when it is another one."""
    place: dict[str, object] = {"sub_unit_id": household.sub_unit_id} if household.sub_unit_id else {}
    if household.address and household.address != old_address:
        place["current_address"] = household.address
    return place


def _tell_of_moves(officer: Officer, people: list[Resident], place: Mapping[str, object]) -> None:
    """``people`` as they were before: whoever changed the sub-unit moved within the unit."""
    for person in people:
        if "sub_unit_id" not in place or place["sub_unit_id"] == person.sub_unit_id:
            continue
        for callback in on_move:
            callback(
                resident_id=person.pk,
                unit_id=person.unit_id,
                old_unit_id=person.unit_id,
                new_unit_id=person.unit_id,
                actor=officer,
            )


def _leave_trace(officer: Officer, household: Household, verb: str, **details: object) -> None:
    record_deed(
        actor=officer,
        verb=verb,
        subject_kind="household",
        subject_id=household.pk,
        unit_id=household.unit_id,
        **details,
    )

"""Who lives in a household and how they are related to its head.

Locks go people first, then households, both by id: as in every service that writes a person.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from residents.choices import Relation
from residents.errors import (
    HeadNotChosenError,
    HouseholdClosedError,
    LivesElsewhereError,
    NotAMemberError,
    NothingChangedError,
    PersonOfAnotherUnitError,
)
from residents.models import Household, Resident
from residents.quality.checking import check_residents
from residents.rules import can_change_household
from residents.services.households import require_free_head, settle_heads


def lock_people(officer: Officer, resident_ids: Iterable[int]) -> dict[int, Resident]:
    """The people by id, locked in that order; those out of reach are missing.

    Without their keys: who has locked a household may be naming one of them its head, and must not wait for us.
    """
    people = Resident.objects.visible_to(officer).select_for_update(of=("self",), no_key=True)
    return {person.pk: person for person in people.filter(pk__in=list(resident_ids)).order_by("pk")}


def lock_household(officer: Officer, household_id: int) -> Household:
    """A standing household that the officer may change."""
    homes = Household.objects.visible_to(officer).select_for_update(of=("self",), no_key=True)
    household = homes.get(pk=household_id)
    if not can_change_household(officer, household):
        raise NotAllowedError
    if household.closed_on:
        raise HouseholdClosedError
    return household


def member_ids(officer: Officer, household_id: int) -> list[int]:
    return list(Resident.objects.visible_to(officer).filter(household_id=household_id).values_list("pk", flat=True))


def lock_members(officer: Officer, household_id: int) -> tuple[Household, dict[int, Resident]]:
    """The household with all who live in it now: those who came or went before the lock are not missed."""
    people = lock_people(officer, member_ids(officer, household_id))
    household = lock_household(officer, household_id)
    staying = {pk: person for pk, person in people.items() if person.household_id == household_id}
    if set(member_ids(officer, household_id)) != set(staying):
        raise NotAMemberError
    return household, staying


def write_people(changes: Mapping[int, Mapping[str, object]]) -> None:
    """One update a person; who becomes head last, so that there is never a second one."""
    ordered = sorted(changes.items(), key=lambda item: item[1].get("relation_to_head") == Relation.HEAD)
    for pk, fields in ordered:
        Resident.objects.filter(pk=pk).update(**fields, version=F("version") + 1)
    check_residents(list(changes))


@transaction.atomic
def add_member(
    *, officer: Officer, household_id: int, resident_id: int, relation: str | None, leaves_id: int | None = None
) -> Resident:
    """A person of the unit comes to live here; ``leaves_id`` is the household the officer saw the person in."""
    person = lock_people(officer, [resident_id]).get(resident_id)
    household = lock_household(officer, household_id)
    if person is None or person.unit_id != household.unit_id:
        raise PersonOfAnotherUnitError
    if person.household_id == household.pk:
        raise NothingChangedError
    if person.household_id is not None and person.household_id != leaves_id:
        home = Household.objects.visible_to(officer).get(pk=person.household_id)
        raise LivesElsewhereError(name=person.full_name, household=home.name)
    require_free_head(household_id=household.pk, relation=relation)
    place = {"sub_unit_id": household.sub_unit_id} if household.sub_unit_id else {}
    write_people({person.pk: {"household_id": household.pk, "relation_to_head": relation or None, **place}})
    settle_heads(officer=officer, household_ids=[household.pk, person.household_id])
    _leave_trace(officer, household, "add_household_member", resident_id=person.pk, left=person.household_id)
    person.refresh_from_db()
    return person


@transaction.atomic
def take_out_member(*, officer: Officer, household_id: int, resident_id: int) -> None:
    """The person lives here no more; where they live now is another deed."""
    person = lock_people(officer, [resident_id]).get(resident_id)
    household = lock_household(officer, household_id)
    if person is None or person.household_id != household.pk:
        raise NotAMemberError
    write_people({person.pk: {"household_id": None, "relation_to_head": None}})
    settle_heads(officer=officer, household_ids=[household.pk])
    _leave_trace(officer, household, "take_out_household_member", resident_id=person.pk)


@transaction.atomic
def set_relations(
    *, officer: Officer, household_id: int, head_id: int | None, relations: Mapping[int, str | None]
) -> None:
    """Who heads the household, and what everybody else is to the head; only what differs is written."""
    household, people = lock_members(officer, household_id)
    if head_id is not None and head_id not in people:
        raise HeadNotChosenError
    if set(relations) - set(people):
        raise NotAMemberError
    wanted = relations_under(head_id, {pk: relations.get(pk, people[pk].relation_to_head) for pk in people})
    differing = {pk: value for pk, value in wanted.items() if people[pk].relation_to_head != value}
    if not differing and household.head_id == head_id:
        raise NothingChangedError
    write_people({pk: {"relation_to_head": value} for pk, value in differing.items()})
    settle_heads(officer=officer, household_ids=[household.pk])
    _leave_trace(officer, household, "set_household_relations", people=sorted(differing))


def relations_under(head_id: int | None, relations: Mapping[int, str | None]) -> dict[int, str | None]:
    """The relation of each person when this one is the head: nobody else is, and unknown stays unknown."""
    others = {pk: value if value and value != Relation.HEAD else None for pk, value in relations.items()}
    return others | ({head_id: Relation.HEAD} if head_id is not None else {})


def _leave_trace(officer: Officer, household: Household, verb: str, **details: object) -> None:
    record_deed(
        actor=officer,
        verb=verb,
        subject_kind="household",
        subject_id=household.pk,
        unit_id=household.unit_id,
        **details,
    )

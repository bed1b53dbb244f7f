"""Entering a birth: a new record in the mother's household, without a number yet."""

import datetime as dt
from typing import Any

from django.db import transaction

from kontum_portal.accounts.models import Officer
from residents.choices import EventKind, Presence, Relation, Sex
from residents.life_errors import EventNotPossibleError, NotTheMotherError
from residents.life_rules import YOUNGEST_MOTHER
from residents.models import Resident, ResidentEvent
from residents.name_keys import name_keys
from residents.quality.checking import check_residents
from residents.services.eventing import (
    Told,
    entered_before,
    lock_resident,
    require_possible_day,
    state_in_words,
    tell_of_changes,
    write_event,
)

# The child's place in the household, by the mother's; left open where it does not follow.
RELATION_OF_CHILD = {
    Relation.HEAD: Relation.CHILD,
    Relation.WIFE: Relation.CHILD,
    Relation.CHILD: Relation.GRANDCHILD,
    Relation.CHILD_IN_LAW: Relation.GRANDCHILD,
    Relation.DAUGHTER_IN_LAW: Relation.GRANDCHILD,
}


@transaction.atomic
def register_birth(
    *, officer: Officer, mother_id: int, full_name: str, sex: str, told: Told, registered_at: str | None = None
) -> ResidentEvent:
    """``told.happened_on`` is the day of birth, ``told.place`` where; the number comes later, from above."""
    mother = lock_resident(officer, mother_id)
    if entered := entered_before(officer, told):
        return entered
    _require_mother(mother, told.happened_on)
    child = Resident.objects.create(
        **_facts(full_name, sex, told.happened_on, registered_at),
        **_like_mother(mother),
        **name_keys(full_name).as_columns(),
        created_by=officer,
    )
    check_residents([child.pk])
    event = write_event(officer=officer, resident=child, kind=EventKind.BIRTH, told=told, other_id=mother.pk)
    tell_of_changes(mother.unit_id)
    return event


def _require_mother(mother: Resident, day: dt.date) -> None:
    """A mother may have died at the birth, not before it."""
    require_possible_day(mother, day)
    if mother.deceased_on and mother.deceased_on < day:
        raise EventNotPossibleError(event=EventKind.BIRTH.label, state=state_in_words(mother))
    too_young = mother.birth_year is not None and day.year - mother.birth_year < YOUNGEST_MOTHER
    if too_young or mother.sex == Sex.MALE:
        raise NotTheMotherError


def _facts(full_name: str, sex: str, born: dt.date, registered_at: str | None) -> dict[str, Any]:
    return {
        "full_name": full_name,
        "sex": sex,
        "birth_year": born.year,
        "birth_month": born.month,
        "birth_day": born.day,
        "birth_registration_place": registered_at,
        "presence": Presence.PRESENT,
    }


def _like_mother(mother: Resident) -> dict[str, Any]:
    same = ("unit_id", "sub_unit_id", "household_id", "permanent_address", "current_address", "language")
    kept = {name: getattr(mother, name) for name in (*same, "residence_kind", "residence_until")}
    relation = mother.relation_to_head and RELATION_OF_CHILD.get(Relation(mother.relation_to_head))
    return kept | {"relation_to_head": relation if mother.household_id else None}

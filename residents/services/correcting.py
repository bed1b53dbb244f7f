"""Correcting what is known of a person, with the version that the officer saw."""

from typing import Any

from django.db import transaction
from django.db.models import F

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError, StaleRecordError
from residents.errors import ApprovalNeededError, NothingChangedError
from residents.extension_points import on_move
from residents.models import Resident
from residents.name_keys import name_keys
from residents.quality.checking import check_residents
from residents.rules import can_correct, needs_approval
from residents.services.households import household_numbered, require_free_head, settle_heads
from residents.services.person_numbers import claim_number, close_twin_finding, open_twin_finding
from residents.services.places import require_household_of, require_sub_unit_of
from residents.services.registering import refuse_unknown_facts

PLACES = frozenset({"sub_unit_id", "household_id", "household_number"})


@transaction.atomic
def correct_resident(
    *, officer: Officer, resident_id: int, version: int, changes: dict[str, Any], reason: str = ""
) -> Resident:
    """Write the ``changes`` that differ; the old row goes into the history.

    Besides facts: ``sub_unit_id``, ``household_id``, or ``household_number`` (made when there is none).
    Raises ``StaleRecordError`` when somebody else saved after ``version``, ``NothingChangedError`` when
    nothing differs, ``ApprovalNeededError`` for key facts of a verified record (``services.corrections``).
    """
    resident = lock_for_correction(officer, resident_id, version, changes)
    differing = differing_facts(officer, resident, changes)
    if not differing:
        raise NothingChangedError
    if needs_approval(resident, differing):
        raise ApprovalNeededError
    return write_correction(officer, resident, differing, reason)


def lock_for_correction(officer: Officer, resident_id: int, version: int, changes: dict[str, Any]) -> Resident:
    """The person, locked, as long as the officer may correct it and saw its newest version."""
    refuse_unknown_facts({name: value for name, value in changes.items() if name not in PLACES})
    resident = Resident.objects.visible_to(officer).select_for_update(of=("self",), no_key=True).get(pk=resident_id)
    if not can_correct(officer, resident):
        raise NotAllowedError
    if resident.version != version:
        raise StaleRecordError
    return resident


def write_correction(officer: Officer, resident: Resident, differing: dict[str, Any], reason: str) -> Resident:
    """Check places and number, write, judge again, leave the trace; the caller has locked and asked who may."""
    require_sub_unit_of(resident.unit_id, differing.get("sub_unit_id"))
    require_household_of(resident.unit_id, differing.get("household_id"))
    is_twin = _claim_new_number(resident, differing, reason)
    _write_in_household(officer, resident, differing)
    _judge_again(resident, differing, is_twin=is_twin)
    _leave_trace(officer, resident, differing, reason)
    return resident


def differing_facts(officer: Officer, resident: Resident, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes that differ from what is known, with the household's id in place of its number."""
    wanted = dict(changes)
    if "household_number" in wanted:
        number = wanted.pop("household_number")
        sub_unit_id = wanted.get("sub_unit_id", resident.sub_unit_id)
        household = household_numbered(
            officer=officer, unit_id=resident.unit_id, sub_unit_id=sub_unit_id, number=number
        )
        wanted["household_id"] = household.pk if household else None
    return {name: value for name, value in wanted.items() if getattr(resident, name) != value}


def _claim_new_number(resident: Resident, differing: dict[str, Any], reason: str) -> bool:
    if "personal_id" not in differing:
        return False
    return claim_number(number=differing["personal_id"], but_resident_id=resident.pk, reason=reason)


def _write_in_household(officer: Officer, resident: Resident, differing: dict[str, Any]) -> None:
    """Both households know afterwards who heads them."""
    left = resident.household_id
    entered = differing.get("household_id", left)
    relation = differing.get("relation_to_head", resident.relation_to_head)
    if differing.keys() & {"household_id", "relation_to_head"}:
        require_free_head(household_id=entered, relation=relation, but_resident_id=resident.pk)
    _write(resident, differing)
    if differing.keys() & {"household_id", "relation_to_head"}:
        settle_heads(officer=officer, household_ids=[left, entered])


def _write(resident: Resident, differing: dict[str, Any]) -> None:
    """One UPDATE, so that the history gets one row."""
    keys = name_keys(differing["full_name"]).as_columns() if "full_name" in differing else {}
    Resident.objects.filter(pk=resident.pk).update(**differing, **keys, version=F("version") + 1)
    resident.refresh_from_db()


def _judge_again(resident: Resident, differing: dict[str, Any], *, is_twin: bool) -> None:
    check_residents([resident.pk])
    if is_twin:
        open_twin_finding(resident)
    elif "personal_id" in differing:
        close_twin_finding(resident)


def _leave_trace(officer: Officer, resident: Resident, differing: dict[str, Any], reason: str) -> None:
    """The deed, and what follows from it elsewhere."""
    record_deed(
        actor=officer,
        verb="correct_resident",
        subject_kind="resident",
        subject_id=resident.pk,
        unit_id=resident.unit_id,
        fields=sorted(differing),
        **({"reason": reason} if reason else {}),
    )
    if "sub_unit_id" in differing:
        for callback in on_move:
            callback(
                resident_id=resident.pk,
                unit_id=resident.unit_id,
                old_unit_id=resident.unit_id,
                new_unit_id=resident.unit_id,
                actor=officer,
            )

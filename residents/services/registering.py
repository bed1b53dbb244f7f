"""Taking a person into the register."""

from typing import Any

from django.db import connection, transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from residents.errors import FactNotEditableError, LooksLikeSomebodyError
from residents.models import PersonFacts, Resident
from residents.name_keys import name_keys
from residents.quality.checking import check_residents
from residents.queries.duplicates import lookalikes_of
from residents.rules import can_register_in
from residents.services.households import household_numbered, require_free_head, settle_heads
from residents.services.person_numbers import claim_number, open_twin_finding
from residents.services.places import require_sub_unit_of

# What a form may write: every fact of a person but the death, which is a deed of its own.
EDITABLE_FACTS = frozenset(field.name for field in PersonFacts._meta.get_fields()) - {"deceased_on"}


@transaction.atomic
def register_resident(
    *,
    officer: Officer,
    unit_id: int,
    facts: dict[str, Any],
    sub_unit_id: int | None = None,
    household_number: str | None = None,
    reason: str = "",
) -> Resident:
    """A new person of a unit, judged by the rules at once.

    ``reason`` says why this is another person: it is needed when the number is held already
    (``NumberAlreadyHeldError``), or when somebody is very much alike (``LooksLikeSomebodyError``).

    ``household_number`` names a household of the unit, which is made when there is none.
    """
    refuse_unknown_facts(facts)
    if not can_register_in(officer, unit_id):
        raise NotAllowedError
    is_twin = claim_number(number=facts.get("personal_id"), but_resident_id=None, reason=reason)
    alike = _require_another_person(officer, unit_id, facts, reason)
    require_sub_unit_of(unit_id, sub_unit_id)
    household = household_numbered(officer=officer, unit_id=unit_id, sub_unit_id=sub_unit_id, number=household_number)
    home_id = household.pk if household else None
    require_free_head(household_id=home_id, relation=facts.get("relation_to_head"))
    resident = Resident.objects.create(
        unit_id=unit_id,
        sub_unit_id=sub_unit_id,
        household=household,
        created_by=officer,
        **facts,
        **name_keys(facts["full_name"]).as_columns(),
    )
    settle_heads(officer=officer, household_ids=[home_id])
    check_residents([resident.pk])
    _leave_trace(officer, resident, is_twin, alike, reason)
    return resident


def _require_another_person(officer: Officer, unit_id: int, facts: dict[str, Any], reason: str) -> list[int]:
    """Ids of those very much alike, of whom the reason says that they are others. One at a time may take a name."""
    with connection.cursor() as cursor:
        key = f"person {unit_id} {name_keys(facts['full_name']).name_key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    alike = [one.resident.pk for one in lookalikes_of(officer, facts) if one.needs_reason]
    if alike and not reason:
        raise LooksLikeSomebodyError(count=len(alike))
    return alike


def _leave_trace(officer: Officer, resident: Resident, is_twin: bool, alike: list[int], reason: str) -> None:
    """The deed; a second holder of a number is a finding from the first day on."""
    if is_twin:
        open_twin_finding(resident)
    another = {"another_than": alike} if alike else {}
    record_deed(
        actor=officer,
        verb="register_resident",
        subject_kind="resident",
        subject_id=resident.pk,
        unit_id=resident.unit_id,
        second_holder=is_twin,
        **another,
        **({"reason": reason} if is_twin or alike else {}),
    )


def refuse_unknown_facts(facts: dict[str, Any]) -> None:
    """A fact that no form may write stops everything, before anything is locked."""
    unknown = sorted(set(facts) - EDITABLE_FACTS)
    if unknown:
        raise FactNotEditableError(fact=unknown[0])

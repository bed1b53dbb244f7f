"""The receiving ward accepts: the record and all that hangs on it change wards in one transaction."""

from typing import Any

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.database import scope
from kontum_portal.errors import NotAllowedError
from residents.choices import EventKind, HandOverState, Presence
from residents.extension_points import on_move
from residents.life_errors import HouseholdChangedOnTheWayError
from residents.models import HandOver, Household, Resident
from residents.quality.checking import check_residents
from residents.queries.hand_overs import household_drift
from residents.rules import can_answer_hand_over
from residents.services.eventing import Told, write_event
from residents.services.hand_overs import close_group, lock_group, require_open
from residents.services.households import household_numbered, require_free_head, settle_heads
from residents.services.places import require_sub_unit_of
from residents.services.whereabouts import forget_whereabouts


@transaction.atomic
def accept_hand_over(
    *, officer: Officer, hand_over_id: int, sub_unit_id: int | None = None, household_number: str | None = None
) -> list[HandOver]:
    """Take over all who move together; ``household_number`` puts people who come without theirs into one here.

    Row-level security lets no ward write another's rows: for this one deed, to which both wards have agreed, the
    transaction reaches both.
    """
    asked = HandOver.objects.visible_to(officer).get(pk=hand_over_id)
    if not can_answer_hand_over(officer, asked):
        raise NotAllowedError
    require_sub_unit_of(asked.to_unit_id, sub_unit_id)
    with scope.reaching(asked.from_unit_id):
        _lock_people(asked)
        rows = lock_group(officer, hand_over_id)
        require_open(rows)
        _require_as_offered(rows[0])
        waiting = close_group(officer, rows, HandOverState.ACCEPTED, None, "accept_hand_over")
        household_id = _household(officer, waiting, sub_unit_id, household_number)
        for row in waiting:
            _take(officer, row, {"sub_unit_id": sub_unit_id, "household_id": household_id})
        settle_heads(officer=officer, household_ids=[household_id])
    return waiting


def _lock_people(asked: HandOver) -> None:
    """People before hand-overs, as a death locks them: otherwise each could wait for the other.

    Without their keys: who has locked the household may be naming one of them its head.
    """
    together = HandOver.objects.filter(group=asked.group).values("resident_id")
    list(Resident.objects.filter(pk__in=together).select_for_update(of=("self",), no_key=True).order_by("pk"))


def _require_as_offered(row: HandOver) -> None:
    """The household on the way is the one that was offered: nobody is left behind or taken along unasked."""
    if row.household_id is None:
        return
    list(Household.objects.select_for_update(of=("self",), no_key=True).filter(pk=row.household_id))
    if drift := household_drift(row):
        raise HouseholdChangedOnTheWayError(joined=drift.joined, gone=drift.gone)


def _household(officer: Officer, rows: list[HandOver], sub_unit_id: int | None, number: str | None) -> int | None:
    """The household that comes along, or one of this ward; its number stays free where it is taken here."""
    first = rows[0]
    if number or first.household_id is None:
        unit_id = first.to_unit_id
        found = household_numbered(officer=officer, unit_id=unit_id, sub_unit_id=sub_unit_id, number=number)
        return found.pk if found else None
    home = Household.objects.get(pk=first.household_id)
    moving = {row.resident_id for row in rows}
    Resident.objects.filter(household=home).exclude(pk__in=moving).update(household=None)
    taken = Household.objects.filter(unit_id=first.to_unit_id, number=home.number).exclude(pk=home.pk)
    kept = None if home.number and taken.exists() else home.number
    Household.objects.filter(pk=home.pk).update(unit_id=first.to_unit_id, sub_unit_id=sub_unit_id, number=kept)
    record_deed(
        actor=officer,
        verb="take_over_household",
        subject_kind="household",
        subject_id=home.pk,
        unit_id=first.to_unit_id,
        from_unit=first.from_unit_id,
        people=sorted(moving),
    )
    return home.pk


def _take(officer: Officer, row: HandOver, places: dict[str, Any]) -> None:
    """One person: the record first, then the event, then everything that points at them."""
    resident = Resident.objects.get(pk=row.resident_id)
    left = resident.household_id if resident.household_id != places["household_id"] else None
    require_free_head(
        household_id=places["household_id"], relation=resident.relation_to_head, but_resident_id=resident.pk
    )
    changes = places | {"unit_id": row.to_unit_id, "presence": Presence.PRESENT.value}
    if places["household_id"] is None:
        changes["relation_to_head"] = None
    told = Told(row.moved_on, place=str(row.from_unit), reason=row.reason)
    if left:
        Household.objects.filter(pk=left, head=resident).update(head=None)
    write_event(officer=officer, resident=resident, kind=EventKind.HANDED_OVER, told=told, changes=changes)
    forget_whereabouts(resident.pk)
    for callback in on_move:
        callback(
            resident_id=resident.pk,
            unit_id=row.to_unit_id,
            old_unit_id=row.from_unit_id,
            new_unit_id=row.to_unit_id,
            actor=officer,
        )
    check_residents([resident.pk])

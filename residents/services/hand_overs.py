"""A person moves to another ward of the area: proposed by the one, in its scope until the other accepts."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.errors import NotAllowedError, StaleRecordError
from kontum_portal.text import clean
from residents.choices import EventKind, HandOverState
from residents.errors import SubUnitOfAnotherUnitError
from residents.life_errors import (
    DetailMissingError,
    HandOverAlreadyOpenError,
    HandOverAnsweredError,
    HandOverReasonMissingError,
    HandOverToItselfError,
)
from residents.models import HandOver, Resident
from residents.rules import can_answer_hand_over, can_propose_hand_over, can_withdraw_hand_over
from residents.services.eventing import Told, lock_resident, require_possible
from residents.services.household_members import lock_people


@transaction.atomic
def propose_hand_over(
    *,
    officer: Officer,
    resident_id: int,
    version: int,
    to_unit_id: int,
    moved_on: dt.date,
    reason: str,
    to_sub_unit_id: int | None = None,
    whole_household: bool = False,
    request_key: uuid.UUID | None = None,
) -> list[HandOver]:
    """Offer the person, or all living members of the household, to the ward they moved to; one row a person."""
    if whole_household:
        _lock_household_of(officer, resident_id)
    first = lock_resident(officer, resident_id)
    if proposed := _proposed_before(officer, request_key):
        return proposed
    if first.version != version:
        raise StaleRecordError
    people = _household_of(officer, first) if whole_household else [first]
    for person in people:
        _require_movable(officer, person, moved_on)
    _require_destination(first.unit_id, to_unit_id, to_sub_unit_id)
    if not clean(reason):
        raise DetailMissingError(detail=_("Reason"))
    rows = _propose(officer, people, first.household_id if whole_household else None, {
        "to_unit_id": to_unit_id,
        "to_sub_unit_id": to_sub_unit_id,
        "moved_on": moved_on,
        "reason": clean(reason),
        "request_key": request_key,
    })  # fmt: skip
    for row in rows:
        record_hand_over_deed(officer, "propose_hand_over", row, row.from_unit_id)
    return rows


def _proposed_before(officer: Officer, request_key: uuid.UUID | None) -> list[HandOver]:
    if request_key is None:
        return []
    return list(HandOver.objects.filter(request_key=request_key, proposed_by=officer).order_by("pk"))


def _lock_household_of(officer: Officer, resident_id: int) -> None:
    """All in one order, before the one asked for: whoever locks two of them does so by id."""
    home = Resident.objects.filter(pk=resident_id).values("household_id")
    members = Resident.objects.visible_to(officer).filter(household_id__in=home)
    lock_people(officer, members.values_list("pk", flat=True))


def _household_of(officer: Officer, first: Resident) -> list[Resident]:
    """The living members, locked in one order; the household itself moves with them."""
    if first.household_id is None:
        return [first]
    members = Resident.objects.visible_to(officer).living().filter(household_id=first.household_id)
    return list(members.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _require_movable(officer: Officer, person: Resident, moved_on: dt.date) -> None:
    if not can_propose_hand_over(officer, person):
        raise NotAllowedError
    require_possible(person, EventKind.HANDED_OVER, Told(moved_on))
    if HandOver.objects.open().filter(resident=person).exists():
        raise HandOverAlreadyOpenError


def _require_destination(from_unit_id: int, to_unit_id: int, to_sub_unit_id: int | None) -> None:
    if not destinations(from_unit_id).filter(pk=to_unit_id).exists():
        raise HandOverToItselfError
    if to_sub_unit_id and not SubUnit.objects.filter(pk=to_sub_unit_id, unit_id=to_unit_id).exists():
        raise SubUnitOfAnotherUnitError


def destinations(from_unit_id: int) -> QuerySet[AdminUnit]:
    """The other units of the area that exist today."""
    today = clock.today()
    existing = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=today)
    neighbours = AdminUnit.objects.filter(existing, begun, areas__units=from_unit_id)
    return neighbours.exclude(pk=from_unit_id).distinct().order_by("sort_key")


def _propose(officer: Officer, people: list[Resident], household_id: int | None, facts: dict) -> list[HandOver]:
    group = uuid.uuid4()
    return [
        HandOver.objects.create(
            resident=person,
            group=group,
            unit_id=person.unit_id,
            from_unit_id=person.unit_id,
            household_id=household_id,
            proposed_at=clock.now(),
            proposed_by=officer,
            **facts,
        )
        for person in people
    ]


@transaction.atomic
def refuse_hand_over(*, officer: Officer, hand_over_id: int, reason: str) -> list[HandOver]:
    """The receiving ward says no and why; the record was never away from the sending one."""
    rows = lock_group(officer, hand_over_id)
    if not can_answer_hand_over(officer, rows[0]):
        raise NotAllowedError
    require_open(rows)
    if not clean(reason):
        raise HandOverReasonMissingError
    return close_group(officer, rows, HandOverState.REFUSED, clean(reason), "refuse_hand_over")


@transaction.atomic
def withdraw_hand_over(*, officer: Officer, hand_over_id: int) -> list[HandOver]:
    rows = lock_group(officer, hand_over_id)
    if not can_withdraw_hand_over(officer, rows[0]):
        raise NotAllowedError
    require_open(rows)
    return close_group(officer, rows, HandOverState.WITHDRAWN, None, "withdraw_hand_over")


def lock_group(officer: Officer, hand_over_id: int) -> list[HandOver]:
    """All who move together, locked in one order: of two answers at the same moment one waits and is refused."""
    asked = HandOver.objects.visible_to(officer).get(pk=hand_over_id)
    together = HandOver.objects.visible_to(officer).filter(group=asked.group)
    return list(together.select_for_update(of=("self",)).order_by("pk"))


def require_open(rows: list[HandOver]) -> None:
    if not any(row.is_open for row in rows):
        raise HandOverAnsweredError


def close_group(
    officer: Officer, rows: list[HandOver], state: HandOverState, answer: str | None, verb: str
) -> list[HandOver]:
    """Answer those still waiting: somebody who has died meanwhile is no longer among them."""
    waiting = [row for row in rows if row.is_open]
    HandOver.objects.filter(pk__in=[row.pk for row in waiting]).update(
        state=state, answered_at=clock.now(), answered_by=officer, answer=answer
    )
    for row in waiting:
        row.refresh_from_db()
        record_hand_over_deed(officer, verb, row, row.from_unit_id)
    return waiting


def end_on_death(*, resident_id: int, officer: Officer) -> None:
    """The dead do not move: their record stays where it is."""
    rows = list(HandOver.objects.open().select_for_update(of=("self",)).filter(resident_id=resident_id))
    close_group(officer, rows, HandOverState.WITHDRAWN, None, "withdraw_hand_over")


def record_hand_over_deed(officer: Officer, verb: str, row: HandOver, unit_id: int) -> None:
    record_deed(
        actor=officer,
        verb=verb,
        subject_kind="resident",
        subject_id=row.resident_id,
        unit_id=unit_id,
        hand_over=row.pk,
        from_unit=row.from_unit_id,
        to_unit=row.to_unit_id,
    )

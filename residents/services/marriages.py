"""Entering a marriage; the couple may join one household at the same time."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kontum_portal.accounts.models import Officer
from residents.choices import EventKind
from residents.life_errors import SpouseNotFoundError
from residents.models import Resident, ResidentEvent
from residents.services.eventing import Told, entered_before, lock_resident, require_possible, write_event
from residents.services.household_members import lock_household, lock_people
from residents.services.households import require_free_head, settle_heads


@transaction.atomic
def register_marriage(
    *,
    officer: Officer,
    resident_id: int,
    version: int,
    told: Told,
    spouse_number: str | None = None,
    joins_household: bool = False,
    relation_to_head: str | None = None,
) -> ResidentEvent:
    """``spouse_number`` finds the spouse in the officer's own register; ``joins_household`` moves this person there.

    A spouse found gets the event too, so that both timelines tell of it.
    """
    lock_people(officer, [resident_id, *_holders(officer, spouse_number).values_list("pk", flat=True)[:2]])
    resident = lock_resident(officer, resident_id)
    if entered := entered_before(officer, told):
        return entered
    require_possible(resident, EventKind.MARRIAGE, told, version)
    spouse = _spouse(officer, resident, spouse_number)
    changes: dict[str, Any] = {"relation_to_head": relation_to_head} if relation_to_head else {}
    if spouse:
        require_possible(spouse, EventKind.MARRIAGE, told)
        if joins_household and spouse.household_id and spouse.unit_id == resident.unit_id:
            homes_of_both = sorted({spouse.household_id, resident.household_id or spouse.household_id})
            home = {pk: lock_household(officer, pk) for pk in homes_of_both}[spouse.household_id]
            changes |= {"household_id": home.pk, "sub_unit_id": home.sub_unit_id or spouse.sub_unit_id}
    homes = [resident.household_id, changes.get("household_id")]
    require_free_head(
        household_id=changes.get("household_id", resident.household_id),
        relation=changes.get("relation_to_head", resident.relation_to_head),
        but_resident_id=resident.pk,
    )
    event = write_event(
        officer=officer,
        resident=resident,
        kind=EventKind.MARRIAGE,
        told=told,
        changes=changes,
        other_id=spouse.pk if spouse else None,
    )
    settle_heads(officer=officer, household_ids=homes)
    if spouse:
        theirs = Told(told.happened_on, told.place, told.reason)
        write_event(officer=officer, resident=spouse, kind=EventKind.MARRIAGE, told=theirs, other_id=resident.pk)
    return event


def _holders(officer: Officer, number: str | None) -> QuerySet[Resident]:
    known = Resident.objects.visible_to(officer).living()
    return known.filter(personal_id=number) if number else known.none()


def _spouse(officer: Officer, resident: Resident, number: str | None) -> Resident | None:
    """The one living person with this number in the officer's units, locked."""
    if not number:
        return None
    holders = _holders(officer, number).exclude(pk=resident.pk)
    found = list(holders.select_for_update(of=("self",), no_key=True).order_by("pk")[:2])
    if len(found) != 1:
        raise SpouseNotFoundError
    return found[0]

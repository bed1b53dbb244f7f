"""Events of two people: the child and the mother, the couple and their household."""

import datetime as dt
from contextlib import nullcontext

import pytest

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import DomainError
from kontum_portal.jobs.models import Job
from residents.errors import HouseholdHasHeadError
from residents.life_errors import (
    EventNotPossibleError,
    EventNotUndoableError,
    NotTheMotherError,
    SpouseNotFoundError,
)
from residents.models import Household, Resident, ResidentEvent
from residents.services.births import register_birth
from residents.services.eventing import Told
from residents.services.households import settle_heads
from residents.services.marriages import register_marriage
from residents.services.undoing_events import undo_event
from tests.factories import make_household, make_resident

DAY = dt.date(2026, 11, 20)


def test_a_child_is_born_into_the_mothers_household_without_a_number(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    home = make_household(units["Vinh Quang"], number="H1")
    mother = make_resident(units["Vinh Quang"], sex="F", relation_to_head="wife", household=home)
    event = register_birth(
        officer=officer_vinh_quang, mother_id=mother.pk, full_name="Y Hlim", sex="F", told=Told(DAY, "Kon Tum")
    )
    child = event.resident
    assert (child.household_id, child.relation_to_head, child.personal_id) == (home.pk, "child", None)
    assert (child.birth_year, child.birth_month, child.birth_day) == (2026, 11, 20)
    assert event.other_id == mother.pk
    assert Job.objects.filter(kind="reports.refresh_figures").exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"sex": "M"}, NotTheMotherError),
        ({"sex": "F", "birth_year": 2020}, NotTheMotherError),
        ({"sex": "F", "presence": None, "deceased_on": dt.date(2026, 11, 19)}, EventNotPossibleError),
    ],
)
def test_a_birth_needs_a_mother(
    facts: dict, refusal: type[DomainError], officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    mother = make_resident(units["Vinh Quang"], **facts)
    with pytest.raises(refusal):
        register_birth(officer=officer_vinh_quang, mother_id=mother.pk, full_name="A", sex="M", told=Told(DAY))


def test_a_mother_may_have_died_at_the_birth(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    mother = make_resident(units["Vinh Quang"], sex="F", presence=None, deceased_on=DAY)
    assert register_birth(
        officer=officer_vinh_quang, mother_id=mother.pk, full_name="A", sex="M", told=Told(DAY)
    ).resident_id


def test_a_marriage_stands_in_both_timelines_and_may_join_a_household(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    home = make_household(units["Vinh Quang"], number="H1")
    groom = make_resident(units["Vinh Quang"], household=home)
    bride = make_resident(units["Vinh Quang"], full_name="Y Hlim", sex="F", relation_to_head=None)
    register_marriage(
        officer=officer_vinh_quang,
        resident_id=bride.pk,
        version=1,
        told=Told(DAY),
        spouse_number=groom.personal_id,
        joins_household=True,
        relation_to_head="wife",
    )
    bride.refresh_from_db()
    assert (bride.household_id, bride.relation_to_head) == (home.pk, "wife")
    pairs = set(ResidentEvent.objects.filter(kind="marriage").values_list("resident_id", "other_id"))
    assert pairs == {(bride.pk, groom.pk), (groom.pk, bride.pk)}


@pytest.mark.parametrize(
    ("meanwhile", "refusal"),
    [(None, None), ("another_head", HouseholdHasHeadError), ("closed", EventNotUndoableError)],
)
def test_a_marriage_taken_back_gives_the_household_its_head_back_unless_it_changed_since(
    meanwhile: str | None, refusal: type[DomainError] | None, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    left, joined = (make_household(units["Vinh Quang"], number=number) for number in ("H1", "H2"))
    groom = make_resident(units["Vinh Quang"], household=joined)
    bride = make_resident(units["Vinh Quang"], full_name="Y Hlim", sex="F", household=left)
    stays = make_resident(units["Vinh Quang"], full_name="A Jrang", household=left, relation_to_head="child")
    settle_heads(officer=officer_vinh_quang, household_ids=[left.pk, joined.pk])
    event = register_marriage(
        officer=officer_vinh_quang, resident_id=bride.pk, version=1, told=Told(DAY), spouse_number=groom.personal_id,
        joins_household=True, relation_to_head="wife",
    )  # fmt: skip
    if meanwhile == "another_head":
        Resident.objects.filter(pk=stays.pk).update(relation_to_head="head")
    if meanwhile == "closed":
        Resident.objects.filter(pk=stays.pk).update(household=None)
        Household.objects.filter(pk=left.pk).update(closed_on=DAY, merged_into=joined, number=None)
    with pytest.raises(refusal) if refusal else nullcontext():
        undo_event(officer=officer_vinh_quang, event_id=event.pk, reason="Nhập nhầm")
    left.refresh_from_db()
    assert left.head_id == (None if refusal else bride.pk)


def test_a_spouse_of_another_ward_is_not_found(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], person: Resident
) -> None:
    stranger = make_resident(units["Quyết Thắng"])
    with pytest.raises(SpouseNotFoundError):
        register_marriage(
            officer=officer_vinh_quang,
            resident_id=person.pk,
            version=1,
            told=Told(DAY),
            spouse_number=stranger.personal_id,
        )

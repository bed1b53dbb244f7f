"""Two officers at the same moment: one is told what the other did; nobody ends up in two households."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.errors import DomainError
from kontum_portal.jobs.models import Job
from residents.models import Finding, Household, Resident, ResidentEvent
from residents.services.eventing import Told
from residents.services.household_changes import split_household
from residents.services.household_members import add_member
from residents.services.marriages import register_marriage
from tests.conftest import make_officer
from tests.factories import make_household, make_resident

Act = Callable[[Officer], object]


@pytest.fixture
def officers(django_db_setup: None, django_db_blocker) -> Iterator[list[Officer]]:
    """Two officers of a ward, committed so that other connections see them; everything is removed after."""
    with django_db_blocker.unblock():
        unit = AdminUnit.objects.get(name="Quyết Thắng")
        pair = [make_officer(f"officer_{number}", Role.OFFICER, unit) for number in range(2)]
        yield pair
        Household.objects.update(head=None)
        for model in (ResidentEvent, Finding, Resident, Household, Deed, Job):
            model.objects.all().delete()
        Officer.objects.filter(pk__in=[officer.pk for officer in pair]).delete()


def at_once(officers: list[Officer], acts: list[Act]) -> list[str]:
    barrier, answers = threading.Barrier(len(acts)), []

    def run(officer: Officer, act: Act) -> None:
        try:
            barrier.wait(timeout=20)
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL ROLE portal_web")
                scope.enter(officer)
                act(officer)
            answers.append("done")
        except DomainError as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(officers, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(answers)


def test_one_person_added_to_two_households(officers: list[Officer]) -> None:
    unit = officers[0].units.get()
    person, homes = make_resident(unit, full_name="A Thút"), [make_household(unit), make_household(unit)]

    def add_to(home: Household) -> Act:
        return lambda officer: add_member(officer=officer, household_id=home.pk, resident_id=person.pk, relation="head")

    answers = at_once(officers, [add_to(home) for home in homes])
    assert answers == ["LivesElsewhere", "done"]
    person.refresh_from_db()
    assert [home.pk for home in Household.objects.filter(head=person)] == [person.household_id]
    assert Deed.objects.filter(verb="add_household_member").count() == 1


def test_a_marriage_and_an_addition_name_a_head_at_the_same_moment(officers: list[Officer]) -> None:
    """The couple locks the household as everybody does: one of the two heads is refused in words, not by an index."""
    unit = officers[0].units.get()
    home = make_household(unit)
    wife = make_resident(unit, full_name="Y Hlim", sex="F", personal_id="062190600456", household=home,
                         relation_to_head=None)  # fmt: skip
    husband, brother = (make_resident(unit, full_name=f"A Thút {i}", relation_to_head=None) for i in range(2))

    def marry(officer: Officer) -> object:
        return register_marriage(
            officer=officer, resident_id=husband.pk, version=1, told=Told(dt.date(2024, 9, 1)),
            spouse_number=wife.personal_id, joins_household=True, relation_to_head="head",
        )  # fmt: skip

    def add(officer: Officer) -> object:
        return add_member(officer=officer, household_id=home.pk, resident_id=brother.pk, relation="head")

    assert at_once(officers, [marry, add]) == ["HouseholdHasHead", "done"]
    assert Resident.objects.filter(household=home, relation_to_head="head").count() == 1


def test_one_household_split_twice(officers: list[Officer]) -> None:
    unit = officers[0].units.get()
    home = make_household(unit)
    people = [make_resident(unit, full_name=f"A Thút {i}", household=home) for i in range(3)]
    leaving = people[2]

    def split(officer: Officer) -> Household:
        return split_household(officer=officer, household_id=home.pk, head_id=leaving.pk, relations={leaving.pk: None})

    assert at_once(officers, [split, split]) == ["NotAMember", "done"]
    assert Household.objects.count() == 2
    assert Deed.objects.filter(verb="split_household").count() == 1

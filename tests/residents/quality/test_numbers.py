"""A number held twice is found, and forgotten, by looking only at who changed theirs and who shares it."""

from collections.abc import Callable

import pytest
from django.db import connection

from kontum_portal.areas.models import AdminUnit
from residents.models import Finding, Resident
from residents.quality.checking import run_quality
from tests.factories import make_resident
from tests.residents.quality.people import DAY

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "062090600001", "062090600002"


@pytest.fixture(autouse=True)
def on_the_day(settings) -> None:
    settings.PORTAL_TODAY = DAY


@pytest.fixture
def holders(units: dict[str, AdminUnit]) -> list[Resident]:
    """Three people of three units with one number, found by a check."""
    people = [make_resident(units[name], personal_id=NUMBER) for name in ("Vinh Quang", "Kroong", "Hòa Bình")]
    run_quality()
    assert twice() == set(people)
    settled()
    return people


def twice() -> set[Resident]:
    return {finding.resident for finding in Finding.objects.open().filter(rule="personal_id_twice")}


def settled() -> None:
    """As after the check's own transactions: in a test there is only one, in which no mark may be taken away yet."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE residents_check SET renumbered = false")


def _renumber(person: Resident) -> None:
    Resident.objects.filter(pk=person.pk).update(personal_id=OTHER)


def _forget_number(person: Resident) -> None:
    Resident.objects.filter(pk=person.pk).update(personal_id=None)


def _delete(person: Resident) -> None:
    person.delete()


@pytest.mark.parametrize("leave", [_renumber, _forget_number, _delete])
def test_who_leaves_a_number_frees_the_last_holder(holders: list[Resident], leave: Callable[[Resident], None]) -> None:
    first, second, third = holders
    leave(first)
    run_quality()
    assert twice() == {second, third}
    settled()
    leave(second)
    run_quality()
    assert third not in twice()


def test_who_comes_to_a_number_is_found_with_its_holder(holders: list[Resident], units: dict[str, AdminUnit]) -> None:
    alone = make_resident(units["Kroong"], personal_id=OTHER)
    run_quality()
    settled()
    newcomer = make_resident(units["Hòa Bình"], personal_id=None)
    Resident.objects.filter(pk=newcomer.pk).update(personal_id=OTHER)
    run_quality()
    assert twice() == {*holders, alone, newcomer}


def test_a_check_of_one_unit_finds_the_holder_in_another(units: dict[str, AdminUnit]) -> None:
    here, there = (make_resident(units[name], personal_id=NUMBER) for name in ("Vinh Quang", "Kroong"))
    run_quality(unit_id=here.unit_id)
    assert twice() == {here, there}


def test_another_change_asks_nobody_about_numbers(holders: list[Resident]) -> None:
    Resident.objects.filter(pk=holders[0].pk).update(sex=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM residents_check WHERE renumbered")
        assert cursor.fetchone() == (0,)
    run_quality()
    assert twice() == set(holders)


def test_a_number_written_as_it_was_is_no_change(holders: list[Resident]) -> None:
    holders[0].save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM residents_check WHERE renumbered")
        assert cursor.fetchone() == (0,)

"""Taking people into the register."""

import pytest

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import DomainError, NotAllowedError
from residents.errors import FactNotEditableError, NumberAlreadyHeldError, SubUnitOfAnotherUnitError
from residents.models import Finding, Household, Resident
from residents.services.registering import register_resident
from tests.factories import make_resident, make_sub_unit

pytestmark = pytest.mark.django_db

FACTS = {"full_name": "Y Hlim", "birth_year": 2001, "sex": "F", "personal_id": "062301600456", "presence": "present"}


def test_a_person_is_registered_judged_and_the_deed_kept(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    hlim = register_resident(officer=officer_vinh_quang, unit_id=units["Vinh Quang"].pk, facts=FACTS)
    assert (hlim.name_key, hlim.given_key, hlim.created_by) == ("y hlim", "hlim y", officer_vinh_quang)
    found = set(Finding.objects.open().filter(resident=hlim).values_list("rule", flat=True))
    assert {"birth_date_partial", "sub_unit_missing", "card_missing"} <= found
    deed = Deed.objects.get(verb="register_resident")
    assert (deed.subject_id, deed.unit_id, deed.actor_id) == (hlim.pk, hlim.unit_id, officer_vinh_quang.pk)
    assert "Hlim" not in str(deed.details)


def test_a_household_number_makes_the_household_once_and_its_head_is_written_down(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    unit_id = units["Vinh Quang"].pk
    head = FACTS | {"relation_to_head": "head"}
    first = register_resident(officer=officer_vinh_quang, unit_id=unit_id, facts=head, household_number="HK-7")
    child = FACTS | {"personal_id": None, "relation_to_head": "child", "full_name": "A Plun"}
    second = register_resident(officer=officer_vinh_quang, unit_id=unit_id, facts=child, household_number="HK-7")
    home = Household.objects.get()
    assert (first.household, second.household, home.head) == (home, home, first)


def test_a_second_holder_of_a_number_needs_a_reason_and_opens_a_finding(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    make_resident(units["Quyết Thắng"], personal_id=FACTS["personal_id"])
    unit_id = units["Vinh Quang"].pk
    with pytest.raises(NumberAlreadyHeldError, match="Quyết Thắng"):
        register_resident(officer=officer_vinh_quang, unit_id=unit_id, facts=FACTS)
    assert not Resident.objects.filter(full_name="Y Hlim").exists()
    twin = register_resident(officer=officer_vinh_quang, unit_id=unit_id, facts=FACTS, reason="Hai người, đã đối chiếu")
    assert Finding.objects.open().filter(resident=twin, rule="personal_id_twice").exists()
    assert Deed.objects.get(verb="register_resident").details["second_holder"] is True


def test_who_may_not_register_is_refused(
    officer_quyet_thang: Officer, city_commander: Officer, data_steward: Officer, units: dict[str, AdminUnit]
) -> None:
    for officer in (officer_quyet_thang, city_commander, data_steward):
        with pytest.raises(NotAllowedError):
            register_resident(officer=officer, unit_id=units["Vinh Quang"].pk, facts=FACTS)
    assert not Resident.objects.exists()
    assert not Deed.objects.filter(verb="register_resident").exists()


@pytest.mark.parametrize(
    ("facts", "error"),
    [({"deceased_on": None}, FactNotEditableError), ({"card_state": "in_hand"}, FactNotEditableError)],
)
def test_facts_that_no_form_writes_are_refused(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], facts: dict, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        register_resident(officer=officer_vinh_quang, unit_id=units["Vinh Quang"].pk, facts=FACTS | facts)


def test_a_sub_unit_of_another_unit_is_refused(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    elsewhere = make_sub_unit(units["Quyết Thắng"])
    with pytest.raises(SubUnitOfAnotherUnitError):
        register_resident(
            officer=officer_vinh_quang, unit_id=units["Vinh Quang"].pk, facts=FACTS, sub_unit_id=elsewhere.pk
        )

"""Correcting records, by the version that was seen."""

import pytest

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.errors import NotAllowedError, StaleRecordError
from residents.errors import NothingChangedError, NumberAlreadyHeldError
from residents.models import Finding, Resident
from residents.quality.checking import check_residents
from residents.queries import changes_of
from residents.queries.conflicts import changed_meanwhile
from residents.services.correcting import correct_resident
from tests.factories import make_resident, make_sub_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def thut(units: dict[str, AdminUnit]) -> Resident:
    thut = make_resident(units["Vinh Quang"], full_name="A Thút", birth_month=None, birth_day=None)
    check_residents([thut.pk])
    return thut


def correct(officer: Officer, resident: Resident, version: int = 1, **changes: object) -> Resident:
    scope.enter(officer)
    return correct_resident(officer=officer, resident_id=resident.pk, version=version, changes=changes)


def test_a_mended_fact_closes_its_finding_and_keeps_the_old_row(officer_vinh_quang: Officer, thut: Resident) -> None:
    correct(officer_vinh_quang, thut, birth_month=3, birth_day=17)
    thut.refresh_from_db()
    assert thut.version == 2
    assert Finding.objects.get(resident=thut, rule="birth_date_partial").closed_at is not None
    [change] = changes_of(officer_vinh_quang, thut)
    assert [(before, after) for _, before, after in change.rows] == [("1990", "17/03/1990")]
    assert change.who_id == officer_vinh_quang.pk
    assert Deed.objects.get(verb="correct_resident").details == {"fields": ["birth_day", "birth_month"]}


def test_a_new_name_is_found_at_once(officer_vinh_quang: Officer, thut: Resident) -> None:
    changed = correct(officer_vinh_quang, thut, full_name="A Plun")
    assert (changed.name_key, changed.given_key) == ("a plun", "plun a")


def test_the_second_of_two_officers_sees_what_the_first_changed(officer_vinh_quang: Officer, thut: Resident) -> None:
    correct(officer_vinh_quang, thut, sex="F")
    with pytest.raises(StaleRecordError):
        correct(officer_vinh_quang, thut, native_place="Kon Tum")
    thut.refresh_from_db()
    assert thut.native_place is None
    [theirs] = changed_meanwhile(officer_vinh_quang, thut, 1, {"sex": "M", "native_place": "Kon Tum"}).boxes
    assert (theirs.box, theirs.theirs, theirs.both) == ("sex", thut.get_sex_display(), False)


def test_saving_without_a_change_leaves_no_trace(officer_vinh_quang: Officer, thut: Resident) -> None:
    with pytest.raises(NothingChangedError):
        correct(officer_vinh_quang, thut, full_name="A Thút")
    assert not Deed.objects.filter(verb="correct_resident").exists()


def test_moving_to_another_hamlet_is_a_correction(officer_vinh_quang: Officer, thut: Resident) -> None:
    hamlet = make_sub_unit(thut.unit, "Thôn 3", "thon")
    assert correct(officer_vinh_quang, thut, sub_unit_id=hamlet.pk).sub_unit == hamlet


def test_a_held_number_is_refused_without_a_reason_and_mended_twins_close(
    officer_vinh_quang: Officer, thut: Resident, units: dict[str, AdminUnit]
) -> None:
    other = make_resident(units["Đắk Rơ Wa"])
    with pytest.raises(NumberAlreadyHeldError):
        correct(officer_vinh_quang, thut, personal_id=other.personal_id)
    scope.enter(officer_vinh_quang)
    correct_resident(
        officer=officer_vinh_quang,
        resident_id=thut.pk,
        version=1,
        changes={"personal_id": other.personal_id},
        reason="Chờ xác minh",
    )
    twin = Finding.objects.get(resident=thut, rule="personal_id_twice")
    assert twin.closed_at is None
    correct(officer_vinh_quang, thut, version=2, personal_id="062090999998")
    twin.refresh_from_db()
    assert twin.closed_at is not None


def test_who_may_correct(
    officer_quyet_thang: Officer, city_commander: Officer, data_steward: Officer, thut: Resident
) -> None:
    with pytest.raises(Resident.DoesNotExist):
        correct(officer_quyet_thang, thut, sex="F")
    with pytest.raises(NotAllowedError):
        correct(city_commander, thut, sex="F")
    assert correct(data_steward, thut, sex="F").sex == "F"

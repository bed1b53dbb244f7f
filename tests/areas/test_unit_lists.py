"""Sub-units and expected populations: who keeps them, and what is refused."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.area_lists import queries, rules
from kontum_portal.area_lists.errors import (
    ExpectedPopulationKnownError,
    SubUnitElsewhereError,
    SubUnitKnownError,
    SubUnitNamelessError,
)
from kontum_portal.area_lists.services import add_sub_unit, record_expected_population, rename_sub_unit
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit
from kontum_portal.errors import NotAllowedError

pytestmark = pytest.mark.django_db

Units = dict[str, AdminUnit]


@pytest.fixture
def thon_5(ward_chief: Officer, units: Units) -> SubUnit:
    return add_sub_unit(officer=ward_chief, unit_id=units["Quyết Thắng"].pk, name="Thôn  5", kind="thon")


def test_the_chief_adds_a_sub_unit(thon_5: SubUnit, units: Units) -> None:
    assert (thon_5.name, thon_5.search_key, thon_5.unit) == ("Thôn 5", "thon 5", units["Quyết Thắng"])
    deed = Deed.objects.get(verb="sub_unit_added")
    assert (deed.subject_id, deed.unit_id) == (thon_5.pk, thon_5.unit_id)


def test_the_chief_renames_a_sub_unit(ward_chief: Officer, thon_5: SubUnit) -> None:
    renamed = rename_sub_unit(officer=ward_chief, sub_unit_id=thon_5.pk, name="Thôn Năm", kind="lang")
    assert (renamed.name, renamed.kind, renamed.search_key) == ("Thôn Năm", "lang", "thon nam")
    assert Deed.objects.get(verb="sub_unit_renamed").details == {"old_name": "Thôn 5"}


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("THÔN 5", SubUnitKnownError), ("thon 5", SubUnitKnownError), (" . ", SubUnitNamelessError)],
)
def test_a_bad_name_is_refused(ward_chief: Officer, thon_5: SubUnit, name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        add_sub_unit(officer=ward_chief, unit_id=thon_5.unit_id, name=name, kind="thon")
    assert SubUnit.objects.filter(unit=thon_5.unit).count() == 1


def test_a_sub_unit_may_keep_its_name(ward_chief: Officer, thon_5: SubUnit) -> None:
    assert rename_sub_unit(officer=ward_chief, sub_unit_id=thon_5.pk, name="Thôn 5", kind="lang").kind == "lang"


@pytest.mark.parametrize(
    "name", ["officer_quyet_thang", "officer_vinh_quang", "city_commander", "data_steward", "administrator", "auditor"]
)
def test_nobody_else_edits_the_list(request: pytest.FixtureRequest, thon_5: SubUnit, name: str) -> None:
    somebody = request.getfixturevalue(name)
    with pytest.raises(NotAllowedError):
        add_sub_unit(officer=somebody, unit_id=thon_5.unit_id, name="Thôn 6", kind="thon")
    with pytest.raises(NotAllowedError):
        rename_sub_unit(officer=somebody, sub_unit_id=thon_5.pk, name="Thôn 6", kind="thon")


def test_the_chief_of_one_ward_does_not_edit_another(ward_chief: Officer, units: Units) -> None:
    with pytest.raises(NotAllowedError):
        add_sub_unit(officer=ward_chief, unit_id=units["Vinh Quang"].pk, name="Thôn 6", kind="thon")


def test_a_figure_is_recorded_once(administrator: Officer, thon_5: SubUnit) -> None:
    figure = {"unit_id": thon_5.unit_id, "people": 420, "source": "Báo cáo  12/BC", "as_of": dt.date(2024, 6, 30)}
    record_expected_population(officer=administrator, **figure)
    record_expected_population(officer=administrator, **figure, sub_unit_id=thon_5.pk)
    with pytest.raises(ExpectedPopulationKnownError):
        record_expected_population(officer=administrator, **figure)
    assert set(ExpectedPopulation.objects.values_list("sub_unit", "source")) == {
        (None, "Báo cáo 12/BC"),
        (thon_5.pk, "Báo cáo 12/BC"),
    }
    assert Deed.objects.filter(verb="expected_population_recorded", unit_id=thon_5.unit_id).count() == 2


def test_a_sub_unit_of_another_unit_is_refused(administrator: Officer, thon_5: SubUnit, units: Units) -> None:
    with pytest.raises(SubUnitElsewhereError):
        record_expected_population(
            officer=administrator,
            unit_id=units["Vinh Quang"].pk,
            sub_unit_id=thon_5.pk,
            people=1,
            source="Báo cáo",
            as_of=dt.date(2024, 6, 30),
        )


def test_commands_record_as_the_system(units: Units) -> None:
    unit = units["Kroong"]
    assert rules.can_edit_sub_units(system_officer(), unit)
    assert rules.can_record_expected_population(system_officer(), units["Quyết Thắng"])


def test_the_chief_keeps_the_list_on_the_page(client: Client, ward_chief: Officer, units: Units) -> None:
    client.force_login(ward_chief)
    page = client.get(reverse("area_lists:units")).headers["Location"]
    assert page == reverse("area_lists:unit", args=[units["Quyết Thắng"].pk])
    assert client.post(page, {"name": "Tổ dân phố 1", "kind": "to"}).headers["Location"] == page
    part = SubUnit.objects.get()
    edit = reverse("area_lists:sub_unit", args=[part.pk])
    assert "Tổ dân phố 1" in client.get(edit).content.decode()
    client.post(edit, {"name": "Tổ dân phố 2", "kind": "to"})
    assert "Tổ dân phố 2" in client.get(page).content.decode()
    assert client.post(page, {"name": "to dan pho 2", "kind": "to"}).context["form"].non_field_errors()


def test_the_administrator_records_a_figure_on_the_page(client: Client, administrator: Officer, units: Units) -> None:
    client.force_login(administrator)
    assert "Kroong" in client.get(reverse("area_lists:units")).content.decode()
    form = reverse("area_lists:expected_population", args=[units["Kroong"].pk])
    assert client.get(form).status_code == 200
    client.post(form, {"people": "5210", "source": "Báo cáo 3/BC", "as_of": "30/06/2024"})
    page = client.get(reverse("area_lists:unit", args=[units["Kroong"].pk])).content.decode()
    assert "5.210" in page


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("officer_vinh_quang", 404),
        ("ward_chief", 200),
        ("city_commander", 403),
        ("administrator", 200),
        ("auditor", 403),
    ],
)
def test_who_opens_the_page_of_a_unit(
    client: Client, request: pytest.FixtureRequest, units: Units, name: str, expected: int
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(reverse("area_lists:unit", args=[units["Quyết Thắng"].pk])).status_code == expected


def test_officers_see_their_own_units_only(officer_vinh_quang: Officer, administrator: Officer, units: Units) -> None:
    assert list(queries.units_for(officer_vinh_quang)) == [units["Vinh Quang"]]
    assert queries.units_for(administrator).count() == 21

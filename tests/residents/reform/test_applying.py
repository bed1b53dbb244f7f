"""Rows, names, scopes and numbers go from 21 units into 6, and back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, Reform, ReformMove, SubUnit, UnitChange
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from reports.services.refreshing import REFRESH_JOB
from residents.models import Finding, HandOver, Household, Resident
from residents.reform.errors import ReformCannotBeUndoneError, ReformNotProposedError
from residents.reform.planning import plan_of
from residents.reform.services import propose_reform, start_apply
from residents.reform.table import TableLine
from residents.rules import can_view_hand_over
from tests.factories import make_household, make_resident, make_sub_unit
from tests.residents.reform.conftest import DAY

pytestmark = pytest.mark.django_db

Units = dict[str, AdminUnit]
Apply = Callable[[], Reform]
Undo = Callable[[Reform], dict[str, Any]]
New = Callable[[], Units]


def test_people_of_five_wards_become_people_of_one(apply_2025: Apply, units: Units, new_units: New) -> None:
    people = [make_resident(units[name]) for name in ("Quyết Thắng", "Thắng Lợi", "Lê Lợi", "Đắk Blà")]
    apply_2025()
    where = [Resident.objects.get(pk=person.pk).unit for person in people]
    assert [unit.name for unit in where] == ["Kon Tum", "Kon Tum", "Đăk Bla", "Đăk Rơ Wa"]
    assert {unit.valid_to for unit in AdminUnit.objects.filter(valid_from__isnull=True)} == {dt.date(2025, 6, 30)}
    assert UnitChange.objects.count() == 21
    assert len(new_units()) == 6


def test_a_reused_code_means_two_units(apply_2025: Apply, units: Units, new_units: New) -> None:
    person = make_resident(units["Lê Lợi"])
    apply_2025()
    old, new = units["Lê Lợi"], new_units()["Đăk Bla"]
    assert (old.code, old.pk) != (new.code, new.pk)
    assert old.code == new.code == "23302"
    person.refresh_from_db()
    assert person.unit_id == new.pk


def test_an_officer_goes_along_and_sees_the_whole_successor(
    apply_2025: Apply, units: Units, new_units: New, officer_quyet_thang: Officer, city_commander: Officer
) -> None:
    ours, neighbours, far = (make_resident(units[name]) for name in ("Quyết Thắng", "Quang Trung", "Vinh Quang"))
    apply_2025()
    officer = Officer.objects.get(pk=officer_quyet_thang.pk)
    assert officer.register_unit_ids == {new_units()["Kon Tum"].pk}
    assert len(officer.past_unit_ids) == 5
    assert set(Resident.objects.visible_to(officer)) == {ours, neighbours}
    assert far not in Resident.objects.visible_to(officer)
    commander = Officer.objects.get(pk=city_commander.pk)
    assert commander.register_unit_ids == {unit.pk for unit in new_units().values()}


def test_an_officer_of_two_wards_that_become_one_has_one(
    apply_2025: Apply, undo: Undo, units: Units, new_units: New, officer_quyet_thang: Officer
) -> None:
    officer_quyet_thang.units.add(units["Quang Trung"])
    reform = apply_2025()
    assert list(officer_quyet_thang.units.all()) == [new_units()["Kon Tum"]]
    undo(reform)
    assert set(officer_quyet_thang.units.all()) == {units["Quyết Thắng"], units["Quang Trung"]}


def test_sub_units_of_one_name_are_told_apart_and_others_keep_theirs(
    apply_2025: Apply, undo: Undo, units: Units
) -> None:
    parts = [make_sub_unit(units[name], "Tổ dân phố 1") for name in ("Quyết Thắng", "Quang Trung", "Duy Tân")]
    reform = apply_2025()
    assert [SubUnit.objects.get(pk=part.pk).name for part in parts] == [
        "Tổ dân phố 1 (Quyết Thắng)",
        "Tổ dân phố 1 (Quang Trung)",
        "Tổ dân phố 1",
    ]
    undo(reform)
    assert list(SubUnit.objects.order_by("pk").values()) == [
        {"id": part.pk, "unit_id": part.unit_id, "name": part.name, "kind": part.kind,
         "search_key": part.search_key, "sort_key": part.sort_key}
        for part in parts
    ]  # fmt: skip


def test_household_numbers_that_collide_get_the_code_of_their_unit(apply_2025: Apply, undo: Undo, units: Units) -> None:
    homes = [make_household(units[name], number=number) for name, number in
             (("Quyết Thắng", "12"), ("Quang Trung", "12"), ("Duy Tân", "12"), ("Quyết Thắng", "13"))]  # fmt: skip
    reform = apply_2025()
    assert [Household.objects.get(pk=home.pk).number for home in homes] == ["12/23287", "12/23281", "12", "13"]
    undo(reform)
    assert [Household.objects.get(pk=home.pk).number for home in homes] == ["12", "12", "12", "13"]


def test_expected_people_are_added_up_where_every_unit_has_a_figure(
    apply_2025: Apply, undo: Undo, units: Units, new_units: New
) -> None:
    for people, name in enumerate(("Lê Lợi", "Nguyễn Trãi", "Trần Hưng Đạo", "Quyết Thắng"), start=100):
        for day in (dt.date(2023, 1, 1), dt.date(2024, 1, 1)):
            ExpectedPopulation.objects.create(unit=units[name], people=people, source=f"Báo cáo {people}", as_of=day)
    reform = apply_2025()
    bla = ExpectedPopulation.objects.get(unit=new_units()["Đăk Bla"])
    assert (bla.people, bla.as_of, bla.source) == (303, dt.date(2024, 1, 1), "Báo cáo 100; Báo cáo 101; Báo cáo 102")
    assert not ExpectedPopulation.objects.filter(unit=new_units()["Kon Tum"]).exists()
    undo(reform)
    assert ExpectedPopulation.objects.count() == 8


def test_open_work_on_old_units_becomes_work_on_the_successor_once(
    apply_2025: Apply, units: Units, new_units: New, city_commander: Officer
) -> None:
    for name in ("Quyết Thắng", "Quang Trung"):
        unit_id = units[name].pk
        enqueue(kind=REFRESH_JOB, owner=city_commander, arguments={"unit_id": unit_id}, key=f"unit:{unit_id}")
    apply_2025()
    new = new_units()["Kon Tum"].pk
    jobs = Job.objects.filter(kind=REFRESH_JOB, owner=city_commander)
    assert sorted(jobs.values_list("status", "key")) == [
        ("cancelled", f"unit:{units['Quang Trung'].pk}"),
        ("waiting", f"unit:{new}"),
    ]


def test_the_deed_says_what_went_where(apply_2025: Apply, units: Units) -> None:
    make_resident(units["Quyết Thắng"])
    reform = apply_2025()
    deed = Deed.objects.get(verb="apply_reform")
    assert (deed.subject_id, deed.details["units"], deed.details["successors"]) == (reform.pk, 21, 6)
    assert deed.details["rows"]["residents.resident.unit"] == 1


def test_twice_is_once(apply_2025: Apply, units: Units, lines: list[TableLine]) -> None:
    make_resident(units["Quyết Thắng"])
    apply_2025()
    assert plan_of(lines, DAY).applied
    before = list(ReformMove.objects.order_by("pk").values())
    second = apply_2025()
    assert second.status == "proposed"
    assert list(ReformMove.objects.order_by("pk").values()) == before


def test_a_reform_is_applied_once(apply_2025: Apply) -> None:
    reform = apply_2025()
    with pytest.raises(ReformNotProposedError):
        start_apply(officer=system_officer(), reform_id=reform.pk)


@pytest.mark.parametrize("name", ["officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "auditor"])
def test_nobody_but_the_administrator_reforms(
    request: pytest.FixtureRequest, on_the_day: None, lines: list[TableLine], name: str
) -> None:
    with pytest.raises(NotAllowedError):
        propose_reform(officer=request.getfixturevalue(name), lines=lines, effective_on=DAY)


def test_undoing_restores_everything(apply_2025: Apply, undo: Undo, units: Units) -> None:
    person = make_resident(units["Quyết Thắng"])
    before = (list(AdminUnit.objects.order_by("pk").values()), list(Resident.objects.values()))
    undo(apply_2025())
    assert (list(AdminUnit.objects.order_by("pk").values()), list(Resident.objects.values())) == before
    assert not UnitChange.objects.exists()
    assert not ReformMove.objects.exists()
    assert Resident.objects.get().unit_id == person.unit_id


def _register(unit: AdminUnit, person: Resident) -> None:
    make_resident(unit)


def _correct(unit: AdminUnit, person: Resident) -> None:
    Resident.objects.filter(pk=person.pk).update(phone="+84905123456")


def _remove(unit: AdminUnit, person: Resident) -> None:
    Resident.objects.filter(pk=person.pk).delete()


@pytest.mark.parametrize("write", [_register, _correct, _remove])
def test_a_write_to_a_successor_stands_in_the_way(
    apply_2025: Apply, undo: Undo, units: Units, new_units: New, write: Any
) -> None:
    person = make_resident(units["Quyết Thắng"])
    reform = apply_2025()
    with transaction.atomic():  # a number of its own, as another request would have
        write(new_units()["Kon Tum"], person)
    with pytest.raises(ReformCannotBeUndoneError, match=r"Kon Tum: .*\(1\)"):
        undo(reform)
    assert Reform.objects.get(pk=reform.pk).status == "applied"


def test_what_the_portal_found_itself_does_not_stand_in_the_way(
    apply_2025: Apply, undo: Undo, units: Units, new_units: New
) -> None:
    person = make_resident(units["Quyết Thắng"])
    reform = apply_2025()
    Finding.objects.create(
        resident=person, unit=new_units()["Kon Tum"], rule="x", dimension="correct", severity="warns"
    )
    undo(reform)
    assert Finding.objects.get().unit_id == units["Quyết Thắng"].pk


def _on_the_way(person: Resident, to: AdminUnit, officer: Officer, **fields: Any) -> HandOver:
    return HandOver.objects.create(
        resident=person, unit=person.unit, from_unit=person.unit, to_unit=to, moved_on=DAY, reason="Chuyển nhà",
        proposed_at=now(), proposed_by=officer, **fields,
    )  # fmt: skip


def test_who_is_on_the_way_goes_on_or_has_arrived(
    apply_2025: Apply, undo: Undo, units: Units, new_units: New, officer_quyet_thang: Officer
) -> None:
    far, near, gone = (make_resident(units["Quyết Thắng"]) for _ in range(3))
    rows = [
        _on_the_way(far, units["Lê Lợi"], officer_quyet_thang),
        _on_the_way(near, units["Quang Trung"], officer_quyet_thang),
        _on_the_way(gone, units["Lê Lợi"], officer_quyet_thang, state="refused", answer="Không có", answered_at=now()),
    ]
    before = list(HandOver.objects.order_by("pk").values())
    reform = apply_2025()
    kon_tum, bla = new_units()["Kon Tum"], new_units()["Đăk Bla"]
    after = [HandOver.objects.get(pk=row.pk) for row in rows]
    assert [(row.state, row.from_unit_id, row.to_unit_id) for row in after] == [
        ("proposed", kon_tum.pk, bla.pk),
        ("withdrawn", units["Quyết Thắng"].pk, units["Quang Trung"].pk),
        ("refused", units["Quyết Thắng"].pk, units["Lê Lợi"].pk),
    ]
    officer = Officer.objects.get(pk=officer_quyet_thang.pk)
    assert set(HandOver.objects.visible_to(officer)) == set(after)
    assert all(can_view_hand_over(officer, row) for row in after)
    undo(reform)
    assert list(HandOver.objects.order_by("pk").values()) == before

"""Staged rows beside the register: who is known, what is filled, what is only shown."""

import pytest

from kontum_portal.areas.models import AdminUnit
from residents.models import Household, ImportBatch, Resident, SourceRow, StagedRow
from tests.factories import make_resident
from tests.residents.imports.conftest import Import

pytestmark = pytest.mark.django_db

AN = ["Nguyễn Văn An", "15/01/1990", "Nam", "062090600001", "Chủ hộ", "Phường Quyết Thắng", "TDP 1", "0905123456"]


def only_row(batch: ImportBatch) -> StagedRow:
    return StagedRow.objects.get(batch=batch)


def changed(cells: list[str], **values: str) -> list[str]:
    places = {"name": 0, "birth": 1, "sex": 2, "number": 3, "unit": 5, "phone": 7}
    return [
        values.get(next((key for key, at in places.items() if at == index), ""), cell)
        for index, cell in enumerate(cells)
    ]


def test_a_person_nobody_knows_is_new(import_people: Import) -> None:
    batch = import_people(AN, merge=True)
    resident = Resident.objects.get()
    assert (resident.full_name, resident.personal_id, resident.unit.name) == (
        "Nguyễn Văn An",
        "062090600001",
        "Quyết Thắng",
    )
    assert (resident.sub_unit.name, resident.phone, resident.name_key) == (
        "Tổ dân phố 1",
        "+84905123456",
        "nguyen van an",
    )
    assert SourceRow.objects.get().resident == resident
    assert (batch.status, batch.counts["merge"]["created"]) == ("merged", 1)


def test_a_known_number_fills_what_is_empty(import_people: Import, units: dict[str, AdminUnit]) -> None:
    known = make_resident(
        units["Quyết Thắng"], personal_id="062090600001", phone=None, birth_month=None, birth_day=None
    )
    batch = import_people(AN, merge=True)
    known.refresh_from_db()
    assert only_row(batch).outcome == "updated"
    assert (known.phone, known.birth_month, known.birth_day, known.version) == ("+84905123456", 1, 15, 2)
    assert Resident.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"name": "Nguyễn Văn Ân"}, "differs_name", "full_name"),
        ({"birth": "15/01/1991"}, "differs_birth_date", "birth_date"),
        ({"sex": "Nữ"}, "differs_sex", "sex"),
        ({"phone": "0905999999"}, "differs_phone", "phone"),
        ({"unit": "Xã Vinh Quang"}, "differs_unit", "unit_id"),
    ],
)
def test_what_contradicts_the_register_is_shown_and_stays(
    import_people: Import, values: dict[str, str], reason: str, field: str
) -> None:
    import_people(AN, merge=True)
    before = Resident.objects.values().get()
    row = only_row(import_people(changed(AN, **values), merge=True))
    assert (row.outcome, reason in row.reasons) == ("unchanged", True)
    assert row.differences[field][0] != row.differences[field][1]
    assert Resident.objects.values().get() == before


def test_a_number_whose_name_and_year_are_another_persons_is_doubtful(import_people: Import) -> None:
    import_people(AN, merge=True)
    row = only_row(import_people(changed(AN, name="Lê Thị Hoa", birth="1/2/1985")))
    assert (row.outcome, {"differs_name", "differs_birth_date"} <= set(row.reasons)) == ("doubtful", True)


def test_the_old_number_counts_with_name_and_year_only(import_people: Import, units: dict[str, AdminUnit]) -> None:
    known = make_resident(units["Quyết Thắng"], personal_id="062090600001", old_id="233123456")
    batch = import_people(
        changed(AN, number="233123456"),
        changed(AN, number="233123456", name="Lê Văn Hai"),
        changed(AN, number="233123456", name="Lê Văn Hai", birth="1/2/1962"),
    )
    row, other_name, another = StagedRow.objects.filter(batch=batch).order_by("row")
    assert (row.outcome, row.resident_id) == ("updated", known.pk)
    assert (other_name.outcome, "probable_match" in other_name.reasons) == ("doubtful", True)
    assert (another.outcome, another.resident_id) == ("new", None)


@pytest.mark.parametrize("number", ["", "062090600010"])
def test_a_probable_match_goes_to_a_person(import_people: Import, number: str) -> None:
    import_people(AN, merge=True)
    batch = import_people(changed(AN, number=number))
    row = only_row(batch)
    assert (row.outcome, "probable_match" in row.reasons) == ("doubtful", True)


def test_another_number_and_place_is_another_person(import_people: Import) -> None:
    import_people(AN, merge=True)
    row = only_row(import_people(changed(AN, number="052090712345", unit="Xã Vinh Quang")))
    assert row.outcome == "new"


def test_the_same_person_twice_in_a_list_is_one_resident_with_two_sources(import_people: Import) -> None:
    batch = import_people(AN, changed(AN, name="nguyễn văn an"), merge=True)
    second = StagedRow.objects.filter(batch=batch).order_by("row").last()
    assert (second.outcome, "duplicate_row" in second.reasons) == ("unchanged", True)
    assert Resident.objects.get().sources.count() == 2


def test_without_a_number_the_second_one_is_doubtful(import_people: Import) -> None:
    batch = import_people(AN, changed(AN, number=""))
    assert list(StagedRow.objects.filter(batch=batch).order_by("row").values_list("outcome", flat=True)) == [
        "new",
        "doubtful",
    ]


@pytest.mark.parametrize("unit", ["", "Phường Không Có"])
def test_without_a_unit_a_row_is_doubtful(import_people: Import, unit: str) -> None:
    row = only_row(import_people(changed(AN, unit=unit)))
    assert (row.outcome, "unit_unknown" in row.reasons) == ("doubtful", True)


def test_a_chosen_unit_holds_for_the_whole_list(import_people: Import, units: dict[str, AdminUnit]) -> None:
    batch = import_people(
        changed(AN, unit=""), changed(AN, number="062090600002", unit="Xã Vinh Quang"), unit=units["Quyết Thắng"]
    )
    first, other = StagedRow.objects.filter(batch=batch).order_by("row")
    assert (first.outcome, first.unit) == ("new", units["Quyết Thắng"])
    assert (other.outcome, "unit_of_another" in other.reasons) == ("doubtful", True)


def test_a_row_without_a_name_is_refused(import_people: Import) -> None:
    row = only_row(import_people(changed(AN, name="")))
    assert (row.outcome, row.reasons[0]) == ("refused", "name_missing")


def test_a_household_is_made_of_head_and_members(import_people: Import) -> None:
    wife = ["Lê Thị Hoa", "1/2/1992", "Nữ", "062192600002", "Vợ", "Phường Quyết Thắng", "TDP 1", ""]
    import_people(AN, wife, merge=True)
    household = Household.objects.get()
    assert household.head.full_name == "Nguyễn Văn An"
    assert {member.full_name for member in household.members.all()} == {"Nguyễn Văn An", "Lê Thị Hoa"}

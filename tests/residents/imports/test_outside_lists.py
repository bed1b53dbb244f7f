"""Lists of others beside the register: who is found, who is not, what a list of arrived cards shows."""

from typing import Any

import pytest

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.services import run_now
from residents.extension_points import import_kinds
from residents.imports.services import open_batch, start_merge
from residents.models import ImportBatch, Resident, SourceRow, StagedRow
from tests.factories import make_resident
from tests.residents.imports.sheets import workbook

pytestmark = pytest.mark.django_db

INSURED = ["Mã thẻ BHYT", "Họ và tên", "Ngày sinh", "Giới tính", "Địa chỉ", "Số CCCD"]
CARDS = ["STT", "Số CCCD", "Họ và tên", "Ngày sinh", "Ngày cấp", "Số biên nhận", "Phường/Xã"]


@pytest.fixture
def known(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(
        units["Quyết Thắng"], full_name="Nguyễn Thị Xuân", sex="F", personal_id="062185600001",
        birth_year=1985, birth_month=7, birth_day=12,
    )  # fmt: skip


def compared(officer: Officer, kind: str, rows: list[list[Any]], *, merge: bool = False) -> list[StagedRow]:
    data = workbook(rows)
    batch, job = open_batch(officer=officer, chunks=lambda: [data], file_name="list.xlsx", kind=kind)
    run_now(job.pk)
    if merge:
        run_now(start_merge(officer=officer, batch=ImportBatch.objects.get(pk=batch.pk)).pk)
    return list(StagedRow.objects.filter(batch=batch).order_by("row"))


def insured(name: str, birth: str, number: str = "", address: str = "Tổ 1 - Phường Quyết Thắng - Kon Tum") -> list[str]:
    return ["GD4626262345678", name, birth, "Nữ", address, number]


@pytest.mark.parametrize(
    ("row", "outcome", "found", "reason"),
    [
        (insured("NGUYỄN THỊ XUÂN", "12/07/1985", "062185600001"), "unchanged", True, "personal_id_present"),
        (insured("Nguyễn Thị Xuân", "12/07/1985"), "unchanged", True, "probable_match"),
        (insured("Nguyen Thi Xuan", "12/7/1985", address="TDP 1 P. Quyết Thắng KT"), "unchanged", True, "probable_match"),
        (insured("Nguyễn Thị Xuân", "1986"), "doubtful", False, "not_in_register"),
        (insured("Lê Văn Ba", "1/2/1960", "062060600099"), "doubtful", False, "not_in_register"),
    ],
)  # fmt: skip
def test_a_row_is_found_or_not(
    administrator: Officer, known: Resident, row: list[str], outcome: str, found: bool, reason: str
) -> None:
    (staged,) = compared(administrator, "health_insurance", [INSURED, row])
    assert (staged.outcome, staged.resident_id == known.pk) == (outcome, found)
    assert reason in staged.reasons or reason == "personal_id_present"


@pytest.mark.parametrize("kind", sorted(code for code, kind in import_kinds.items() if not kind.adds_people))
def test_such_a_list_adds_nobody_and_changes_nobody(administrator: Officer, known: Resident, kind: str) -> None:
    before = Resident.objects.values().get()
    rows = [INSURED, insured("Nguyễn Thị Xuân", "12/07/1985", "062185600001"), insured("Lê Văn Ba", "1/2/1960")]
    compared(administrator, kind, rows, merge=True)
    assert Resident.objects.values().get() == before
    assert SourceRow.objects.get().resident == known


def card(name: str = "NGUYỄN THỊ XUÂN", number: str = "062185600001") -> list[str]:
    return ["1", number, name, "12/07/1985", "02/09/2024", "60824811643", "Phường Quyết Thắng"]


@pytest.mark.parametrize(
    ("changed", "row", "outcome", "reason"),
    [
        ({}, card(), "unchanged", ""),
        ({}, card(number="62185600001"), "unchanged", "personal_id_zero_restored"),
        ({}, card(name="LÊ THỊ PHƯỢNG"), "doubtful", "differs_name"),
        ({}, card(number="062185700077", name="Y HLIM"), "doubtful", "not_in_register"),
        ({"card_claim": "issued"}, card(), "doubtful", "card_already_handed_over"),
        ({"card_state": "in_hand"}, card(), "doubtful", "card_already_handed_over"),
        ({"deceased_on": "2024-01-19"}, card(), "doubtful", "person_deceased"),
        ({"presence": "working_away"}, card(), "unchanged", "person_absent"),
    ],
)
def test_a_list_of_cards_says_what_stands_in_the_way(
    administrator: Officer, known: Resident, changed: dict[str, str], row: list[str], outcome: str, reason: str
) -> None:
    Resident.objects.filter(pk=known.pk).update(**changed)
    (staged,) = compared(administrator, "cards_arrived", [CARDS, row])
    assert staged.outcome == outcome
    assert not reason or reason in staged.reasons


def test_the_same_card_twice_is_said(administrator: Officer, known: Resident) -> None:
    first, second = compared(administrator, "cards_arrived", [CARDS, card(), card()])
    assert ("duplicate_row" in first.reasons, "duplicate_row" in second.reasons) == (False, True)

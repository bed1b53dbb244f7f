"""Lists go on naming the old units for years: their rows find the new unit, and say so."""

from collections.abc import Callable
from typing import Any

import pytest

from kontum_portal.areas.models import AdminUnit, Reform
from residents.imports.directory import directory_on
from residents.imports.places import Directory
from residents.imports.reasons import first_outcome
from tests.factories import make_sub_unit
from tests.residents.reform.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(apply_2025: Callable[[], Reform], units: dict[str, AdminUnit]) -> Directory:
    for name in ("Quyết Thắng", "Quang Trung"):
        make_sub_unit(units[name], "Tổ dân phố 1")
    apply_2025()
    return Directory.from_json(directory_on(DAY))


def name_of(unit_id: int | None) -> str:
    return AdminUnit.objects.get(pk=unit_id).name if unit_id else ""


@pytest.mark.parametrize(
    ("written", "before", "now"),
    [
        ("Phường Quyết Thắng", "Quyết Thắng", "Kon Tum"),
        ("P. Q. Thắng", "Quyết Thắng", "Kon Tum"),
        ("xã Vinh Quang, TP Kon Tum", "Vinh Quang", "Ngọk Bay"),
        ("Phường Kon Tum", "Kon Tum", "Kon Tum"),
        # The same letters, another kind, another place.
        ("Xã Đắk Blà", "Đắk Blà", "Đăk Rơ Wa"),
        ("Phường Đăk Bla", "Đăk Bla", "Đăk Bla"),
        ("Đăk Bla", "Đăk Bla", "Đăk Bla"),
        ("Xã Đắk Cấm", "Đắk Cấm", "Đăk Cấm"),
        ("Phường Đăk Cấm", "Đăk Cấm", "Đăk Cấm"),
        # A reused code means the unit of today, one that was not reused the unit it meant.
        ("23293", "Kon Tum", "Kon Tum"),
        ("23287", "Quyết Thắng", "Kon Tum"),
    ],
)
def test_an_old_name_leads_to_the_new_unit(directory: Directory, written: str, before: str, now: str) -> None:
    found = directory.unit_of(written)
    assert (name_of(found), name_of(directory.living(found))) == (before, now)


@pytest.mark.parametrize(
    ("title", "now"),
    [
        ("DANH SÁCH NHÂN KHẨU XÃ VINH QUANG", "Ngọk Bay"),
        ("CÔNG AN XÃ ĐĂK RƠ WA", "Đăk Rơ Wa"),
        ("CÔNG AN XÃ ĐẮK BLÀ", "Đăk Rơ Wa"),
        ("CÔNG AN PHƯỜNG ĐĂK BLA", "Đăk Bla"),
    ],
)
def test_a_title_of_an_old_unit_leads_to_the_new_one(directory: Directory, title: str, now: str) -> None:
    assert name_of(directory.living(directory.unit_in_title([title]))) == now


def test_a_sub_unit_is_that_of_the_unit_the_list_names(directory: Directory, units: dict[str, AdminUnit]) -> None:
    ids = [directory.sub_unit_of(units[name].pk, "Tổ dân phố 1")[0] for name in ("Quyết Thắng", "Quang Trung")]
    assert None not in ids
    assert len(set(ids)) == 2
    new = directory.living(units["Quang Trung"].pk)
    assert directory.sub_unit_of(new, "Tổ dân phố 1 (Quang Trung)")[0] == ids[1]


def test_the_note_makes_no_row_doubtful() -> None:
    assert first_outcome(["unit_former"]) == "new"


def test_before_the_reform_nothing_is_a_former_unit(units: dict[str, Any]) -> None:
    assert len(directory_on(DAY)["units"]) == 21

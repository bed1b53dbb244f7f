"""Lists go on naming the old units for years: their rows find the new unit, and say so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, Reform
from kontum_portal.areas.queries import find_unit
from residents.imports.directory import directory_on
from residents.imports.places import Directory
from residents.imports.reasons import first_outcome
from residents.models import Resident
from tests.factories import make_resident, make_sub_unit
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


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Phường Quyết Thắng", "Kon Tum"),
        ("Xã Đắk Blà", "Đăk Rơ Wa"),
        ("Phường Đăk Bla", "Đăk Bla"),
        ("Xã Ngọk Bay", "Ngọk Bay"),
    ],
)
def test_a_unit_is_found_by_its_old_name(directory: Directory, written: str, name: str) -> None:
    found = find_unit(written, DAY)
    assert found is not None
    assert (found.name, found.valid_from) == (name, DAY)


def test_people_who_came_from_an_old_unit_are_listed_by_its_name(
    apply_2025: Callable[[], Reform],
    units: dict[str, AdminUnit],
    signed_in: Callable[[Officer], Client],
    officer_quyet_thang: Officer,
) -> None:
    """A kept filter or an old link goes on meaning the people it meant."""
    ours = make_resident(units["Quyết Thắng"])
    theirs = make_resident(units["Quang Trung"], full_name="Trần Thị Bé")
    far = make_resident(units["Lê Lợi"], full_name="Y Hlim")
    apply_2025()
    client = signed_in(Officer.objects.get(pk=officer_quyet_thang.pk))
    address = reverse("residents:list")

    def listed(query: str) -> set[Resident]:
        return set(client.get(f"{address}{query}").context["page"].people)

    assert listed("") == {ours, theirs}
    assert listed(f"?unit={units['Quyết Thắng'].pk}") == {ours}
    assert listed(f"?unit={units['Lê Lợi'].pk}") == set()
    assert far.full_name not in client.get(address).content.decode()
    assert "Phường Quang Trung" in client.get(address).content.decode()

"""Which unit a written name means, on a day."""

import datetime as dt

import pytest
from django.core.management import call_command

from kontum_portal.areas.models import AdminUnit
from kontum_portal.areas.queries import find_unit, unit_by_code, unit_names, units_on

pytestmark = pytest.mark.django_db

BEFORE, AFTER = dt.date(2024, 9, 30), dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Phường Quyết Thắng", "Quyết Thắng"),
        ("quyet thang", "Quyết Thắng"),
        ("P.Quyết Thắng", "Quyết Thắng"),
        ("Q. Thắng", "Quyết Thắng"),
        ("P. Q.Thắng", "Quyết Thắng"),
        ("P. THĐạo", "Trần Hưng Đạo"),
        ("xã ĐăkRơWa", "Đắk Rơ Wa"),
        ("Đak Rơ Wa", "Đắk Rơ Wa"),
        ("Đắk RơWa", "Đắk Rơ Wa"),
        ("CÔNG AN XÃ ĐĂK RƠ WA", "Đắk Rơ Wa"),
        ("UBND PHƯỜNG LÊ LỢI", "Lê Lợi"),
        ("X. Ngọc Bay", "Ngọk Bay"),
        ("Hoà Bình", "Hòa Bình"),
        ("xã ChưHreng", "Chư Hreng"),
        ("Thôn 2, Xã Đak Cấm, TP Kon Tum", "Đắk Cấm"),
        ("Làng Kon Hra Chót P. Thống Nhất KT", "Thống Nhất"),
        ("194/17 Trường Chinh, Tổ dân phố 1, Phường Quang Trung, TP Kon Tum, Kon Tum", "Quang Trung"),
        ("DANH SÁCH HỘ, NHÂN KHẨU PHƯỜNG THỐNG NHẤT", "Thống Nhất"),
    ],
)
def test_the_unit_is_found(written: str, name: str) -> None:
    unit = find_unit(written, BEFORE)
    assert unit is not None
    assert unit.name == name


@pytest.mark.parametrize(
    "written",
    ["", "Kon Tum", "TP Kon Tum", "Phường Kon Tum", "Xã Quyết Thắng", "Phường Đắk Cấm", "Pleiku", "P.", "123"],
)
def test_what_names_no_unit_or_another_kind_finds_nothing(written: str) -> None:
    assert find_unit(written, BEFORE) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [("Phường Kon Tum", "23293"), ("Phường Đăk Bla", "23302"), ("Xã Đăk Bla", None), ("Kon Tum", None)],
)
def test_after_the_reform_the_same_words_mean_other_units(written: str, code: str | None) -> None:
    call_command("load_units", as_of=AFTER, verbosity=0)
    AdminUnit.objects.filter(valid_from__isnull=True).update(valid_to=dt.date(2025, 6, 30))
    unit = find_unit(written, AFTER)
    assert (unit.code if unit else None) == code


def test_a_code_means_what_it_meant_on_that_day() -> None:
    call_command("load_units", as_of=AFTER, verbosity=0)
    AdminUnit.objects.filter(valid_from__isnull=True).update(valid_to=dt.date(2025, 6, 30))
    assert [str(unit_by_code("23293", day).name) for day in (BEFORE, AFTER)] == ["Thắng Lợi", "Kon Tum"]
    assert [units_on(day).count() for day in (BEFORE, AFTER)] == [21, 6]


def test_a_whole_file_asks_the_database_for_units_and_changes_once(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        names = unit_names(BEFORE)
        for _ in range(100):
            names.find("Phường Quyết Thắng")

"""Units and sub-units in the spellings of lists."""

import pytest

from residents.imports.places import Directory, UnitEntry, canonical_sub_unit, sub_unit_kind

UNITS = [
    UnitEntry(1, "commune", ("Đắk Rơ Wa", "Đăk RơWa")),
    UnitEntry(2, "ward", ("Quyết Thắng",)),
    UnitEntry(3, "ward", ("Trần Hưng Đạo",)),
    UnitEntry(4, "commune", ("Ngọk Bay", "Ngọc Bay")),
    UnitEntry(5, "commune", ("Hòa Bình",)),
]
KNOWN = {1: {"langplehra": (11, "Làng Plei Hra"), "thon1": (12, "Thôn 1")}}


@pytest.mark.parametrize(
    ("text", "unit_id"),
    [("Xã Đăk Rơ Wa", 1), ("ĐĂK RƠ WA", 1), ("Dak Ro Wa", 1), ("Đăk RơWa", 1), ("X. Đắk Rơ Wa, TP Kon Tum", 1), ("Q. Thắng", 2),
     ("THĐ", 3), ("P.Trần Hưng Đạo", 3), ("Ngoc Bay", 4), ("Hoà Bình", 5), ("Kon Tum", None), ("", None), ("Phường 7", None)],
)  # fmt: skip
def test_units_by_their_spellings(text: str, unit_id: int | None) -> None:
    assert Directory(UNITS).unit_of(text) == unit_id


@pytest.mark.parametrize(
    ("lines", "unit_id"),
    [(["CÔNG AN XÃ ĐĂK RƠ WA", "Độc lập - Tự do - Hạnh phúc"], 1), (["DANH SÁCH P. QUYẾT THẮNG"], 2), (["CÔNG AN TP KON TUM"], None),
     (["Từ phường Quyết Thắng sang xã Hòa Bình"], None)],
)  # fmt: skip
def test_the_title_names_one_unit_or_none(lines: list[str], unit_id: int | None) -> None:
    assert Directory(UNITS).unit_in_title(lines) == unit_id


@pytest.mark.parametrize(
    ("text", "name"),
    [("TDP1", "Tổ dân phố 1"), ("TDP 3", "Tổ dân phố 3"), ("tổ 4", "Tổ dân phố 4"), ("T.Kon Klor 2", "Thôn Kon Klor 2"), ("Th Kon K'Tu", "Thôn Kon K'Tu"),
     ("L. Kon Hra Chót", "Làng Kon Hra Chót"), ("LÀNG KON HRA CHÓT", "Làng Kon Hra Chót"), ("thôn 5", "Thôn 5"), ("Thôn Kon Jơ Ri", "Thôn Kon Jơ Ri")],
)  # fmt: skip
def test_sub_units_in_full(text: str, name: str) -> None:
    assert canonical_sub_unit(text) == name


def test_a_bare_number_is_what_the_unit_has() -> None:
    assert canonical_sub_unit("T 2", in_ward=True) == "Tổ dân phố 2"
    assert canonical_sub_unit("T 2") == "Thôn 2"
    assert canonical_sub_unit("7", in_ward=True) == "Tổ dân phố 7"


def test_a_known_sub_unit_is_found_without_its_kind() -> None:
    directory = Directory(UNITS, KNOWN)
    assert directory.sub_unit_of(1, "Plei Hra") == (11, "Làng Plei Hra")
    assert directory.sub_unit_of(2, "Plei Hra") == (None, "Plei Hra")


@pytest.mark.parametrize(
    ("name", "kind"), [("Tổ dân phố 1", "to"), ("Thôn 5", "thon"), ("Làng Plei Hra", "lang"), ("Plei Hra", "lang")]
)
def test_kinds_of_sub_units(name: str, kind: str) -> None:
    assert sub_unit_kind(name) == kind

"""Headings, header rows and layouts other than those of the samples."""

import pytest

from residents.imports.columns import field_of, guess_by_content
from residents.imports.layout import find_layout, heading_paths, is_numbering_row

PERSON = ["1", "Nguyễn Văn An", "15/04/1990", "062090000123"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên", "full_name"),
        ("HỌ, CHỮ ĐỆM VÀ TÊN KHAI SINH", "full_name"),
        ("Ho ten", "full_name"),
        ("Họ tên cha", "other:father"),
        ("Họ và tên chủ hộ", "head_name"),
        ("Ngày, tháng, năm sinh", "birth_date"),
        ("Năm sinh", "birth_date"),
        ("Số ĐDCN/CCCD", "personal_id"),
        ("Số định danh cá nhân (12 số)", "personal_id"),
        ("Số CMND/CCCD", "identity"),
        ("CMND", "old_id"),
        ("GT", "sex"),
        ("Giới tính (Nam/Nữ)", "sex"),
        ("Q.hệ với CH", "relation"),
        ("Quan hệ với chủ hộ", "relation"),
        ("SĐT liên hệ", "phone"),
        ("ĐT", "phone"),
        ("Dân tộc", "left_out:ethnicity"),
        ("Tôn giáo", "left_out:religion"),
        ("Tổ dân phố / Thôn / Làng", "sub_unit_name"),
        ("Xã, phường", "unit_name"),
        ("Nơi ĐKHK thường trú", "permanent_address"),
        ("Quê quán", "native_place"),
        ("Nơi cấp", "other:issued_by"),
        ("Ghi chú", "note"),
        ("Màu mắt", ""),
    ],
)
def test_a_heading_is_recognised(heading: str, field: str) -> None:
    assert field_of(heading)[0] == field


@pytest.mark.parametrize(
    ("heading", "above", "field"),
    [
        ("Nam", "Giới tính", "sex_male"),
        ("Nữ", "Phái", "sex_female"),
        ("Nam", "Năm sinh", "birth_male"),
        ("Nữ", "Ngày, tháng, năm sinh", "birth_female"),
        ("Ngày", "Ngày sinh", "birth_day_part"),
        ("Năm", "Ngày sinh", "birth_year_part"),
        ("Đã cấp (ngày)", "Thẻ căn cước", "card_issued"),
        ("Chưa cấp", "Thẻ căn cước", "card_none"),
    ],
)
def test_a_heading_means_what_the_one_above_makes_of_it(heading: str, above: str, field: str) -> None:
    assert field_of(heading, above)[0] == field


def test_an_upper_heading_reaches_over_empty_cells() -> None:
    header = [["STT", "Giới tính", "", "Ghi chú"], ["", "Nam", "Nữ", ""]]
    assert heading_paths(header) == [["STT"], ["Giới tính", "Nam"], ["Giới tính", "Nữ"], ["Ghi chú"]]


@pytest.mark.parametrize("above", [0, 1, 7, 20])
def test_the_header_is_found_wherever_it_stands(above: int) -> None:
    rows = [["CÔNG AN XÃ VINH QUANG", "", "", ""]] * above + [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"],
        PERSON,
        PERSON,
    ]
    layout = find_layout("DS", rows)
    assert layout is not None
    assert layout.header_rows == (above + 1,)


def test_headings_in_the_lower_row_of_two() -> None:
    rows = [["Thông tin công dân", "", "", ""], ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"], PERSON, PERSON]
    layout = find_layout("DS", rows)
    assert layout is not None
    assert layout.header_rows[-1] == 2
    assert [column.field for column in layout.columns] == ["number", "full_name", "birth_date", "personal_id"]


def test_a_name_over_two_columns_is_one_name() -> None:
    rows = [["STT", "Họ và tên", "", "Ngày sinh"], *[["1", "Nguyễn Văn", "An", "15/04/1990"]] * 4]
    layout = find_layout("DS", rows)
    assert layout is not None
    assert [column.field for column in layout.columns] == ["number", "family_part", "given_part", "birth_date"]


def test_unknown_headings_are_known_by_their_content() -> None:
    assert guess_by_content(["062090000123", "062190000456", "052090000123"]) == ("personal_id", 0.5)
    assert guess_by_content(["15/04/1990", "1/5/1990", "1958"]) == ("birth_date", 0.5)
    assert guess_by_content(["a", "b", "c"]) == ("", 0.0)


def test_the_only_column_of_numbers_holds_either_number() -> None:
    layout = find_layout("DS", [["Họ và tên", "Năm sinh", "CMND"], ["Nguyễn Văn An", "1990", "233123456"]])
    assert layout is not None
    assert layout.column_of("identity") == 2


def test_a_summary_is_no_list_of_people() -> None:
    assert find_layout("Tổng hợp", [["STT", "Thôn/Tổ", "Số khẩu"], ["1", "Thôn 1", "88"]]) is None


@pytest.mark.parametrize(
    ("texts", "is_one"),
    [
        (["(1)", "(2)", "(3)"], True),
        (["1", "2", "3", "4"], True),
        (["A", "B", "1", "2"], True),
        (["1", "Nguyễn Văn An", "1990"], False),
        (["5", "9", "1"], False),
    ],
)
def test_numbered_header_rows(texts: list[str], is_one: bool) -> None:
    assert is_numbering_row(texts) is is_one

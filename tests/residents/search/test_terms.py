"""What was typed or scanned is recognised by its shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from residents.search_terms import Kind, recognise

MRZ = "IDVNM0900001233062090000123<<3\n9001158M3001156VNM<<<<<<<<<<<2\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"
QR_2021 = "062090000123|233123456|Nguyễn Văn An|15011990|Nam|Tổ 3, Quyết Thắng, Kon Tum, Kon Tum|22062021"


@pytest.mark.parametrize(
    ("typed", "kind", "exact"),
    [
        ("062090000123", Kind.PERSONAL_ID, {("personal_id", "062090000123")}),
        ("0620 9000 0123", Kind.PERSONAL_ID, {("personal_id", "062090000123")}),
        ("62090000123", Kind.PERSONAL_ID, {("personal_id", "062090000123")}),
        ("233123456", Kind.OLD_ID, {("old_id", "233123456")}),
        ("0905 111 222", Kind.PHONE, {("phone", "+84905111222")}),
        ("+84905111222", Kind.PHONE, {("phone", "+84905111222")}),
        ("84905111222", Kind.PERSONAL_ID, {("personal_id", "084905111222"), ("phone", "+84905111222")}),
        ("905111222", Kind.OLD_ID, {("old_id", "905111222"), ("phone", "+84905111222")}),
        (QR_2021, Kind.QR, {("personal_id", "062090000123")}),
        (QR_2021 + "||||", Kind.QR, {("personal_id", "062090000123")}),
        ("\ufeff" + QR_2021 + "\r\n", Kind.QR, {("personal_id", "062090000123")}),
        ("CCCD: 062090000123", Kind.PERSONAL_ID, {("personal_id", "062090000123")}),
        ("1090000123", Kind.PERSONAL_ID, {("personal_id", "001090000123")}),
        ("sđt 0905-111-222", Kind.PHONE, {("phone", "+84905111222")}),
        ("(0260) 3862 123", Kind.PHONE, {("phone", "+842603862123")}),
        ("01621234567", Kind.PHONE, {("phone", "+84321234567")}),
        (MRZ, Kind.MRZ, {("personal_id", "062090000123")}),
        (MRZ.replace("\n", ""), Kind.MRZ, {("personal_id", "062090000123")}),
        ("IDVNM0900001233062090000123<<3", Kind.REFUSED_CODE, set()),
        ("GD4797912345678|5|62|Nguyễn|1990|x", Kind.REFUSED_CODE, set()),
        ("23287-24-00001", Kind.PORTAL_CODE, set()),
        ("23284.2-25-00017", Kind.PORTAL_CODE, set()),
        ("1234", Kind.NUMBER_TAIL, set()),
        ("600 123", Kind.NUMBER_TAIL, set()),
        ("123", Kind.NUMBER_PART, set()),
        ("a", Kind.TOO_SHORT, set()),
        ("", Kind.TOO_SHORT, set()),
        ("  ", Kind.TOO_SHORT, set()),
        ("A Thút", Kind.NAME, set()),
    ],
)
def test_shapes_are_recognised(typed: str, kind: Kind, exact: set) -> None:
    terms = recognise(typed)
    assert (terms.kind, set(terms.exact)) == (kind, exact)


@pytest.mark.parametrize(
    ("typed", "key", "has_marks"),
    [
        ("Nguyễn Thị Đào", "nguyen thi dao", True),
        ("nguyen thi dao", "nguyen thi dao", False),
        ("y h' lan", "y hlan", False),
        ("Y H'Ƀlan", "y hblan", True),
        ("HOÀ", "hoa", True),
    ],
)
def test_a_name_has_a_key_without_marks(typed: str, key: str, has_marks: bool) -> None:
    terms = recognise(typed)
    assert (terms.key, terms.has_marks) == (key, has_marks)


@pytest.mark.parametrize(
    ("typed", "key", "year"),
    [
        ("y hlim 1990", "y hlim", 1990),
        ("1990 Y Hlim", "y hlim", 1990),
        ("a thút sinh năm 1983", "a thut", 1983),
        ("nguyễn văn an 15/01/1990", "nguyen van an", 1990),
        ("nguyễn văn an 15011990", "nguyen van an 15011990", None),
        ("an 1790", "an 1790", None),
        ("an 19", "an", None),
        ("an 199", "an", None),
        ("a 1990", "a", 1990),
    ],
)
def test_a_birth_year_beside_the_name_is_told_apart(typed: str, key: str, year: int | None) -> None:
    terms = recognise(typed)
    assert (terms.kind, terms.key, terms.year) == (Kind.NAME, key, year)


def test_a_lost_zero_is_put_back_and_said() -> None:
    assert [recognise(typed).padded for typed in ("62090000123", "062090000123", "1090000123", "5090000123")] == [
        "062090000123", "", "001090000123", "",
    ]  # fmt: skip


@given(st.text(max_size=400))
def test_any_text_is_recognised_as_something(typed: str) -> None:
    assert recognise(typed).kind in Kind

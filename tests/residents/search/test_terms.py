"""What was typed or scanned is recognised by its shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from residents.search_terms import Kind, recognise

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
        ("GD4797912345678|5|62|Nguyễn|1990|x", Kind.FOREIGN_CODE, set()),
        ("1234", Kind.NUMBER_PART, set()),
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


@given(st.text(max_size=400))
def test_any_text_is_recognised_as_something(typed: str) -> None:
    assert recognise(typed).kind in Kind

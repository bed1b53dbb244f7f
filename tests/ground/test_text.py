"""Cleaning, search keys and the order of a Vietnamese list."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontum_portal.text import accent_key, clean, given_first_key, search_key, sort_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("A Ðeng", "a deng"),
        ("H’Ƀlan", "h'blan"),
        ("  Y\u00a0Hlim\u200b ", "y hlim"),
        ("A Rơ̆k", "a rok"),
        (unicodedata.normalize("NFD", "Hoàng Thuý Quỳnh"), "hoang thuy quynh"),
    ],
)
def test_a_name_is_found_as_it_is_typed_without_marks(typed: str, key: str) -> None:
    assert search_key(typed) == key


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà", "Hòa"), ("Thuý", "Thúy"), ("Khoẻ", "Khỏe"), ("hoà bình", "hòa bình")]
)
def test_tone_placement_does_not_matter_for_finding(one: str, other: str) -> None:
    assert accent_key(one) == accent_key(other)


def test_a_tone_on_a_closed_syllable_stays_where_it_is() -> None:
    assert accent_key("Hoàng") != accent_key("Hòang")


def test_the_given_name_comes_first_in_its_key() -> None:
    assert given_first_key("Nguyễn Văn An") == "an nguyen van"
    assert given_first_key("An") == "an"


def test_a_list_is_in_the_order_a_vietnamese_reader_expects() -> None:
    right = [
        "Bùi Văn An",
        "Trần Văn An",
        "Phạm Bá Anh",
        "Bùi Ánh",
        "Lê Thị Ân",
        "Nguyễn Văn Ba",
        "Nguyễn Văn Cường",
        "Nguyễn Văn Dũng",
        "Nguyễn Văn Đại",
        "Y Hlim",
        "Lê Ma",
        "Lê Mà",
        "Lê Mả",
        "Lê Mã",
        "Lê Má",
        "Lê Mạ",
        "Trần Oanh",
        "Trần Ông",
        "Trần Ơn",
        "A Thút",
        "Hồ Uyên",
        "Hồ Ước",
    ]
    assert sorted(right, key=sort_key) == right


@given(st.text())
def test_any_text_has_keys_and_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert search_key(search_key(text)) == search_key(text)
    sort_key(text)

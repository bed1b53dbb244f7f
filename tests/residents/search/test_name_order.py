"""A list by given name stands as a Vietnamese reader expects it."""

import random

import pytest

from kontum_portal.accounts.models import Officer
from residents.name_keys import name_keys
from residents.queries import ResidentFilters, list_residents
from tests.factories import make_resident

# Given name first: a ă â b c d đ e ê …, letters before tones, tones level, falling, hook, tilde, rising, heavy;
# then the middle words, then the family name.
IN_ORDER = [
    "Nguyễn Văn An", "Trần Văn An", "Lê Ánh", "Phạm Ăn", "Trần Ân", "Lê Thị Ba", "Bùi Bảo", "Y Blen", "Ngô Dung",
    "Ngô Dùng", "Ngô Dũng", "Lê Đào", "Võ Đức", "Vũ Em", "Vũ Êm", "H'Ƀlan", "Rơ Châm H'Lan", "Y Hlim", "Lê Hoa", "Lê Hòa",
    "Lê Hỏa", "Lê Họa", "Vũ Khôi", "Ksor Lan", "Hồ Mi", "H'Hen Niê", "Lý Oanh", "Lý Ông", "Lý Ơn", "A Thút", "Lê Thủy",
    "Hồ Tú", "Nguyễn Ánh Tuấn", "Trần Ánh Tuấn", "Nguyễn Đình Tuấn", "Nguyễn Văn Tuấn", "Hồ Tư", "Vũ Uyên", "Vũ Ước",
]  # fmt: skip


@pytest.mark.django_db
def test_the_list_of_residents_is_in_order(officer_quyet_thang: Officer, units) -> None:
    shuffled = random.Random(6).sample(IN_ORDER, len(IN_ORDER))
    for name in shuffled:
        make_resident(units["Quyết Thắng"], full_name=name)
    listed = list_residents(officer_quyet_thang, ResidentFilters(), limit=100).people
    assert [person.full_name for person in listed] == IN_ORDER


@pytest.mark.parametrize(("one", "other"), [("Lê Hoà", "Lê Hòa"), ("Lê Thuỷ", "Lê Thủy"), ("LÊ THUỶ", "Lê Thủy")])
def test_the_same_name_in_another_spelling_stands_in_the_same_place(one: str, other: str) -> None:
    assert name_keys(one).sort_key == name_keys(other).sort_key

"""Evidence that a row of a list and a person of the register are one."""

from typing import Any

import pytest

from residents.imports.probables import LIKELY
from residents.matching.pairs import Facts, evidence, probability
from residents.name_keys import name_keys

KNOWN = {
    "name": "Nguyễn Thị Xuân", "birth": (1985, 7, 12), "sex": "F", "personal_id": "062185600001",
    "old_id": "233600001", "phone": "+84905123456", "unit_id": 1, "sub_unit": "Tổ dân phố 1",
}  # fmt: skip
BARE = {"personal_id": None, "old_id": None, "phone": None}


def facts(**changed: Any) -> Facts:
    given = KNOWN | changed
    keys = name_keys(given.pop("name"))
    return Facts(accent_key=keys.accent_key, name_key=keys.name_key, **given)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"name": "Nguyen Thi Xuan"},
        {"name": "Xuân Nguyễn Thị"},
        {"name": "Nguyễn Thị Suân"},
        {"name": "Ng. Thị Xuân"},
        {"name": "N.T.Xuân"},
        {"name": "Nguyễn Xuân"},
        {"birth": (1985, 12, 7)},
        {"birth": (1985, None, None)},
        {"birth": (1985, 1, 1)},
        {"birth": (1983, 7, 12)},
        {"birth": (1986, None, None), "phone": KNOWN["phone"]},
        {"sex": "M"},
        {"unit_id": 2, "sub_unit": None},
        {"name": "Xuân Nguyễn Thị", "birth": (1984, 7, 12)},
        {"name": "Nguyễn Thị Suân", "unit_id": 2, "sub_unit": None},
        {"personal_id": "062185600010"},
        {"personal_id": "062185600010", "birth": (1985, None, None), "unit_id": 2},
        {"old_id": KNOWN["old_id"], "birth": (1986, None, None), "unit_id": 2},
    ],
)  # fmt: skip
def test_a_changed_row_is_still_worth_a_look(changed: dict[str, Any]) -> None:
    assert evidence(facts(**(BARE | changed)), facts()) >= LIKELY


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Lê Văn Hùng"},
        {"birth": (1960, 3, 4)},
        {"birth": (1985, 3, 20), "unit_id": 2},
        {"birth": (1985, None, None), "unit_id": 2, "sub_unit": None},
        {"personal_id": "052085777777"},
        {"name": "Nguyễn Thị Xoan", "birth": (1985, None, None)},
        {"name": "Nguyễn Thị Hà", "sex": "F"},
    ],
)
def test_another_person_is_not(changed: dict[str, Any]) -> None:
    assert evidence(facts(**(BARE | changed)), facts()) < LIKELY


@pytest.mark.parametrize(
    ("short", "full"),
    [("A Min", "A Minh"), ("I Uyên", "Y Uyên"), ("YHlơi", "Y Hlơi"), ("H Lien Mlô", "H'Lien Mlô"), ("Đin Văn Tám", "Đinh Văn Tám")],
)  # fmt: skip
def test_one_sound_is_one_name(short: str, full: str) -> None:
    bare = BARE | {"sub_unit": None}
    assert evidence(facts(name=short, **bare), facts(name=full)) >= LIKELY


def test_more_evidence_is_more_likely_and_eight_bits_are_even() -> None:
    assert probability(8.0) == 0.5
    assert probability(20.0) > probability(12.0) > 0.9 > 0.1 > probability(2.0)
    assert probability(-100.0) == 0.0

"""How alike two people are, as a table, and who is looked at at all."""

from typing import Any

import pytest

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.matching.lookalikes import likeness
from residents.queries.duplicates import PER_SEARCH, check_duplicates, lookalikes_of
from tests.factories import make_resident

pytestmark = pytest.mark.django_db

KNOWN = {
    "full_name": "Y Hlim", "sex": "F", "birth_year": 1990, "birth_month": 9, "birth_day": 2,
    "personal_id": "062190600456", "phone": "+84905111222",
}  # fmt: skip


def typed(**changed: Any) -> dict[str, Any]:
    return KNOWN | {"phone": None} | changed


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (typed(), "asked"),
        (typed(personal_id=None), "asked"),
        (typed(personal_id="062190600465"), "asked"),  # two digits swapped: a slip of the hand
        (typed(personal_id="062190777888"), "shown"),  # another number speaks for another person
        (typed(full_name="Y HLIM", personal_id=None), "asked"),
        (typed(full_name="y hlím", personal_id=None), "asked"),
        (typed(full_name="Y Hlin", personal_id=None), "asked"),
        (typed(birth_month=2, birth_day=9, personal_id=None), "asked"),
        (typed(birth_month=None, birth_day=None, personal_id=None), "asked"),
        (typed(birth_year=1992, birth_month=None, birth_day=None, personal_id=None), "shown"),
        (typed(birth_year=1992, personal_id="062190777888"), "nobody"),
        (typed(birth_year=1970, personal_id=None), "shown"),
        (typed(full_name="Trần Thị Bé", personal_id=None), "shown"),  # the same day, another name
        (typed(full_name="Trần Thị Bé", birth_year=1960, personal_id=None, phone="+84905111222"), "nobody"),
        (typed(full_name="Trần Thị Bé", birth_year=1960), "asked"),  # the same number, whoever it is
        (typed(sex="M", birth_year=1993, personal_id=None), "nobody"),
    ],
)
def test_how_much_alike(units: dict[str, AdminUnit], facts: dict[str, Any], verdict: str) -> None:
    one = likeness(facts, make_resident(units["Vinh Quang"], **KNOWN))
    found = "asked" if one.needs_reason else "shown" if one.score >= 50 else "nobody"
    assert (found, one.score) == (verdict, one.score)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, False),
        ({"full_name": "y hlim"}, True),
        ({"full_name": "Hlim"}, False),
        ({"full_name": "y hlim", "birth_year": 1993}, True),
        ({"full_name": "y hlim", "birth_year": 1994}, False),
        ({"full_name": "y hlim", "birth_year": 1994, "birth_month": 2, "birth_day": 9}, True),  # swapped
        ({"personal_id": "062190600456"}, True),
        ({"phone": "+84905111222", "full_name": "Y Hlin", "birth_year": 1990}, True),
    ],
)
def test_who_is_looked_at(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], facts: dict[str, Any], found: bool, monkeypatch
) -> None:
    monkeypatch.setattr("residents.queries.duplicates.SHOWN_FROM", 0)
    person = make_resident(units["Vinh Quang"], **KNOWN)
    assert [one.resident for one in lookalikes_of(officer_vinh_quang, facts)] == ([person] if found else [])


def test_of_another_ward_only_the_unit_is_said(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    make_resident(units["Quyết Thắng"], **KNOWN)
    check = check_duplicates(officer_vinh_quang, typed())
    assert (check.lookalikes, check.rows, check.elsewhere) == ([], [], [units["Quyết Thắng"]])


def test_a_common_name_costs_the_same(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], django_assert_num_queries
) -> None:
    for _ in range(PER_SEARCH + 5):
        make_resident(units["Vinh Quang"], full_name="Nguyễn Văn An", personal_id=None)
    facts = {"full_name": "Nguyễn Văn An", "birth_year": 1990, "personal_id": "062090600999"}
    assert officer_vinh_quang.register_unit_ids
    with django_assert_num_queries(2):
        assert len(check_duplicates(officer_vinh_quang, facts).lookalikes) == 3


def test_numbers_are_masked_side_by_side(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    make_resident(units["Vinh Quang"], **KNOWN)
    rows = {str(row.label): row for row in check_duplicates(officer_vinh_quang, typed()).rows}
    shown = [(value, same) for row in rows.values() for value, same in row.theirs]
    assert ("0621 •••• 0456", True) in shown
    assert not any("062190600456" in str(value) for value, _ in shown)

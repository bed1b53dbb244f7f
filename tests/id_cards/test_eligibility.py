"""The suggested case of a person, from the record alone (Luật Căn cước Đ.19, Đ.21, Đ.24)."""

import datetime as dt

import pytest

from id_cards.eligibility import HeldCard, eligibility_of, held_card_of
from residents.models import Resident

TODAY = dt.date(2024, 9, 30)


def person(born: str, **facts: object) -> Resident:
    year, month, day = (int(part) for part in born.split("-"))
    return Resident(birth_year=year, birth_month=month, birth_day=day, personal_id="062090600001", **facts)


@pytest.mark.parametrize(
    ("born", "issued", "case_type", "reason"),
    [
        ("1990-01-15", None, "new", "first_card"),
        ("2015-01-15", None, "new", "first_card"),
        ("1984-09-30", "2018-01-01", "exchange", "age"),  # turns 40 today
        ("1984-10-01", "2018-01-01", "exchange", "on_request"),  # turns 40 tomorrow
        ("1984-01-01", "2022-06-01", "exchange", "on_request"),  # issued at 38: valid to 60
        ("1960-01-01", "2018-06-01", "exchange", "on_request"),  # issued at 58: no expiry
        ("1960-01-01", "2017-06-01", "exchange", "age"),  # issued at 57: ended at 60
        ("2010-09-01", "2020-01-01", "exchange", "age"),  # a child's card ends at 14
        ("1999-01-01", "2016-01-01", "exchange", "age"),  # turned 25 this year
    ],
)
def test_age_and_card_suggest_the_case(born: str, issued: str | None, case_type: str, reason: str) -> None:
    held = HeldCard(dt.date.fromisoformat(issued)) if issued else None
    found = eligibility_of(person(born), held, TODAY)
    assert (found.case_type, found.reason) == (case_type, reason)
    assert found.sentences


@pytest.mark.parametrize(
    ("born", "biometrics", "representative"),
    [
        ("2018-10-01", False, True),  # 5
        ("2018-09-30", True, True),  # 6 today
        ("2010-10-01", True, True),  # 13
        ("2010-09-30", True, False),  # 14 today
    ],
)
def test_children_need_a_representative_and_the_smallest_no_biometrics(
    born: str, biometrics: bool, representative: bool
) -> None:
    found = eligibility_of(person(born), None, TODAY)
    assert (found.biometrics, found.representative) == (biometrics, representative)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"personal_id": None}, ["personal_id_missing"]),
        ({"birth_day": None}, ["birth_day_or_month_missing"]),
        ({"birth_day": 31, "birth_month": 2}, ["birth_day_or_month_missing"]),
        ({"birth_year": None}, ["birth_date_missing"]),
        ({"deceased_on": TODAY, "personal_id": None}, ["deceased", "personal_id_missing"]),
    ],
)
def test_blockers_are_named_with_the_step_that_clears_them(facts: dict, codes: list[str]) -> None:
    resident = person("1990-01-15")
    for name, value in facts.items():
        setattr(resident, name, value)
    blockers = eligibility_of(resident, None, TODAY).blockers
    assert [blocker.code for blocker in blockers] == codes
    assert all(str(blocker.sentence) and str(blocker.step) for blocker in blockers)


@pytest.mark.parametrize(
    ("facts", "held"),
    [
        ({}, None),
        ({"card_claim": "none"}, None),
        ({"card_claim": "issued"}, HeldCard(None)),
        ({"card_issued_on": TODAY}, HeldCard(TODAY)),
    ],
)
def test_a_list_that_speaks_of_a_card_is_believed_until_the_portal_knows_one(
    facts: dict, held: HeldCard | None
) -> None:
    assert held_card_of(person("1990-01-15", **facts), None, has_card=False) == held

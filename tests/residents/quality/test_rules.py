"""What each rule finds, and that it stays silent about what is not known."""

import datetime as dt
import re
from typing import Any

import pytest

from residents.models import PersonFacts, Resident
from residents.quality.evaluate import COLUMNS, evaluate
from residents.quality.rules import ROW_RULES, RULES
from residents.quality.set_rules import every_rule, rule_named
from tests.residents.quality.people import DAY, facts

pytestmark = pytest.mark.django_db

TABLE: list[tuple[dict[str, Any], set[str]]] = [
    ({}, set()),
    ({"personal_id": None}, {"personal_id_missing"}),
    ({"personal_id": None, "old_id": "233123456"}, {"personal_id_missing", "old_id_instead"}),
    ({"personal_id": "062091600123"}, {"personal_id_birth_year"}),
    ({"personal_id": "062290600123"}, {"personal_id_birth_year"}),
    ({"personal_id": "062190600123"}, {"personal_id_sex"}),
    ({"personal_id": "052090600123"}, set()),
    ({"personal_id": "999090600123"}, {"personal_id_prefix_unknown"}),
    ({"personal_id": "062205600123", "birth_year": 2005, "card_issued_on": dt.date(2023, 1, 2)}, set()),
    ({"birth_month": None, "birth_day": None}, {"birth_date_partial"}),
    ({"birth_day": None}, {"birth_date_partial"}),
    ({"birth_year": None, "birth_month": None, "birth_day": None}, {"birth_date_missing"}),
    ({"birth_day": 1}, {"birth_date_0101"}),
    ({"birth_month": 2, "birth_day": 29}, {"birth_date_impossible"}),
    ({"birth_year": 1992, "personal_id": "062092600123", "birth_month": 2, "birth_day": 29}, set()),
    ({"birth_month": 4, "birth_day": 31}, {"birth_date_impossible"}),
    ({"sex": None}, {"sex_missing"}),
    ({"sub_unit_id": None}, {"sub_unit_missing"}),
    ({"residence_kind": None}, {"residence_missing"}),
    ({"residence_kind": None, "presence": "left_area"}, set()),
    ({"residence_kind": None, "presence": None}, {"residence_missing"}),
    ({"residence_kind": "temporary"}, {"residence_until_missing"}),
    ({"residence_kind": "temporary", "residence_until": dt.date(2024, 9, 30)}, set()),
    ({"residence_kind": "temporary", "residence_until": dt.date(2024, 9, 29)}, {"temporary_residence_expired"}),
    ({"residence_kind": "short_stay", "residence_until": dt.date(2024, 9, 1)}, {"short_stay_expired"}),
    ({"residence_kind": "absent_declared", "residence_until": dt.date(2024, 9, 1)}, {"absence_over"}),
    ({"relation_to_head": None}, {"relation_missing"}),
    ({"relation_to_head": "wife"}, {"relation_sex"}),
    ({"phone": None}, {"phone_missing"}),
    ({"card_claim": "none", "card_issued_on": None}, {"card_missing"}),
    ({"card_claim": None, "card_issued_on": None}, set()),
    ({"card_claim": None, "card_issued_on": None, "card_state": "none"}, {"card_missing"}),
    ({"card_claim": "none", "card_issued_on": None, "card_state": "in_hand"}, set()),
    ({"card_issued_on": dt.date(2012, 1, 14)}, {"card_renewal_due"}),
    ({"card_issued_on": dt.date(2013, 1, 15)}, set()),
    ({"card_issued_on": dt.date(2024, 10, 1)}, {"card_issued_in_future"}),
    ({"full_name": "Nguyễn Văn An 2"}, {"name_with_digits"}),
    ({"full_name": "A"}, {"name_single_letter"}),
    ({"full_name": "A Thút"}, set()),
    ({"full_name": "Y H'Ƀlan"}, set()),
    ({"full_name": "Nguyễn Văn An (mất)"}, {"name_with_signs"}),
    ({"full_name": "NguyÔn V¨n An"}, {"name_of_old_font"}),
    ({"full_name": "nguyễn văn an"}, {"name_in_one_case"}),
    ({"full_name": "NGUYỄN VĂN AN"}, {"name_in_one_case"}),
    ({"deceased_on": dt.date(2024, 1, 2)}, {"listed_but_deceased"}),
    ({"deceased_on": dt.date(2024, 1, 2), "presence": None}, set()),
    ({"deceased_on": dt.date(1980, 1, 2), "presence": None, "card_issued_on": None}, {"death_before_birth"}),
    ({"deceased_on": dt.date(2024, 10, 1), "presence": None}, {"death_in_future"}),
    ({"personal_id": None, "presence": None, "deceased_on": dt.date(2024, 1, 2)}, set()),
    ({"last_verified_on": dt.date(2023, 10, 1)}, set()),
    ({"last_verified_on": dt.date(2023, 9, 30)}, {"verification_old"}),
    ({"last_verified_on": dt.date(2020, 1, 1), "presence": "left_area"}, set()),
]


@pytest.mark.parametrize(("changed", "expected"), TABLE)
def test_rules_find_what_is_wrong_and_nothing_else(changed: dict[str, Any], expected: set[str]) -> None:
    assert {failure.code for failure in evaluate(facts(**changed), DAY)} == expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ((2010, 9, 30), True),
        ((2010, 10, 1), False),
        ((2010, 9, None), False),
        ((2010, 8, None), True),
        ((2010, None, None), False),
        ((2009, None, None), True),
    ],
)
def test_a_card_is_missing_from_the_day_somebody_is_surely_fourteen(born: tuple, expected: bool) -> None:
    year, month, day = born
    person = {"birth_year": year, "birth_month": month, "birth_day": day, "card_claim": "none"}
    assert ("card_missing" in {failure.code for failure in evaluate(person, DAY)}) is expected


def test_a_birth_date_ahead_is_found_as_far_as_it_is_known() -> None:
    ahead = [(2025, None, None), (2024, 10, None), (2024, 10, 1)]
    known = [{"birth_year": year, "birth_month": month, "birth_day": day} for year, month, day in ahead]
    assert all("birth_date_future" in {failure.code for failure in evaluate(one, DAY)} for one in known)
    not_yet = {"birth_year": 2024, "birth_month": 9, "birth_day": 30}
    assert "birth_date_future" not in {failure.code for failure in evaluate(not_yet, DAY)}


def test_of_nobody_known_only_missing_facts_are_told() -> None:
    assert {failure.dimension for failure in evaluate({}, DAY)} == {"complete"}


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="religion"):
        evaluate({"religion": "x"}, DAY)


def test_evaluate_reads_no_table(django_assert_num_queries) -> None:
    with django_assert_num_queries(1) as queries:
        evaluate(facts(), DAY)
    assert not re.search(r'FROM "residents_\w+"(?!\.)', queries[0]["sql"])


def test_every_rule_has_its_own_code_a_sentence_and_facts_that_exist() -> None:
    columns = {field.name for field in Resident._meta.get_fields()} | set(COLUMNS)
    assert len(RULES) == len(ROW_RULES)
    assert all(rule.fields and set(rule.fields) <= columns for rule in ROW_RULES)
    assert all(str(rule.sentence) and str(rule.hint) and len(rule.code) <= 40 for rule in every_rule())
    assert rule_named("personal_id_twice") is not None
    assert rule_named("no_such_rule") is None


def test_staged_rows_share_every_fact_with_the_register() -> None:
    assert {field.name for field in PersonFacts._meta.get_fields()} <= set(COLUMNS)

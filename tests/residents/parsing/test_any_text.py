"""No text, whatever it is, makes a parser raise or hand on a value that the register would refuse."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from kontum_portal.text import accent_key, given_first_key, search_key, sort_key
from residents.name_keys import NameKeys, folded, name_keys
from residents.parsing.birth_dates import parse_birth_date, parse_date
from residents.parsing.cards import parse_card_claim
from residents.parsing.cells import cell_text, is_ditto, is_empty_word, is_mark
from residents.parsing.names import LONGEST_NAME, parse_name
from residents.parsing.numbers import parse_numbers, parse_old_id
from residents.parsing.phones import parse_phone
from residents.parsing.relations import parse_relation
from residents.parsing.residence import parse_residence
from residents.parsing.sexes import parse_sex, parse_sex_marks

TODAY = dt.date(2024, 9, 30)
TEXTS = st.one_of(
    st.text(max_size=60), st.text("0123456789OlI/.-' Ee+năm", max_size=24), st.from_regex(r"\d{1,2}/\d{1,2}/\d{2,4}")
)


@given(TEXTS)
def test_birth_dates(text: str) -> None:
    found = parse_birth_date(text, TODAY)
    assert found.year is None or 1850 <= found.year <= TODAY.year
    assert found.month is None or (found.year is not None and 1 <= found.month <= 12)
    assert found.day is None or found.date is not None
    parse_date(text, TODAY)


@given(TEXTS)
def test_numbers(text: str) -> None:
    for found in (parse_numbers(text), parse_old_id(text)):
        assert found.personal_id is None or re.fullmatch(r"[0-9]{12}", found.personal_id)
        assert found.old_id is None or re.fullmatch(r"[0-9]{9}", found.old_id)


@given(TEXTS)
def test_phones(text: str) -> None:
    number = parse_phone(text).number
    assert number is None or re.fullmatch(r"\+[0-9]{7,15}", number)


@given(TEXTS)
def test_names(text: str) -> None:
    name = parse_name(text).name
    assert name is None or (0 < len(name) <= LONGEST_NAME and name.strip() == name and "\x00" not in name)


@given(TEXTS, TEXTS)
def test_the_others(text: str, other: str) -> None:
    parse_sex(text), parse_sex_marks(text, other), parse_relation(text), parse_residence(text, TODAY)
    parse_card_claim(text, TODAY), is_ditto(text), is_mark(text), is_empty_word(text)


@given(
    st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.times())
)
def test_cells_of_any_type_have_a_text(cell: object) -> None:
    assert isinstance(cell_text(cell), str)


@given(
    st.lists(
        st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÂƠHáàảãạóòỏõọúùủũụíìỉĩịếềểễệ", min_size=1, max_size=7),
        min_size=1,
        max_size=5,
    )
)
def test_keys_of_plain_words_are_those_of_the_whole_name(words: list[str]) -> None:
    name = " ".join(words)
    plain = folded(name)
    keys = NameKeys(search_key(plain), given_first_key(plain), accent_key(plain), sort_key(plain))
    assert name_keys(name) == keys


@given(st.text(max_size=40))
def test_keys_of_any_text(text: str) -> None:
    assert isinstance(name_keys(text).sort_key, str)

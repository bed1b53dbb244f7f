import pytest

from residents.parsing.numbers import parse_numbers, parse_old_id


@pytest.mark.parametrize(
    "text",
    ["062090000123", "062.090.000.123", "062 090 000 123", "062-090-000-123", "'062090000123", '="062090000123"',
     "O62O9OOOO123", "062090000123 (CCCD)", "CCCD: 062090000123"],
)  # fmt: skip
def test_untidy_numbers_are_read(text: str) -> None:
    found = parse_numbers(text)
    assert (found.personal_id, found.old_id, found.reasons) == ("062090000123", None, ())


@pytest.mark.parametrize(
    ("text", "number"),
    [("62090000123", "062090000123"), ("1165740290", "001165740290"), ("62090000123.0", "062090000123"),
     ("6.2090000123E+10", "062090000123")],
)  # fmt: skip
def test_a_lost_zero_is_put_back_and_said(text: str, number: str) -> None:
    found = parse_numbers(text)
    assert (found.personal_id, found.reasons) == (number, ("personal_id_zero_restored",))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("06209000012", "personal_id_length"),
        ("0620900001234", "personal_id_length"),
        ("99090000123", "personal_id_length"),
        ("6.209E+10", "personal_id_digits_lost"),
        ("62090000000", "personal_id_digits_lost"),
        ("", "personal_id_missing"),
        ("-", "personal_id_missing"),
        ("không nhớ", "personal_id_missing"),
        ("chưa có", "personal_id_missing"),
        ("mất giấy tờ", "personal_id_missing"),
    ],
)
def test_what_is_no_number_is_left_empty_with_its_reason(text: str, reason: str) -> None:
    found = parse_numbers(text)
    assert (found.personal_id, found.old_id, found.reasons) == (None, None, (reason,))


@pytest.mark.parametrize("text", ["233123456", "233 123 456", "CMND 233123456", "233123456.0"])
def test_nine_digits_are_the_old_number(text: str) -> None:
    found = parse_numbers(text)
    assert (found.personal_id, found.old_id, found.reasons) == (None, "233123456", ("old_id_instead",))


@pytest.mark.parametrize(
    "text",
    ["062090000123/233123456", "233123456; 062090000123", "CCCD: 062090000123, CMND: 233123456",
     "062090000123\n233123456", "233123456 062090000123", "062090000123 (233123456)"],
)  # fmt: skip
def test_two_numbers_in_one_cell(text: str) -> None:
    found = parse_numbers(text)
    assert (found.personal_id, found.old_id) == ("062090000123", "233123456")


def test_the_column_of_old_numbers_asks_for_no_new_one() -> None:
    assert parse_old_id("233123456").reasons == ()
    assert parse_old_id("").reasons == ()
    assert parse_old_id("23456789").old_id == "023456789"
    assert parse_old_id("062090000123").personal_id == "062090000123"

import pytest

from residents.parsing.phones import parse_phone


@pytest.mark.parametrize(
    "text",
    ["0905123456", "0905.123.456", "0905 123 456", "905123456", "84905123456", "+84 90 5123456", "0084905123456",
     "ĐT: 0905123456", "O9O5123456"],
)  # fmt: skip
def test_one_number_in_many_forms(text: str) -> None:
    found = parse_phone(text)
    assert (found.number, found.reasons) == ("+84905123456", ())


@pytest.mark.parametrize(
    ("old", "new"), [("01620027280", "+84320027280"), ("01220083592", "+84770083592"), ("01990000001", "+84590000001")]
)
def test_numbers_of_before_2018_are_converted(old: str, new: str) -> None:
    assert parse_phone(old).number == new


@pytest.mark.parametrize(
    "text",
    [
        "0905111222/0976333444",
        "0905111222 - 0976333444",
        "0905111222\n0976333444",
        "0905111222; 0976333444",
        "0905111222 0976333444",
    ],
)
def test_of_two_numbers_the_first_is_kept(text: str) -> None:
    found = parse_phone(text)
    assert (found.number, found.reasons) == ("+84905111222", ("phone_second",))


@pytest.mark.parametrize("text", ["0760069020 (vợ)", "0760069020 - trưởng thôn", "0760069020 con trai"])
def test_a_note_beside_the_number_is_said(text: str) -> None:
    found = parse_phone(text)
    assert (found.number, found.reasons) == ("+84760069020", ("phone_with_note",))


@pytest.mark.parametrize(("text", "number"), [("02603862123", "+842603862123"), ("0603862123", "+842603862123")])
def test_landlines_are_kept_and_said(text: str, number: str) -> None:
    found = parse_phone(text)
    assert (found.number, found.reasons) == (number, ("phone_landline",))


@pytest.mark.parametrize("text", ["088003153", "12345", "hỏi con trai", "09051234567"])
def test_what_is_no_number_is_left_empty(text: str) -> None:
    found = parse_phone(text)
    assert (found.number, found.reasons) == (None, ("phone_invalid",))


@pytest.mark.parametrize("text", ["", "k", "0", "-", "không", "không có"])
def test_no_phone_is_no_reason(text: str) -> None:
    assert parse_phone(text) == parse_phone("")

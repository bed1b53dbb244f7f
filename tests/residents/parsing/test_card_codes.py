"""Codes of identity cards: the specimens, what is refused with which reason, and any text at all."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from residents.parsing.card_codes import CardReading, Doubt, Refusal, read_card
from residents.parsing.mrz import check_digit, parse_mrz

TODAY = dt.date(2024, 9, 30)
QR_2021 = "062090000123|233123456|Nguyễn Văn An|15011990|Nam|Tổ 3, Quyết Thắng, Kon Tum, Kon Tum|22062021"
WITHOUT_OLD = "062190000456||Y Hlim|02091990|Nữ|Thôn Kon Rờ Bàng, Vinh Quang, Kon Tum, Kon Tum|14082021"
QR_2024 = "062090000123|233123456|Nguyễn Văn An|15011990|Nam|Tổ 3, Quyết Thắng, Kon Tum, Kon Tum|01082024||||"
MRZ = {
    "IDVNM0900001233062090000123<<3 / 9001158M3001156VNM<<<<<<<<<<<2 / NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<": "NGUYEN VAN AN",
    "IDVNM0900007774062090000777<<4 / 9001158M3001156VNM<<<<<<<<<<<8 / A<<THUT<<<<<<<<<<<<<<<<<<<<<<<": "A THUT",
    "IDVNM1900004563062190000456<<3 / 9009028F3009026VNM<<<<<<<<<<<2 / Y<<HLIM<<<<<<<<<<<<<<<<<<<<<<<": "Y HLIM",
}


def read(text: str) -> CardReading:
    found = read_card(text, TODAY)
    assert isinstance(found, CardReading)
    return found


def test_the_card_of_2021() -> None:
    assert read(QR_2021) == CardReading(
        number="062090000123", full_name="Nguyễn Văn An", birth_year=1990, birth_month=1, birth_day=15, sex="M",
        old_id="233123456", address="Tổ 3, Quyết Thắng, Kon Tum, Kon Tum", issued_on=dt.date(2021, 6, 22),
    )  # fmt: skip


def test_an_empty_field_does_not_shift_the_others() -> None:
    card = read(WITHOUT_OLD)
    assert (card.old_id, card.full_name, card.sex, card.issued_on) == (None, "Y Hlim", "F", dt.date(2021, 8, 14))


def test_the_card_of_2024_names_the_place_of_residence_and_keeps_its_tail_unnamed() -> None:
    card = read(QR_2024)
    assert (card.address_fact, card.raw_tail) == ("current_address", ("", "", "", ""))


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("15011990", (1990, 1, 15)),
        ("00001990", (1990, None, None)),
        ("00031990", (1990, 3, None)),
        ("01011990", (1990, 1, 1)),
        ("31021990", (None, None, None)),
        ("1990", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_a_birth_date_says_no_more_than_is_printed(birth: str, expected: tuple) -> None:
    card = read(QR_2021.replace("15011990", birth))
    assert (card.birth_year, card.birth_month, card.birth_day) == expected
    assert (Doubt.BIRTH in card.doubts) == (expected == (None, None, None))


@pytest.mark.parametrize(
    ("scanned", "doubt"),
    [
        (QR_2021.rpartition("|")[0], Doubt.NO_ISSUE_DATE),
        (QR_2021.replace("Nguyễn Văn An", "Nguyeenx Vawn An"), Doubt.IME),
        (QR_2021.replace("Nguyễn Văn An", "Nguye\u0302\u0303n Va\u0306n An"), Doubt.IME),
        (QR_2021.replace("Nguyễn Văn An", "Nguye64n V8n An"), Doubt.IME),
    ],
)
def test_what_can_be_read_all_the_same_is_doubted(scanned: str, doubt: Doubt) -> None:
    assert read(scanned).doubts == (doubt,)


@pytest.mark.parametrize("name", ["A Thút", "Y Hlim", "H'Ƀlan Ksor", "Ksor H'Nhi", "Hoa Xuan", "Lee Min Ho"])
def test_names_without_marks_are_not_taken_for_telex_too_easily(name: str) -> None:
    doubts = read(QR_2021.replace("Nguyễn Văn An", name)).doubts
    assert doubts == ((Doubt.IME,) if name == "Lee Min Ho" else ())


def test_bytes_sent_one_by_one_are_put_together_again() -> None:
    sent = QR_2021.replace("Nguyễn Văn An", "A Thút").replace("Tổ 3, Quyết Thắng", "To 3").encode().decode("cp1252")
    assert read(sent).full_name == "A Thút"


@pytest.mark.parametrize(
    ("scanned", "refusal"),
    [
        ("DN4797912345678|4e677579e1bb856e|15/01/1990|1|5468c3b46e|62-001|01/01/2024", Refusal.INSURANCE),
        ("7912345678|4e677579e1bb856e|15/01/1990|1|5468c3b46e|62-001|01/01/2024", Refusal.INSURANCE),
        ("062090000123|233123456|Nguyễn Văn", Refusal.TRUNCATED),
        ("0000123|233123456|Nguyễn Văn An|15011990|Nam|Tổ 3|22062021", Refusal.TRUNCATED),
        ("ò209à000123|233123456|Nguyễn Văn An|15011990|Nam|Tổ 3|22062021", Refusal.GARBLED),
        ("https://example.vn|a|b", Refusal.FOREIGN),
        ("|||", Refusal.FOREIGN),
        ("IDVNM0900001233062090000123<<3", Refusal.MRZ_TRUNCATED),
        ("IDVNM09000<<<<<<", Refusal.MRZ_TRUNCATED),
    ],
)
def test_what_is_no_card_is_refused_with_its_reason(scanned: str, refusal: Refusal) -> None:
    assert read_card(scanned, TODAY) == refusal


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "062090000123", "", "a < b", "Tổ 3/2"])
def test_what_has_no_shape_of_a_code_is_left_to_others(text: str) -> None:
    assert read_card(text, TODAY) is None


@pytest.mark.parametrize(("lines", "name"), MRZ.items())
def test_machine_readable_lines(lines: str, name: str) -> None:
    card = read(lines)
    assert (card.full_name, card.name_is_plain, card.doubts) == (name, True, ())
    assert card.number in lines
    assert (card.birth_year, card.sex) == (1990, "F" if card.number.startswith("0621") else "M")
    assert read(lines.replace(" / ", "\r\n")) == read(lines.replace(" / ", "")) == card


def test_one_wrong_sign_breaks_a_check_digit() -> None:
    [lines, *_] = MRZ
    for at in (6, 17, 33, 36, 42):
        if lines[at].isdigit():
            changed = lines[:at] + str((int(lines[at]) + 1) % 10) + lines[at + 1 :]
            assert read(changed).doubts == (Doubt.CHECK_DIGIT,), at


def test_the_weights_of_a_check_digit() -> None:
    assert [check_digit(signs) for signs in ("", "<", "090000123", "A", "900115")] == [0, 0, 3, 0, 8]


@given(st.text(max_size=700))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read_card(text, TODAY), CardReading | Refusal | None)


@given(st.lists(st.text(alphabet="0123456789|aăđễNnữ<>\n\x00", max_size=14), max_size=14))
def test_anything_between_bars_is_read_or_refused(fields: list[str]) -> None:
    assert isinstance(read_card("|".join(["062090000123", *fields]), TODAY), CardReading | Refusal | None)


@given(st.text(alphabet="IDVNM0123456789<MFAZ \n/", max_size=120))
def test_any_lines_are_read_or_refused(text: str) -> None:
    assert isinstance(read_card("IDVNM" + text, TODAY), CardReading | Refusal)
    parse_mrz(text)

"""Names, sex, relation, residence and cards as lists write them."""

import datetime as dt

import pytest

from residents.choices import Presence, Relation, ResidenceKind
from residents.parsing.cards import parse_card_claim, parse_card_marks
from residents.parsing.names import parse_name
from residents.parsing.relations import WORDS, parse_relation
from residents.parsing.residence import joined, parse_residence
from residents.parsing.sexes import parse_sex, parse_sex_marks

TODAY = dt.date(2024, 9, 30)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Nguyễn  Văn An ", "Nguyễn Văn An"),
        ("Nguyễn\u00a0Văn An", "Nguyễn Văn An"),
        ("Nguyễn Văn\u200b An", "Nguyễn Văn An"),
        ("Ðặng Thị Sáu", "Đặng Thị Sáu"),
        ("Le\u0302 Va\u0306n A\u0301nh", "Lê Văn Ánh"),
        ("nguyễn thị nga", "Nguyễn Thị Nga"),
        ("NGUYỄN THỊ NGA", "Nguyễn Thị Nga"),
        ("H'DRAI", "H'Drai"),
        ("HʼɃlĭ Ayŭn", "H'Ƀlĭ Ayŭn"),
        ("Siu H’Ƀlui", "Siu H'Ƀlui"),
        ("Lý Thị Lài (Tý)", "Lý Thị Lài"),
        ("Y Hyĕn Mai (tên gọi khác: Út)", "Y Hyĕn Mai"),
        ("A Nhŭk Phưi - CH", "A Nhŭk Phưi"),
        ("1. Nguyễn Văn An", "Nguyễn Văn An"),
        ("Nguyễn Văn Sáu, sinh năm 1950", "Nguyễn Văn Sáu"),
        ("A Thút", "A Thút"),
        ("Hoà", "Hoà"),
        ("N.T.Nga", "N.T.Nga"),
    ],
)
def test_names_are_tidied_and_no_more(text: str, name: str) -> None:
    assert parse_name(text).name == name


@pytest.mark.parametrize(
    ("text", "reason"), [("", "name_missing"), ("(Tý)", "name_missing"), ("Nguyễn 123", "name_unreadable")]
)
def test_what_is_no_name_is_said(text: str, reason: str) -> None:
    assert parse_name(text).reasons == (reason,)


@pytest.mark.parametrize(
    ("text", "sex", "reasons"),
    [
        ("Nam", "M", ()),
        ("nữ", "F", ()),
        ("NỮ", "F", ()),
        ("nu", "F", ()),
        ("", None, ("sex_missing",)),
        ("?!", None, ("sex_unreadable",)),
    ],
)
def test_sex_in_words(text: str, sex: str | None, reasons: tuple[str, ...]) -> None:
    assert parse_sex(text) == (sex, reasons)


@pytest.mark.parametrize(
    ("male", "female", "sex", "reasons"),
    [
        ("x", "", "M", ()),
        ("", "X", "F", ()),
        ("", "✓", "F", ()),
        ("x", "x", None, ("sex_ambiguous",)),
        ("", "", None, ("sex_missing",)),
        ("1958", "", "M", ()),
    ],
)
def test_sex_by_marks(male: str, female: str, sex: str | None, reasons: tuple[str, ...]) -> None:
    assert parse_sex_marks(male, female) == (sex, reasons)


@pytest.mark.parametrize(
    ("text", "word"),
    [("C.hộ", "Chủ hộ"), ("CH", "Chủ hộ"), ("vợ", "Vợ"), ("con", "Con đẻ"), ("con trai thứ 2", "Con đẻ"), ("rể", "Con rể"),
     ("bố", "Cha đẻ"), ("ba", "Cha đẻ"), ("bà", "Ông, bà"), ("Mẹ ruột", "Mẹ đẻ"), ("cháu", "Cháu nội"), ("em ruột", "Em ruột")],
)  # fmt: skip
def test_relations_and_their_abbreviations(text: str, word: str) -> None:
    code, reasons = parse_relation(text)
    assert (WORDS[code or ""], reasons) == (word, ())


def test_every_relation_has_a_word_and_every_word_a_relation() -> None:
    assert set(WORDS) == set(Relation.values)


def test_an_unknown_relation_is_said() -> None:
    assert parse_relation("bạn hàng") == ("other", ("relation_unknown",))


@pytest.mark.parametrize(
    ("text", "kind", "presence"),
    [
        ("Thường trú", ResidenceKind.PERMANENT, None),
        ("tạm trú", ResidenceKind.TEMPORARY, None),
        ("Tạm vắng", ResidenceKind.ABSENT_DECLARED, None),
        ("Đi làm ăn xa (Bình Dương)", None, Presence.WORKING_AWAY),
        ("không rõ nơi đến", None, Presence.WHEREABOUTS_UNKNOWN),
        ("Chấp hành án", None, Presence.DETAINED),
        ("không rành tiếng Việt", None, None),
    ],
)
def test_residence_and_presence(text: str, kind: str | None, presence: str | None) -> None:
    found = parse_residence(text, TODAY)
    assert (found.kind, found.presence) == (kind, presence)


def test_the_end_of_a_stay_stands_in_the_note() -> None:
    found = joined(parse_residence("Tạm trú", TODAY), parse_residence("Tạm trú đến 18/12/2025", TODAY))
    assert (found.kind, found.until) == ("temporary", dt.date(2025, 12, 18))


def test_a_dead_person_on_the_list_is_said() -> None:
    found = parse_residence("Chết ngày 05/02/2023", TODAY)
    assert (found.deceased_on, found.reasons) == (dt.date(2023, 2, 5), ("listed_but_deceased",))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Đã cấp", "issued"),
        ("Chưa cấp", "none"),
        ("Đã thu nhận, chờ thẻ", None),
        ("Thẻ đã về, chưa trả", None),
        ("", None),
        ("7/2021", "issued"),
    ],
)
def test_what_a_list_claims_of_the_card(text: str, claim: str | None) -> None:
    assert parse_card_claim(text, TODAY)[0] == claim


def test_marks_under_issued_and_not_issued() -> None:
    assert parse_card_marks("20/06/2023", "", TODAY) == ("issued", dt.date(2023, 6, 20))
    assert parse_card_marks("x", "", TODAY) == ("issued", None)
    assert parse_card_marks("", "x", TODAY) == ("none", None)

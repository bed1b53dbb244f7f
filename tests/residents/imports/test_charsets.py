"""Text of the time before Unicode."""

import csv

import pytest

from residents.imports import charsets
from residents.imports.charsets import TCVN3, VNI, convert, font_charset, from_tcvn3, from_vni, sheet_charset


def letters() -> list[dict[str, str]]:
    with charsets._TABLE.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter["unicode"])
def test_every_letter_of_the_tables(letter: dict[str, str]) -> None:
    vni = bytes.fromhex(letter["vni_hex"].replace(" ", "")).decode("latin-1")
    tcvn3 = bytes.fromhex(letter["tcvn3_hex"].replace(" ", "")).decode("latin-1")
    assert from_vni(vni) == letter["unicode"]
    assert from_tcvn3(tcvn3).lower() == letter["unicode"].lower()
    assert from_tcvn3(tcvn3, capital_font=True) == letter["unicode"].upper()


@pytest.mark.parametrize(
    ("charset", "text", "unicode"),
    [
        (TCVN3, "Ph\xadêng Quang Trung", "Phường Quang Trung"),
        (TCVN3, "Aµ", "À"),
        (VNI, "Traàn Phöông Huyeàn", "Trần Phương Huyền"),
        (VNI, "Hoà Ngoïc AÂn", "Hồ Ngọc Ân"),
        (TCVN3, "Nguyễn Văn Đệ", "Nguyễn Văn Đệ"),
        (TCVN3, "Lê Trung", "Lê Trung"),
    ],
)
def test_texts_are_converted_and_unicode_stays(charset: str, text: str, unicode: str) -> None:
    assert convert(text, charset) == unicode


@pytest.mark.parametrize(
    ("texts", "charset"),
    [
        (["hä vµ tªn", "d©n téc", "Tæ d©n phè 1"], TCVN3),
        (["Hoï vaø teân", "Daân toäc", "Thöôøng truù"], VNI),
        (["Họ và tên", "Dân tộc", "Thường trú"], None),
        (["Hà", "Lê", "Tô", "Hồ Hoà"], None),
        (["Nguyen Van An"], None),
    ],
)
def test_a_sheet_is_told_by_its_bytes(texts: list[str], charset: str | None) -> None:
    assert sheet_charset(texts) == charset


@pytest.mark.parametrize(
    ("font", "found"),
    [(".VnTime", (TCVN3, False)), (".VnTimeH", (TCVN3, True)), ("VNI-Times", (VNI, False)), ("Times New Roman", None)],
)
def test_fonts_promise_a_charset(font: str, found: tuple[str, bool] | None) -> None:
    assert font_charset(font) == found

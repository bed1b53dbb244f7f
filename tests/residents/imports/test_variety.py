"""Lists that look like none of the samples: other layouts, other files, other habits."""

import io
import unicodedata
import zipfile
from typing import Any

import pytest

from kontum_portal.areas.models import AdminUnit
from residents.models import ImportBatch, StagedRow
from tests.residents.imports.conftest import Import
from tests.residents.imports.sheets import text_file, workbook

pytestmark = pytest.mark.django_db

AN = ("Nguyễn Văn An", "1990-04-15", "M", "062090600001")
HOA = ("Lê Thị Hoa", "1992-02-01", "F", "062192600002")
THUT = ("A Thút", "1958", "M", None)


def people(batch: ImportBatch) -> list[tuple[Any, ...]]:
    rows = StagedRow.objects.filter(batch=batch).exclude(outcome="not_a_person").order_by("row")
    return [(row.full_name, birth(row), row.sex, row.personal_id) for row in rows]


def birth(row: StagedRow) -> str | None:
    known = [part for part in (row.birth_month, row.birth_day) if part]
    return "-".join([str(row.birth_year), *(f"{part:02d}" for part in known)]) if row.birth_year else None


LISTS: dict[str, list[list[Any]]] = {
    "without ordinal numbers": [
        ["Họ tên", "Sinh ngày", "Phái", "Số CCCD"],
        ["Nguyễn Văn An", "15/4/1990", "Nam", "062090600001"],
        ["LÊ THỊ HOA", "01-02-1992", "nữ", "062 192 600 002"],
        ["A Thút", "1958", "nam", "không"],
    ],
    "day, month and year apart": [
        ["TT", "Họ và tên", "Ngày sinh", "", "", "GT", "Số định danh cá nhân"],
        ["", "", "Ngày", "Tháng", "Năm", "", ""],
        [1, "Nguyễn Văn An", 15, 4, 1990, "Nam", "062090600001"],
        [2, "Lê Thị Hoa", 1, 2, 1992, "Nữ", 62192600002],
        [3, "A Thút", "", "", 1958, "Nam", ""],
    ],
    "family and given name apart": [
        ["STT", "Họ và chữ đệm", "Tên", "Năm sinh", "Giới tính", "CCCD"],
        [1, "Nguyễn Văn", "An", "15/04/1990", "Nam", "062090600001"],
        [2, "Lê Thị", "Hoa", "1/2/1992", "Nữ", "062192600002"],
        [3, "A", "Thút", 1958, "Nam", "chưa có"],
    ],
    "three header rows": [
        ["DANH SÁCH NHÂN KHẨU", "", "", "", "", ""],
        ["STT", "Thông tin cá nhân", "", "", "", "Ghi chú"],
        ["", "Họ và tên", "Ngày sinh", "Giới tính", "Giấy tờ", ""],
        ["", "", "", "", "Số CCCD", ""],
        [1, "Nguyễn Văn An", "15/04/1990", "Nam", "062090600001", ""],
        [2, "Lê Thị Hoa", "1/2/1992", "Nữ", "062192600002", ""],
        [3, "A Thút", "1958", "Nam", "", ""],
    ],
    "household rows, group rows, repeated headers and sums": [
        ["UBND XÃ VINH QUANG", "", "", "", ""],
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"],
        ["I", "THÔN PHƯƠNG QUÝ 1", "", "", ""],
        ["", "Hộ 1: Nguyễn Văn An - 3 khẩu", "", "", ""],
        [1, "Nguyễn Văn An", "15/04/1990", "Nam", "062090600001"],
        [2, "Lê Thị Hoa", "1/2/1992", "Nữ", "062192600002"],
        ["", "Cộng: 2 khẩu", "", 2, ""],
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"],
        ["", "Hộ số 2", "", "", ""],
        [3, "A Thút", "1958", "Nam", "-"],
        ["", "Tổng cộng", 3, "", ""],
        ["", "Vinh Quang, ngày 30 tháng 9 năm 2024", "", "", ""],
        ["", "Trưởng Công an xã", "", "", ""],
        ["", "Trần Văn Mẫu", "", "", ""],
    ],
    "columns in another order, with some nobody knows": [
        ["Số CCCD/ĐDCN", "Màu nhà", "Giới tính (Nam/Nữ)", "Họ, chữ đệm và tên", "Ngày/tháng/năm sinh", "Dân tộc"],
        ["062090600001", "xanh", "Nam", "Nguyễn Văn An", "15.04.1990", "Kinh"],
        ["'062192600002", "đỏ", "Nữ", "Lê Thị Hoa", "1.2.1992", "nt"],
        ["k", "", "Nam", "A Thút", "00/00/1958", "Ba Na"],
    ],
    "sex as codes that the heading explains": [
        ["STT", "HO_TEN", "NGAY_SINH", "GIOI_TINH (1-Nam, 2-Nữ)", "SO_CCCD"],
        [1, "NGUYỄN VĂN AN", "15/04/1990", 1, "062090600001"],
        [2, "LÊ THỊ HOA", "01/02/1992", 2, "062192600002"],
        [3, "A THÚT", 1958, 1, ""],
    ],
    "one column of marks, for women": [
        ["STT", "Họ và tên", "Ngày sinh", "Nữ", "Số CCCD"],
        [1, "Nguyễn Văn An", "15/04/1990", "", "062090600001"],
        [2, "Lê Thị Hoa", "01/02/1992", "x", "062192600002"],
        [3, "A Thút", 1958, "", ""],
    ],
    "the birth year under male and female": [
        ["TT", "Họ tên", "Năm sinh", "", "Số CCCD"],
        ["", "", "Nam", "Nữ", ""],
        ["1.", "Nguyễn Văn An", "15/04/1990", "", "062090600001"],
        ["2.", "Lê Thị Hoa", "", "01/02/1992", "062192600002"],
        ["3.", "A Thút", "1958", "", ""],
    ],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_workbook_in_another_layout(import_file: Import, name: str) -> None:
    batch = import_file("list.xlsx", content=workbook(LISTS[name]))
    assert people(batch) == [AN, HOA, THUT]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_text_file_in_any_encoding(import_file: Import, encoding: str, delimiter: str) -> None:
    rows = LISTS["without ordinal numbers"]
    content = text_file(rows, delimiter, encoding) if encoding != "cp1258" else _cp1258(rows, delimiter)
    assert people(import_file("list.csv", content=content)) == [AN, HOA, THUT]


def _cp1258(rows: list[list[Any]], delimiter: str) -> bytes:
    """CP1258 spells toned letters as a letter and a combining tone."""
    text = text_file(rows, delimiter, "utf-8").decode()
    return b"".join(_bytes_of(char) for char in text)


def _bytes_of(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        base, tone = unicodedata.normalize("NFD", char)[:-1], unicodedata.normalize("NFD", char)[-1]
        return _bytes_of(unicodedata.normalize("NFC", base)) + tone.encode("cp1258")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("TCVN3", [["hä vµ tªn", "ngµy sinh", "giíi tÝnh", "sè cccd"], ["NguyÔn V¨n An", "15/04/1990", "Nam", "062090600001"], ["Lª ThÞ Hoa", "1/2/1992", "N÷", "062192600002"], ["A Thót", "1958", "Nam", ""]]),
        ("VNI", [["Hoï vaø teân", "Ngaøy sinh", "Giôùi tính", "Soá CCCD"], ["Nguyeãn Vaên An", "15/04/1990", "Nam", "062090600001"], ["Leâ Thò Hoa", "1/2/1992", "Nöõ", "062192600002"], ["A Thuùt", "1958", "Nam", ""]]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_text", [True, False])
def test_legacy_text_without_its_font(import_file: Import, name: str, rows: list[list[Any]], as_text: bool) -> None:
    content = text_file(rows, ";", "latin-1") if as_text else workbook(rows)
    batch = import_file("list", content=content)
    assert people(batch) == [AN, HOA, THUT]


def test_a_capital_font_makes_capitals_that_become_a_name(import_file: Import) -> None:
    rows = [["STT", "hä vµ tªn", "ngµy sinh"], [1, "nguyÔn v¨n an", "1990"], [2, "A Hiếu", "1991"]]
    fonts = {(0, 1): ".VnTimeH", (0, 2): ".VnTime", (1, 1): ".VnTimeH", (2, 1): "Times New Roman"}
    batch = import_file("list.xlsx", content=workbook(rows, fonts=fonts))
    assert [row[0] for row in people(batch)] == ["Nguyễn Văn An", "A Hiếu"]


def test_a_cell_merged_over_rows_counts_in_each(import_file: Import) -> None:
    rows = [
        ["STT", "Số hộ", "Họ và tên", "Năm sinh", "Thôn"],
        [1, "", "Nguyễn Văn An", 1990, "Thôn 1"],
        [2, "", "Lê Thị Hoa", 1992, ""],
    ]
    batch = import_file(
        "list.xlsx",
        content=workbook(
            rows,
            merges=[
                (1, 1, 2, 1, "H-07"),
            ],
        ),
    )
    assert set(StagedRow.objects.filter(batch=batch).values_list("household_key", flat=True)) == {"H-07"}


def test_unit_rows_place_those_below_them(import_file: Import) -> None:
    rows = [
        ["STT", "Họ và tên", "Năm sinh", "Thôn"],
        ["Xã Vinh Quang", "", "", ""],
        [1, "Nguyễn Văn An", 1990, "Thôn 1"],
        ["Phường Quyết Thắng", "", "", ""],
        [2, "Lê Thị Hoa", 1992, "TDP 2"],
    ]
    batch = import_file("list.xlsx", content=workbook(rows))
    found = StagedRow.objects.filter(batch=batch, full_name__isnull=False).order_by("row")
    assert [(row.unit.name, row.sub_unit_name) for row in found] == [
        ("Vinh Quang", "Thôn 1"),
        ("Quyết Thắng", "Tổ dân phố 2"),
    ]


def test_group_rows_name_the_sub_unit_of_those_below(import_file: Import) -> None:
    batch = import_file("list.xlsx", content=workbook(LISTS["household rows, group rows, repeated headers and sums"]))
    rows = StagedRow.objects.filter(batch=batch, full_name__isnull=False)
    assert set(rows.values_list("unit__name", "sub_unit_name")) == {("Vinh Quang", "Thôn Phương Quý 1")}
    assert [row.household_key for row in rows.order_by("row")].count(rows.order_by("row")[0].household_key) == 2


def test_ethnicity_and_religion_are_left_out(import_file: Import) -> None:
    rows = [["Họ và tên", "Năm sinh", "Dân tộc", "Tôn giáo"], ["A Thút", 1958, "Ba Na", "Công giáo"]]
    batch = import_file("list.xlsx", content=workbook(rows))
    assert batch.layout["left_out"] == ["Dân tộc", "Tôn giáo"]
    raw = StagedRow.objects.get(batch=batch).raw
    assert not {"Ba Na", "Công giáo"} & set(raw)


def test_an_open_document_is_read(import_file: Import) -> None:
    content = _open_document(LISTS["without ordinal numbers"])
    assert people(import_file("list.ods", content=content)) == [AN, HOA, THUT]


def _open_document(rows: list[list[Any]]) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="DS">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("content.xml", body)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def test_an_address_names_the_sub_unit_where_no_column_does(import_file: Import, units: dict[str, AdminUnit]) -> None:
    rows = [["Họ và tên", "Năm sinh", "Thường trú"], ["A Thút", 1958, "12 Trần Phú, Tổ dân phố 3, Phường Quyết Thắng"]]
    batch = import_file("list.xlsx", content=workbook(rows), unit=units["Quyết Thắng"])
    assert StagedRow.objects.get(batch=batch).sub_unit_name == "Tổ dân phố 3"


@pytest.mark.parametrize(
    ("title", "cell"), [("CAX VINH QUANG", ""), ("", "23320"), ("", "x. vinh quang"), ("Đơn vị: xã Vinh  Quang", "")]
)
def test_a_unit_is_named_in_many_ways(import_file: Import, title: str, cell: str) -> None:
    rows = [[title, ""], ["Họ và tên", "Năm sinh", *(["Xã"] if cell else [])], ["A Thút", 1958, cell]]
    batch = import_file("list.xlsx", content=workbook(rows))
    assert StagedRow.objects.get(batch=batch).unit.name == "Vinh Quang"


def test_a_list_that_begins_further_down_and_right_keeps_its_row_numbers(import_file: Import) -> None:
    rows = [[""], [""], ["", "", "Họ và tên", "Năm sinh"], ["", "", "A Thút", 1958], [""], ["", "", "Y Hlim", 1990]]
    batch = import_file("list.xlsx", content=workbook(rows))
    assert list(StagedRow.objects.filter(batch=batch).order_by("row").values_list("row", "full_name")) == [
        (4, "A Thút"),
        (6, "Y Hlim"),
    ]
    assert [column["letter"] for column in batch.layout["columns"] if column["field"]] == ["C", "D"]

"""The spreadsheet that all importers read: 25 columns of invented people, as an office would send it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from kontum_portal.areas.services.loading import KINDS, read_list
from kontum_portal.text import search_key
from reports.demo.city import DemoUnit, plan_unit, share_out
from reports.demo.defects import Defects
from reports.demo.people import DemoHousehold, DemoPerson, Town

TODAY = dt.date(2026, 10, 1)
HEADINGS = (
    "STT", "Số định danh cá nhân", "Số CMND", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Quê quán",
    "Nơi đăng ký khai sinh", "Phường/Xã", "Tổ dân phố/Thôn/Làng", "Nơi thường trú", "Nơi ở hiện tại",
    "Tình trạng cư trú", "Số hồ sơ cư trú", "Quan hệ với chủ hộ", "Họ tên chủ hộ", "Tình trạng hôn nhân",
    "Số điện thoại", "Tình trạng thẻ căn cước", "Ngày cấp thẻ", "Tài khoản định danh điện tử", "Ngôn ngữ giao tiếp",
    "Ghi chú",
)  # fmt: skip
_RELATIONS = {
    "head": "Chủ hộ", "wife": "Vợ", "husband": "Chồng", "child": "Con đẻ", "mother": "Mẹ đẻ", "father": "Cha đẻ",
    "grandchild": "Cháu nội", "lodger": "Ở thuê", "other": "Khác",
}  # fmt: skip
_RESIDENCE = {"permanent": "Thường trú", "temporary": "Tạm trú", "absent_declared": "Tạm vắng"}


def units() -> list[DemoUnit]:
    rows = read_list("units_2024.csv")
    return [plan_unit(search_key(row["name"]), row["name"], KINDS[row["kind"]], place=i) for i, row in enumerate(rows)]


def write_sheet(path: str, rows: str) -> dict[str, int]:
    """An XLSX of ``rows`` people; the same ones every time."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, HEADINGS)
    for number, cells in enumerate(people(int(rows)), start=1):
        sheet.write_number(number, 0, number)
        for column, text in enumerate(cells, start=1):
            if text:
                sheet.write_string(number, column, text)
    book.close()
    return {"rows": int(rows), "bytes": Path(path).stat().st_size}


def people(count: int) -> Iterator[tuple[str, ...]]:
    """The cells after the running number, one tuple a person."""
    town = Town(seed=25, today=TODAY)
    defects, shares = Defects(town.rng), share_out(units(), count)
    for unit in units():
        for household in town.households(unit, shares[unit.key]):
            defects.plant(household)
            yield from (_cells(person, household) for person in household.members)


def _cells(person: DemoPerson, household: DemoHousehold) -> tuple[str, ...]:
    parts = (person.birth_day, person.birth_month, person.birth_year)
    born = "/".join(f"{part:02d}" for part in parts if part is not None)
    phone = person.phone.replace("+84", "0") if person.phone else ""
    return (
        person.personal_id or "", person.old_id or "", person.full_name, born,
        {"M": "Nam", "F": "Nữ", None: ""}[person.sex], "", "", person.native_place or "",
        person.birth_registration_place or "", household.unit.label, household.sub_unit.name,
        person.permanent_address or "", person.current_address or "", _RESIDENCE[person.residence_kind],
        household.number, _RELATIONS[person.relation_to_head], household.members[0].full_name, "Đã kết hôn",
        phone, "Chưa cấp", "", "Chưa đăng ký", person.language or "", "",
    )  # fmt: skip

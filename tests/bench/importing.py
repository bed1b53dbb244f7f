"""Three ways of getting the same spreadsheet into the database: ours, a stock resource, and nothing but copying."""

import csv
import datetime as dt
import io
import itertools
import time
from pathlib import Path
from typing import Any

import python_calamine
import tablib
from django.db import connection, transaction
from import_export import fields, resources

from kontum_portal.areas.models import AdminUnit
from kontum_portal.text import accent_key, given_first_key, search_key, sort_key
from residents.models import Resident

_FACTS = {
    "Số định danh cá nhân": "personal_id",
    "Số CMND": "old_id",
    "Họ và tên": "full_name",
    "Quê quán": "native_place",
    "Nơi đăng ký khai sinh": "birth_registration_place",
    "Nơi thường trú": "permanent_address",
    "Nơi ở hiện tại": "current_address",
    "Số điện thoại": "phone",
    "Ngôn ngữ giao tiếp": "language",
}
_CODES = {
    "Giới tính": ("sex", {"Nam": "M", "Nữ": "F"}),
    "Tình trạng cư trú": (
        "residence_kind", {"Thường trú": "permanent", "Tạm trú": "temporary", "Tạm vắng": "absent_declared"},
    ),
}  # fmt: skip
_COLUMNS = 25


class StockResource(resources.ModelResource):
    """What a project writes that takes django-import-export as it is: one row, one look-up, one save."""

    class Meta:
        model = Resident
        import_id_fields = ("personal_id",)
        fields = (*_FACTS.values(), "sex", "residence_kind", "birth_year", "birth_month", "birth_day", "unit")

    def __init__(self) -> None:
        super().__init__()
        self.units = {str(unit): unit.pk for unit in AdminUnit.objects.all()}
        self.names = {search_key(unit.name): unit.pk for unit in AdminUnit.objects.all()}
        for heading, name in _FACTS.items():
            self.fields[name] = fields.Field(attribute=name, column_name=heading)

    def before_import_row(self, row: dict[str, Any], **options: Any) -> None:
        parts = [int(part) for part in str(row["Ngày sinh"]).split("/") if part]
        row["birth_year"], row["birth_month"], row["birth_day"] = ([None] * (3 - len(parts)) + parts)[::-1]
        for heading, (name, words) in _CODES.items():
            row[name] = words.get(row[heading])
        row["unit"] = self.names[search_key(row["Phường/Xã"].split(" ", 1)[1])]
        for heading in _FACTS:
            row[heading] = row[heading] or None

    def before_save_instance(self, instance: Resident, row: dict[str, Any], **options: Any) -> None:
        name = instance.full_name
        instance.name_key, instance.given_key = search_key(name), given_first_key(name)
        instance.accent_key, instance.sort_key = accent_key(name), sort_key(name)


def stock_resource(path: str, most_rows: str) -> dict[str, Any]:
    """The first rows of the sheet through the stock resource; nothing is kept. Reading is not counted: it favours stock."""
    sheet = python_calamine.load_workbook(path).get_sheet_by_index(0)
    found = [
        ["" if cell == "" else str(cell) for cell in row]
        for row in itertools.islice(sheet.iter_rows(), int(most_rows) + 1)
    ]
    table = tablib.Dataset(*found[1:], headers=found[0])
    with transaction.atomic():
        started = time.perf_counter()
        result = StockResource().import_data(table, dry_run=False, raise_errors=True)
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return {"rows": result.totals["new"], "seconds": seconds}


def bare_copy(path: str) -> dict[str, Any]:
    """Calamine reads, COPY writes texts: no rule, no key, no history. The floor under any import."""
    started = time.perf_counter()
    sheet = python_calamine.load_workbook(path).get_sheet_by_index(0)
    buffer = io.StringIO()
    writer, rows = csv.writer(buffer), 0
    with transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(f"c{number} text" for number in range(_COLUMNS))
        cursor.execute(f"CREATE TABLE bare_copy ({columns})")
        for row in sheet.iter_rows():
            writer.writerow(cell.isoformat() if isinstance(cell, dt.date) else cell for cell in row)
            rows += 1
        buffer.seek(0)
        cursor.copy_expert("COPY bare_copy FROM STDIN (FORMAT csv)", buffer)
    seconds = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare_copy")
    return {"rows": rows - 1, "seconds": seconds, "megabytes": Path(path).stat().st_size / 1e6}

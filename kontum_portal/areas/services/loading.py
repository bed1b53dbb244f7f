"""Loading one generation of units from the project's own lists."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from kontum_portal.areas.choices import UnitKind
from kontum_portal.areas.models import AdminUnit, SupervisionArea, SupervisionAreaUnit
from kontum_portal.text import search_key, sort_key

LISTS = Path(__file__).resolve().parent.parent / "data"
GENERATIONS = {dt.date(2024, 9, 30): "units_2024.csv", dt.date(2025, 7, 1): "units_2025.csv"}
KINDS = {"phường": UnitKind.WARD, "xã": UnitKind.COMMUNE}
AREA = ("thanh-pho-kon-tum", "Thành phố Kon Tum", "Công an thành phố Kon Tum")


@dataclass(frozen=True)
class Loaded:
    """How many units the list holds, and how many of them were new."""

    units: int
    created: int


@transaction.atomic
def load_units(*, as_of: dt.date) -> Loaded:
    """Write the units of that generation and put them into the supervision area; safe to repeat.

    The list of 2024 says when its units ended, but they stay open here until ``apply_unit_change``
    closes them.
    """
    code, name, command = AREA
    area, _ = SupervisionArea.objects.get_or_create(code=code, defaults={"name": name, "command_name": command})
    rows = read_list(GENERATIONS[as_of])
    created = 0
    for row in rows:
        valid_from = dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
        unit, is_new = AdminUnit.objects.update_or_create(
            code=row["code"], valid_from=valid_from, defaults=_facts_of(row)
        )
        SupervisionAreaUnit.objects.get_or_create(area=area, unit=unit, defaults={"valid_from": valid_from})
        created += is_new
    return Loaded(units=len(rows), created=created)


def facts_of_unit(code: str, valid_from: dt.date) -> dict[str, object]:
    """What the portal's own lists say about a unit of a later generation; empty for one they do not know."""
    for row in read_list(GENERATIONS[valid_from]) if valid_from in GENERATIONS else ():
        if (row["code"], row["valid_from"]) == (code, valid_from.isoformat()):
            return _facts_of(row)
    return {}


def read_list(file_name: str) -> list[dict[str, str]]:
    with (LISTS / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _facts_of(row: dict[str, str]) -> dict[str, object]:
    return {
        "name": row["name"],
        "kind": KINDS[row["kind"]],
        "province_code": row["province_code"],
        "search_key": search_key(row["name"]),
        "sort_key": sort_key(row["name"]),
        "aliases": [alias for alias in row["aliases"].split("|") if alias],
        "latitude": float(row["lat"]),
        "longitude": float(row["lon"]),
    }

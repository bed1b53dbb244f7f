"""The fixed Vietnamese words of a report, read once from ``data/wording.toml``."""

import functools
import tomllib
from typing import Any

from kontum_portal.areas.models import AdminUnit
from reports.catalogue import LISTS
from reports.choices import PeriodKind
from reports.content.numbers import short_date
from reports.periods import Period

_ROMAN = ("I", "II", "III", "IV")


@functools.cache
def words() -> dict[str, Any]:
    return tomllib.loads((LISTS / "wording.toml").read_text(encoding="utf-8"))


def period_name(period: Period) -> str:
    """``tháng 10 năm 2026``, ``quý IV năm 2026`` …"""
    month = period.start.month
    numbers: dict[PeriodKind, int | str] = {
        PeriodKind.WEEK: period.start.isocalendar().week,
        PeriodKind.MONTH: month,
        PeriodKind.QUARTER: _ROMAN[(month - 1) // 3],
    }
    year = period.start.isocalendar().year if period.kind == PeriodKind.WEEK else period.start.year
    kind = f"half_year_{1 if month == 1 else 2}" if period.kind == PeriodKind.HALF_YEAR else period.kind.value
    return words()["periods"][kind].format(
        number=numbers.get(period.kind, ""), year=year, start=short_date(period.start), end=short_date(period.end)
    )


def vietnamese_name(unit: AdminUnit) -> str:
    """``phường Quyết Thắng``, whatever language the page is in."""
    return f"{words()['kinds'][unit.kind]} {unit.name}"

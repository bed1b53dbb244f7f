"""The units and sub-units of today, as the reader's process is told them."""

import datetime as dt
from typing import Any

from django.db.models import Q

from kontum_portal.areas.models import AdminUnit, SubUnit
from residents.imports.errors import UnknownUnitError


def units_on(day: dt.date) -> Any:
    """Units valid on a day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return AdminUnit.objects.filter(begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)))


def directory_on(day: dt.date) -> dict[str, Any]:
    """``units`` with their kinds, names and aliases, and ``sub_units``; the input of ``Directory.from_json``."""
    units = list(units_on(day))
    sub_units = SubUnit.objects.filter(unit__in=units).values("id", "unit_id", "name")
    return {
        "units": [{"id": unit.pk, "kind": unit.kind, "names": [unit.name, *unit.aliases, unit.code]} for unit in units],
        "sub_units": [{"id": row["id"], "unit": row["unit_id"], "name": row["name"]} for row in sub_units],
    }


def unit_with_code(code: str, day: dt.date) -> AdminUnit:
    """The unit that bears a code on a day: codes were reused, so never without the day."""
    unit = units_on(day).filter(code=code).first()
    if unit is None:
        raise UnknownUnitError(code=code)
    return unit

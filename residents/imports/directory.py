"""The units and sub-units of today, as the reader's process is told them."""

import datetime as dt
from typing import Any

from django.db.models import Q

from kontum_portal.areas.models import AdminUnit, ReformMove, SubUnit
from kontum_portal.areas.queries import successors_of
from residents.imports.errors import UnknownUnitError


def units_on(day: dt.date) -> Any:
    """Units valid on a day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return AdminUnit.objects.filter(begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)))


def directory_on(day: dt.date) -> dict[str, Any]:
    """``units`` with their kinds, names and aliases, and ``sub_units``; the input of ``Directory.from_json``.

    Units that went into others follow, with what they ``become`` and the sub-units by the names they had there.
    """
    units = list(units_on(day))
    sub_units = SubUnit.objects.filter(unit__in=units).values("id", "unit_id", "name")
    ended = _ended_units(day)
    return {
        "units": [_entry(unit) for unit in units] + [_entry(unit, into) for unit, into in ended],
        "sub_units": [{"id": row["id"], "unit": row["unit_id"], "name": row["name"]} for row in sub_units]
        + (_sub_units_as_they_were({unit.pk for unit, _into in ended}) if ended else []),
    }


def _entry(unit: AdminUnit, becomes: int | None = None) -> dict[str, Any]:
    return {"id": unit.pk, "kind": unit.kind, "names": [unit.name, *unit.aliases, unit.code], "becomes": becomes}


def _ended_units(day: dt.date) -> list[tuple[AdminUnit, int]]:
    """Units that have gone into others by that day, with the unit their people belong to now."""
    gone = AdminUnit.objects.filter(successions__effective_on__lte=day).order_by("-valid_to", "code")
    into = successors_of(gone.values_list("pk", flat=True))
    return [(unit, into[unit.pk]) for unit in gone]


def _sub_units_as_they_were(old_unit_ids: set[int]) -> list[dict[str, Any]]:
    """The sub-units that came from old units, under the unit and the name of that time."""
    key, found = "areas.subunit.unit", []
    moves = ReformMove.objects.filter(key=key, old_unit__in=old_unit_ids).select_related("reform")
    names = dict(SubUnit.objects.values_list("pk", "name"))
    for move in moves:
        past = move.reform.renamed.get(key, {})
        for pk in move.row_ids:
            if pk in names:
                name = past.get(str(pk), {}).get("name") or names[pk]
                found.append({"id": pk, "unit": move.old_unit_id, "name": name})
    return found


def unit_with_code(code: str, day: dt.date) -> AdminUnit:
    """The unit that bears a code on a day: codes were reused, so never without the day."""
    unit = units_on(day).filter(code=code).first()
    if unit is None:
        raise UnknownUnitError(code=code)
    return unit

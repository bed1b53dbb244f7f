"""The one look-up across wards: whose register holds this whole personal number, and the masked name.

It bypasses the scope through one SECURITY DEFINER function and reveals nothing else. The page asks through
``services.looking_across``, which counts and logs; the duplicate check at entry shows only the unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.rules import can_see_register


@dataclass(frozen=True, slots=True)
class Holding:
    """A register that holds the number; ``masked_name`` keeps the first letter of each word."""

    unit: AdminUnit
    masked_name: str
    is_ours: bool


def look_up(officer: Officer, number: str) -> Sequence[Holding]:
    """The registers of all wards that hold the 12-digit ``number``; nothing for anything shorter."""
    if not can_see_register(officer):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, masked_name FROM residents_look_up(%s)", [number])
        found = cursor.fetchall()
    units = AdminUnit.objects.in_bulk([unit_id for unit_id, _ in found])
    return [
        Holding(units[unit_id], masked_name or "", unit_id in officer.register_unit_ids)
        for unit_id, masked_name in found
    ]

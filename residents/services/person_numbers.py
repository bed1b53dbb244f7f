"""Holding a personal number: one at a time may take it, and a second holder needs a reason.

There is no UNIQUE constraint on the number, because real registers hold twins by error.
"""

from django.db import connection
from django.db.models.functions import Now

from kontum_portal.areas.models import AdminUnit
from residents.errors import NumberAlreadyHeldError
from residents.models import Finding, Resident
from residents.quality.set_rules import PERSONAL_ID_TWICE
from residents.queries.duplicates import units_holding


def claim_number(*, number: str | None, but_resident_id: int | None, reason: str) -> bool:
    """Lock the number until the transaction ends. True when somebody else holds it and a reason was given."""
    if not number:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('personal number ' || %s, 0))", [number])
    unit_ids = units_holding(number, but_resident_id)
    if not unit_ids:
        return False
    if not reason:
        units = AdminUnit.objects.filter(pk__in=unit_ids).order_by("sort_key")
        raise NumberAlreadyHeldError(units=", ".join(str(unit) for unit in units))
    return True


def open_twin_finding(resident: Resident) -> None:
    """Say at once that two people hold one number; the nightly check finds the other one, wherever it is."""
    Finding.objects.bulk_create(
        [
            Finding(
                resident=resident,
                unit_id=resident.unit_id,
                rule=PERSONAL_ID_TWICE.code,
                dimension=PERSONAL_ID_TWICE.dimension,
                severity=PERSONAL_ID_TWICE.severity,
            )
        ],
        ignore_conflicts=True,
    )


def close_twin_finding(resident: Resident) -> None:
    """The number of this person was mended."""
    Finding.objects.open().filter(resident=resident, rule=PERSONAL_ID_TWICE.code).update(closed_at=Now())

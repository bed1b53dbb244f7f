"""What a reform does to the ground floor: the units themselves, their areas, the scopes of officers, open jobs."""

import datetime as dt
import re

from django.db import connection
from django.db.models import Avg

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, Reform, SupervisionAreaUnit, UnitChange
from kontum_portal.areas.services.loading import facts_of_unit
from kontum_portal.clock import now
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.models import Job
from kontum_portal.text import search_key, sort_key
from residents.reform.planning import ONE_DAY, Plan, Succession

OFFICERS = "accounts.officer.units"
_NOTE_OFFICERS = """
INSERT INTO areas_reformmove (reform_id, key, old_unit_id, new_unit_id, row_ids)
SELECT %s, %s, adminunit_id, %s, array_agg(officer_id) FROM accounts_officer_units
WHERE adminunit_id = ANY (%s::int[]) GROUP BY adminunit_id
"""
_GIVE_SUCCESSOR = """
WITH gone AS (DELETE FROM accounts_officer_units WHERE adminunit_id = ANY (%s::int[]) RETURNING officer_id)
INSERT INTO accounts_officer_units (officer_id, adminunit_id) SELECT DISTINCT officer_id, %s::int FROM gone
ON CONFLICT DO NOTHING
"""
_GIVE_BACK = """
WITH mine AS (
    SELECT unnest(move.row_ids) AS officer_id, move.old_unit_id, move.new_unit_id
    FROM areas_reformmove move WHERE move.reform_id = %s AND move.key = %s
)
INSERT INTO accounts_officer_units (officer_id, adminunit_id) SELECT mine.officer_id, mine.old_unit_id FROM mine
JOIN accounts_officer_units now ON now.officer_id = mine.officer_id AND now.adminunit_id = mine.new_unit_id
ON CONFLICT DO NOTHING
"""
_NEW_OFFICERS = """
SELECT now.adminunit_id, count(*) FROM accounts_officer_units now
WHERE now.adminunit_id = ANY (%s::int[]) AND NOT EXISTS (SELECT FROM areas_reformmove move
    WHERE move.reform_id = %s AND move.key = %s AND now.officer_id = ANY (move.row_ids) AND move.new_unit_id = now.adminunit_id)
GROUP BY 1
"""


def open_successor(succession: Succession, plan: Plan) -> AdminUnit:
    """The new unit, from the portal's own lists where they know it, in the areas of those that go into it."""
    unit = succession.known or _create(succession, plan.effective_on)
    areas = SupervisionAreaUnit.objects.filter(unit__in=succession.old_units).values_list("area_id", flat=True)
    for area_id in set(areas):
        SupervisionAreaUnit.objects.get_or_create(
            area_id=area_id, unit=unit, defaults={"valid_from": plan.effective_on}
        )
    return unit


def _create(succession: Succession, effective_on: dt.date) -> AdminUnit:
    line, old = succession.line, AdminUnit.objects.filter(pk__in=[unit.pk for unit in succession.old_units])
    middle = old.aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    told = {
        "name": line.new.name,
        "kind": line.new.kind,
        "province_code": line.province_code or succession.old_units[0].province_code,
        "search_key": search_key(line.new.name),
        "sort_key": sort_key(line.new.name),
        **middle,
    }
    facts = told | facts_of_unit(line.new_code, effective_on)
    return AdminUnit.objects.create(code=line.new_code, valid_from=effective_on, **facts)


def close_units(old_units: list[AdminUnit], new_unit: AdminUnit, reform: Reform) -> None:
    """The old units end on the eve; whose successor is who stays known."""
    eve, ids = reform.effective_on - ONE_DAY, [unit.pk for unit in old_units]
    AdminUnit.objects.filter(pk__in=ids).update(valid_to=eve)
    SupervisionAreaUnit.objects.filter(unit__in=ids).update(valid_to=eve)
    UnitChange.objects.bulk_create(
        UnitChange(old_unit=unit, new_unit=new_unit, effective_on=reform.effective_on, instrument=reform.instrument)
        for unit in old_units
    )


def reopen_units(changes: list[UnitChange], made: set[int]) -> None:
    """The old units go on; successors that only this reform had made are gone again."""
    old_ids = [change.old_unit_id for change in changes]
    UnitChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    AdminUnit.objects.filter(pk__in=old_ids).update(valid_to=None)
    SupervisionAreaUnit.objects.filter(unit__in=old_ids).update(valid_to=None)
    SupervisionAreaUnit.objects.filter(unit__in=made).delete()
    AdminUnit.objects.filter(pk__in=made).delete()


def move_officers(reform: Reform, old_unit_ids: list[int], new_unit_id: int) -> int:
    """An officer of an old unit works at its successor from now on. Returns how many do."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_OFFICERS, [reform.pk, OFFICERS, new_unit_id, old_unit_ids])
        cursor.execute(_GIVE_SUCCESSOR, [old_unit_ids, new_unit_id])
        return int(cursor.rowcount)


def move_officers_back(reform: Reform, new_unit_ids: list[int]) -> None:
    """Whoever still works at the successor works at the old unit again."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, [reform.pk, OFFICERS])
        cursor.execute("DELETE FROM accounts_officer_units WHERE adminunit_id = ANY (%s::int[])", [new_unit_ids])


def officers_since(reform: Reform, new_unit_ids: list[int]) -> dict[int, int]:
    """By successor: officers who have come to work there since."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW_OFFICERS, [new_unit_ids, reform.pk, OFFICERS])
        return dict(cursor.fetchall())


def count_officers(old_unit_ids: list[int]) -> dict[int, int]:
    links = Officer.units.through.objects.filter(adminunit_id__in=old_unit_ids).values_list("adminunit_id", flat=True)
    counts: dict[int, int] = {}
    for unit_id in links:
        counts[unit_id] = counts.get(unit_id, 0) + 1
    return counts


def move_jobs(old_unit_ids: list[int], new_unit_id: int) -> int:
    """Open work on an old unit becomes work on its successor, once; the others of the same kind are cancelled."""
    moved = 0
    for job in Job.objects.open().filter(arguments__unit_id__in=old_unit_ids).order_by("pk"):
        key = re.sub(rf"\b{job.arguments['unit_id']}\b", str(new_unit_id), job.key)
        twin = Job.objects.open().filter(kind=job.kind, key=key).exclude(pk=job.pk) if key else Job.objects.none()
        mine = Job.objects.filter(pk=job.pk)
        if twin.exists() and job.status == JobStatus.WAITING:
            mine.update(status=JobStatus.CANCELLED, finished_at=now())
        elif not twin.exists():
            mine.update(arguments=job.arguments | {"unit_id": new_unit_id}, key=key)
            moved += 1
    return moved


def cancel_jobs(unit_ids: list[int]) -> None:
    """Work that waits for units which are about to be gone."""
    waiting = Job.objects.filter(status=JobStatus.WAITING, arguments__unit_id__in=unit_ids)
    waiting.update(status=JobStatus.CANCELLED, finished_at=now())

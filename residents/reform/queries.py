"""What the pages of a reform show: its table, the rows counted, the work on it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, Reform
from kontum_portal.areas.queries import units_on
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.models import Job
from residents.reform import rules
from residents.reform.forecast import label_of
from residents.reform.planning import ONE_DAY
from residents.reform.services import APPLY_JOB, COUNT_JOB, LOOK_JOB, UNDO_JOB

PEOPLE = "residents.resident.unit"


@dataclass(frozen=True)
class UnitLine:
    """An old unit, where it goes, its people and all its rows together; None: not counted yet."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    people: int | None
    rows: int | None


@dataclass(frozen=True)
class Look:
    """What a look found in the way of undoing: (new unit, what the rows are called, how many)."""

    at: dt.datetime
    obstacles: list[tuple[str, str, int]]


def reforms_for(officer: Officer) -> QuerySet[Reform]:
    return Reform.objects.all() if rules.can_reform(officer) else Reform.objects.none()


def job_of(reform: Reform) -> Job | None:
    """The newest work on this reform."""
    kinds = (COUNT_JOB, APPLY_JOB, UNDO_JOB, LOOK_JOB)
    return Job.objects.filter(kind__in=kinds, key=f"reform:{reform.pk}").order_by("-pk").first()


def newest_look(reform: Reform) -> Look | None:
    """None: nobody has looked since the reform was put into force."""
    looks = Job.objects.filter(kind=LOOK_JOB, key=f"reform:{reform.pk}", status=JobStatus.DONE)
    done = looks.filter(created_at__gte=reform.applied_at).order_by("-pk").first() if reform.applied_at else None
    if done is None or done.finished_at is None:
        return None
    found = done.result.get("obstacles", [])
    units = AdminUnit.objects.in_bulk([unit_id for unit_id, _key, _rows in found])
    return Look(done.finished_at, [(str(units[unit_id]), label_of(key), rows) for unit_id, key, rows in found])


def unit_lines(reform: Reform) -> list[UnitLine]:
    """The lines of the table, successor by successor, each with what the dry run counted."""
    ids = _old_ids(reform)
    lines = sorted(reform.table, key=lambda line: (line["new_code"], line["old_code"]))
    return [_line(reform, line, ids.get(line["old_code"])) for line in lines]


def _old_ids(reform: Reform) -> dict[str, int]:
    units: QuerySet[AdminUnit] = units_on(reform.effective_on - ONE_DAY)
    return dict(units.values_list("code", "pk"))


def _line(reform: Reform, line: dict[str, str], unit_id: int | None) -> UnitLine:
    counted = reform.counted_at is not None
    found = {key: by_unit.get(str(unit_id), 0) for key, by_unit in reform.counts.items()}
    return UnitLine(
        line["old_code"], line["old_name"], line["new_code"], line["new_name"],
        found.get(PEOPLE, 0) if counted else None, sum(found.values()) if counted else None,
    )  # fmt: skip


def table_counts(reform: Reform) -> list[tuple[str, int]]:
    """(what the rows are called, how many), most first."""
    sums: dict[str, int] = {}
    for key, by_unit in reform.counts.items():
        label = label_of(key)
        sums[label] = sums.get(label, 0) + sum(by_unit.values())
    return sorted(sums.items(), key=lambda item: -item[1])

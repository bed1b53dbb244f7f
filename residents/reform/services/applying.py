"""Applying a table of unit changes: everything in one transaction, nobody else writing meanwhile."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.choices import ReformStatus
from kontum_portal.areas.models import Reform
from kontum_portal.clock import now
from kontum_portal.database import scope
from kontum_portal.errors import NotAllowedError
from residents.extension_points import on_people_changed, unit_heirs
from residents.reform import ground, moving, rules
from residents.reform.errors import ReformNotProposedError
from residents.reform.planning import Plan, Succession, plan_of, refuse_to_come
from residents.reform.table import TableLine

Told = Callable[[int, int, str], None]


@transaction.atomic
def apply_reform(*, officer: Officer, reform_id: int, told: Told = lambda done, total, unit: None) -> dict[str, Any]:
    """Close the old units, open their successors, and take every row along. Returns counts by table.

    A table that is in force already changes nothing. Killed at any moment, it has not happened.
    """
    scope.take_units()
    reform = Reform.objects.select_for_update().get(pk=reform_id)
    if not rules.can_reform(officer):
        raise NotAllowedError
    if not rules.is_proposed(reform):
        raise ReformNotProposedError
    refuse_to_come(reform.effective_on)
    plan = plan_of([TableLine.from_json(line) for line in reform.table], reform.effective_on)
    if plan.applied:
        return {"already": True, "units": len(plan.old_units), "successors": len(plan.successions), "rows": {}}
    scope.enter(officer, reform=reform.pk)
    rows = _move_all(reform, plan, told)
    _finish(officer, reform, plan, rows)
    return {"already": False, "units": len(plan.old_units), "successors": len(plan.successions), "rows": rows}


def _move_all(reform: Reform, plan: Plan, told: Told) -> dict[str, int]:
    """Successor by successor; returns rows by table."""
    rows: dict[str, int] = {}
    tables = moving.followers()
    steps, done = len(plan.successions) * len(tables), 0
    new_ids = []
    for succession in plan.successions:
        new_unit = ground.open_successor(succession, plan)
        new_ids.append(new_unit.pk)
        old_ids = [unit.pk for unit in succession.old_units]
        _inherit(old_ids, new_unit.pk, rows)
        for key, follower in tables:
            told(done, steps, str(new_unit))
            moved, renamed = moving.move_rows(reform, key, follower, old_unit_ids=old_ids, new_unit_id=new_unit.pk)
            rows[key] = rows.get(key, 0) + moved
            reform.renamed.setdefault(key, {}).update(renamed)
            done += 1
        _move_ground(reform, succession, new_unit, rows)
    told(steps, steps, "")
    reform.stamps = {key: moving.stamps_of(follower, new_ids) for key, follower in tables}
    return {key: count for key, count in rows.items() if count}


def _inherit(old_ids: list[int], new_id: int, rows: dict[str, int]) -> None:
    for key, heir in unit_heirs.items():
        rows[key] = rows.get(key, 0) + heir.inherit(old_unit_ids=old_ids, new_unit_id=new_id)


def _move_ground(reform: Reform, succession: Succession, new_unit: Any, rows: dict[str, int]) -> None:
    old_ids = [unit.pk for unit in succession.old_units]
    ground.close_units(succession.old_units, new_unit, reform)
    officers, jobs = ground.move_officers(reform, old_ids, new_unit.pk), ground.move_jobs(old_ids, new_unit.pk)
    rows[ground.OFFICERS] = rows.get(ground.OFFICERS, 0) + officers
    rows["jobs.job.arguments"] = rows.get("jobs.job.arguments", 0) + jobs


def _finish(officer: Officer, reform: Reform, plan: Plan, rows: dict[str, int]) -> None:
    reform.status, reform.applied_at = ReformStatus.APPLIED, now()
    reform.renamed = {key: past for key, past in reform.renamed.items() if past}
    reform.opened = [succession.line.new_code for succession in plan.successions if succession.known is None]
    reform.save(update_fields=["status", "applied_at", "renamed", "stamps", "opened"])
    record_deed(
        actor=officer, verb="apply_reform", subject_kind="reform", subject_id=reform.pk,
        units=len(plan.old_units), successors=len(plan.successions), rows=rows,
    )  # fmt: skip
    successors = sorted(set(reform.moves.values_list("new_unit_id", flat=True)))
    for follow in on_people_changed:
        follow(unit_ids=successors)

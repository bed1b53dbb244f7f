"""Undoing a reform: possible until the first write to a successor, and then refused with what stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.choices import ReformStatus
from kontum_portal.areas.models import AdminUnit, Reform, UnitChange
from kontum_portal.clock import now
from kontum_portal.database import scope
from kontum_portal.errors import NotAllowedError
from residents.extension_points import on_people_changed, unit_heirs
from residents.reform import ground, moving, rules
from residents.reform.errors import LaterReformError, NothingToUndoError, ReformCannotBeUndoneError
from residents.reform.forecast import label_of

Told = Callable[[int, int, str], None]
SAID = 12  # so many of the obstacles are named in the sentence


@dataclass(frozen=True)
class Obstacle:
    """Rows of one table that somebody wrote to a successor since the reform."""

    unit: AdminUnit
    key: str
    rows: int

    @property
    def label(self) -> str:
        return label_of(self.key)


@transaction.atomic
def undo_reform(*, officer: Officer, reform_id: int, told: Told = lambda done, total, unit: None) -> dict[str, int]:
    """Give every row back to the unit it came from. Returns counts by table."""
    scope.take_units()
    reform = Reform.objects.select_for_update().get(pk=reform_id)
    if not rules.can_reform(officer):
        raise NotAllowedError
    if not rules.is_applied(reform):
        raise NothingToUndoError
    if obstacles := obstacles_of(reform):
        raise ReformCannotBeUndoneError(what=_said(obstacles))
    scope.enter(officer, reform=reform.pk)
    rows = _move_back(reform, told)
    record_deed(actor=officer, verb="undo_reform", subject_kind="reform", subject_id=reform.pk, rows=rows)
    return rows


def obstacles_of(reform: Reform) -> list[Obstacle]:
    """What has been written to the successors since, by unit and table. Row-level security hides it from the web."""
    new_ids = sorted({change.new_unit_id for change in _changes(reform)})
    if UnitChange.objects.filter(old_unit__in=new_ids).exists():
        raise LaterReformError
    units = AdminUnit.objects.in_bulk(new_ids)
    found = [
        Obstacle(units[unit_id], key, count)
        for key, follower in moving.followers()
        if not follower.derived
        for unit_id, count in moving.written_since(reform, key, follower, new_ids).items()
    ]
    officers = ground.officers_since(reform, new_ids)
    found += [Obstacle(units[unit_id], ground.OFFICERS, count) for unit_id, count in officers.items()]
    return sorted(found, key=lambda one: (one.unit.sort_key, -one.rows))


def _changes(reform: Reform) -> list[UnitChange]:
    """The successions that this reform brought about."""
    codes = {(line["old_code"], line["new_code"]) for line in reform.table}
    changes = UnitChange.objects.filter(effective_on=reform.effective_on).select_related("old_unit", "new_unit")
    return [change for change in changes if (change.old_unit.code, change.new_unit.code) in codes]


def _said(obstacles: list[Obstacle]) -> str:
    said = [f"{one.unit}: {one.label} ({one.rows})" for one in obstacles[:SAID]]
    return "; ".join([*said, "…"] if len(obstacles) > SAID else said)


def _move_back(reform: Reform, told: Told) -> dict[str, int]:
    changes = _changes(reform)
    new_ids = sorted({change.new_unit_id for change in changes})
    for heir in unit_heirs.values():
        heir.disinherit(new_unit_ids=new_ids)
    rows, tables = {}, moving.followers()
    for done, (key, follower) in enumerate(tables):
        told(done, len(tables), "")
        rows[key] = moving.move_back(reform, key, follower, new_ids)
        moving.rename_back(reform, key, follower)
    ground.move_officers_back(reform, new_ids)
    old_ids = sorted(change.old_unit_id for change in changes)
    moving.forget_moves(reform)
    ground.cancel_jobs(new_ids)
    ground.reopen_units(changes, {change.new_unit_id for change in changes if change.new_unit.code in reform.opened})
    Reform.objects.filter(pk=reform.pk).update(status=ReformStatus.UNDONE, undone_at=now())
    for follow in on_people_changed:
        follow(unit_ids=old_ids)
    return {key: count for key, count in rows.items() if count}

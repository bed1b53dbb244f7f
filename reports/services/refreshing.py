"""Asking for a fresh count of figures, for one unit or for all."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from reports import rules
from reports.models import UnitFigure
from reports.services.counting import move_card_state

REFRESH_JOB = "reports.refresh_figures"
STALE_AFTER = dt.timedelta(minutes=10)


def refresh_figures(*, officer: Officer) -> Job:
    """A count of all units in the officer's scope, started by hand."""
    if not rules.can_start_night(officer):
        raise NotAllowedError
    return enqueue(kind=REFRESH_JOB, owner=officer, arguments={}, key=f"officer:{officer.pk}")


def refresh_unit(*, unit_id: int) -> Job:
    """A count of one unit, once for as many changes as come before it runs."""
    return enqueue(kind=REFRESH_JOB, owner=system_officer(), arguments={"unit_id": unit_id}, key=f"unit:{unit_id}")


def follow_card_state(*, resident_id: int, unit_id: int, old: str, new: str, actor: Officer, **_: Any) -> None:
    """The new state counts at once; what else it may have changed (what is overdue, returned …) soon after."""
    move_card_state(resident_id=resident_id, unit_id=unit_id, old=old, new=new)
    if _is_stale(unit_id):
        refresh_unit(unit_id=unit_id)


def follow_change(*, unit_id: int, **_: Any) -> None:
    """A death or another change of who lives in the unit."""
    refresh_unit(unit_id=unit_id)


def follow_move(*, old_unit_id: int, new_unit_id: int, **_: Any) -> None:
    """Both wards are counted again: the one has a person less, the other one more."""
    for unit_id in {old_unit_id, new_unit_id}:
        refresh_unit(unit_id=unit_id)


def follow_people(*, unit_ids: Iterable[int], **_: Any) -> None:
    """A spreadsheet has changed many people of these units."""
    for unit_id in unit_ids:
        refresh_unit(unit_id=unit_id)


def _is_stale(unit_id: int) -> bool:
    days = UnitFigure.objects.filter(unit_id=unit_id, figure="living").order_by("-day")
    counted_at = days.values_list("counted_at", flat=True).first()
    return counted_at is None or now() - counted_at > STALE_AFTER

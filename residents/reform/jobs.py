"""What a worker does for a reform: count it, apply it, undo it. Each may run twice."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kontum_portal.areas.models import Reform
from kontum_portal.clock import now
from kontum_portal.jobs.registry import job
from residents.reform import rules
from residents.reform.forecast import forecast
from residents.reform.planning import plan_of
from residents.reform.services import (
    APPLY_JOB,
    COUNT_JOB,
    LOOK_JOB,
    UNDO_JOB,
    apply_reform,
    obstacles_of,
    undo_reform,
)
from residents.reform.table import TableLine

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun


@job(COUNT_JOB, gettext_lazy("Dry run of a unit reform"))
def count_reform(run: "JobRun") -> dict[str, Any]:
    """``reform_id`` → rows that would move, kept on the reform by table and unit."""
    reform = Reform.objects.get(pk=run.arguments["reform_id"])
    if not rules.is_proposed(reform):
        return {}
    plan = plan_of([TableLine.from_json(line) for line in reform.table], reform.effective_on)
    counts = forecast(plan, lambda done, total: run.progress(done, total, _("Counting")))
    with transaction.atomic():
        run.fence()
        Reform.objects.filter(pk=reform.pk).update(counts=counts, counted_at=now())
    return {"tables": len(counts), "rows": sum(sum(by_unit.values()) for by_unit in counts.values())}


@job(APPLY_JOB, gettext_lazy("Reform of the units"))
def apply(run: "JobRun") -> dict[str, Any]:
    """``reform_id`` → rows by table. An attempt that finds the reform in force has nothing left to do."""
    reform = Reform.objects.get(pk=run.arguments["reform_id"])
    if rules.is_applied(reform):
        return {}
    with transaction.atomic():
        run.fence()
        return apply_reform(officer=run.owner, reform_id=reform.pk, told=run.progress)


@job(LOOK_JOB, gettext_lazy("Looking what stands in the way of undoing a unit reform"))
def look(run: "JobRun") -> dict[str, Any]:
    """``reform_id`` → the obstacles as (unit id, table, rows); empty when it could be undone now."""
    reform = Reform.objects.get(pk=run.arguments["reform_id"])
    if not rules.is_applied(reform):
        return {}
    return {"obstacles": [[one.unit.pk, one.key, one.rows] for one in obstacles_of(reform)]}


@job(UNDO_JOB, gettext_lazy("Undoing a unit reform"))
def undo(run: "JobRun") -> dict[str, Any]:
    reform = Reform.objects.get(pk=run.arguments["reform_id"])
    if not rules.is_applied(reform):
        return {}
    with transaction.atomic():
        run.fence()
        return {"rows": undo_reform(officer=run.owner, reform_id=reform.pk, told=run.progress)}

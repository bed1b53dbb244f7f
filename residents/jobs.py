"""What a worker does for the register; safe to run twice."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kontum_portal.accounts.services import record_deed
from kontum_portal.jobs.registry import job
from residents.imports.services import forget_closed_batches
from residents.quality.checking import run_quality
from residents.services.check_starting import JOB_KIND
from residents.services.procedures import RECALCULATE, recalculate_due_days
from residents.services.searches import purge_searches

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun

PURGE_SEARCHES = "residents.purge_searches"


@job(JOB_KIND, gettext_lazy("Check of the register"))
def check_register(run: "JobRun") -> dict[str, Any]:
    """Arguments: ``full`` and ``unit_id`` (None: everywhere). The result is what the command prints."""
    full, unit_id = bool(run.arguments.get("full")), run.arguments.get("unit_id")
    result = run_quality(
        full=full,
        unit_id=unit_id,
        before_chunk=run.fence,
        on_progress=lambda done, total: run.progress(done, total, _("Asking the rules")),
    )
    record_deed(
        actor=run.owner,
        verb="run_quality",
        subject_kind="register",
        subject_id=None,
        unit_id=unit_id,
        full=full,
        checked=result.checked,
        opened=result.opened,
        closed=result.closed,
    )
    return result.as_json()


@job(PURGE_SEARCHES, gettext_lazy("Forgetting old searches"))
def forget_searches(_run: "JobRun") -> dict[str, Any]:
    return {"searches": purge_searches(), "staged_rows": forget_closed_batches()}


@job(RECALCULATE, gettext_lazy("Working out the days of residence files again after a change of the calendar"))
def recalculate(_run: "JobRun") -> dict[str, Any]:
    return {"changed": recalculate_due_days()}

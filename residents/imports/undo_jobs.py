"""What a worker does to take an import back. It may run twice: each chunk also says how far it came."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kontum_portal.accounts.queries import system_officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import SubUnit
from kontum_portal.database import scope
from kontum_portal.jobs.registry import job
from residents.choices import BatchStatus
from residents.extension_points import on_people_changed
from residents.imports.jobs import changed_units
from residents.imports.judging import count_rows
from residents.imports.services import UNDO_JOB
from residents.imports.undoing import Undone, people_of, undo_chunk
from residents.models import ImportBatch
from residents.services.check_starting import start_check

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun

NOTHING = {"people": 0, "through": 0, "removed": 0, "restored": 0, "untouched": 0, "left": {}}


@job(UNDO_JOB, title=gettext_lazy("Undoing an import"))
def undo_batch(run: "JobRun") -> dict[str, Any]:
    """``batch_id`` → people removed, restored and left. Goes on where an earlier attempt stopped."""
    batch = ImportBatch.objects.get(pk=run.arguments["batch_id"])
    if batch.status != BatchStatus.UNDOING:
        return _told(batch.counts.get("undone", {}))
    if "undo" not in batch.counts:
        _begin(run, batch)
    total = batch.counts["undo"]["people"]
    run.progress(_done(batch), total, _("Taking the import back"))
    while _undo_next(run, batch):
        run.progress(_done(batch), total)
    return _finish(run, batch)


def _done(batch: ImportBatch) -> int:
    undo = batch.counts["undo"]
    return undo["removed"] + undo["restored"] + undo["untouched"] + sum(undo["left"].values())


@transaction.atomic
def _begin(run: "JobRun", batch: ImportBatch) -> None:
    run.fence()
    undo = NOTHING | {"people": people_of(batch)}
    batch.counts = batch.counts | {"undo": undo}
    ImportBatch.objects.filter(pk=batch.pk).update(counts=batch.counts)


def _undo_next(run: "JobRun", batch: ImportBatch) -> bool:
    """One chunk and how far it came, in one transaction."""
    undo = batch.counts["undo"]
    with transaction.atomic():
        scope.enter(run.owner, undoing=batch.pk)
        run.fence()
        turn = batch.counts.get("turn", 1)
        undone = undo_chunk(batch, turn=turn, after=undo["through"])
        if undone is None:
            return False
        counts = batch.counts | {"undo": _added(undo, undone)}
        ImportBatch.objects.filter(pk=batch.pk).update(counts=counts)
    batch.counts = counts
    return True


def _added(undo: dict[str, Any], undone: Undone) -> dict[str, Any]:
    left = {code: undo["left"].get(code, 0) + undone.left.get(code, 0) for code in undo["left"] | undone.left}
    sums = {name: undo[name] + getattr(undone, name) for name in ("removed", "restored", "untouched")}
    return undo | sums | {"left": left, "through": undone.through}


def _told(undo: dict[str, Any]) -> dict[str, Any]:
    """The counts of an undo without what only its resuming needs."""
    return {name: undo[name] for name in ("people", "removed", "restored", "untouched", "left") if name in undo}


@transaction.atomic
def _finish(run: "JobRun", batch: ImportBatch) -> dict[str, Any]:
    """The batch waits for its merge again, as it did before the first one; what was left counts as merged already."""
    run.fence()
    _forget_sub_units(batch.counts.get("sub_units", []))
    undone = _told(batch.counts["undo"])
    spent = ("merge", "merged_through", "undo", "sub_units")
    counts = {name: value for name, value in batch.counts.items() if name not in spent}
    counts |= {"undone": undone, "turn": batch.counts.get("turn", 1) + 1} | count_rows(batch.pk)
    ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.REVIEW, counts=counts, merged_at=None)
    _recount_waiting(batch)
    start_check(officer=system_officer())
    record_deed(
        actor=run.owner, verb="import_undone", subject_kind="import_batch", subject_id=batch.pk,
        unit_id=batch.unit_id, **undone,
    )  # fmt: skip
    for callback in on_people_changed:
        callback(unit_ids=changed_units(batch))
    return undone


def _forget_sub_units(ids: list[int]) -> None:
    """Sub-units that the merge added to a unit's own list, as far as nobody lives there by now."""
    for sub_unit in SubUnit.objects.filter(pk__in=ids):
        try:
            with transaction.atomic():
                sub_unit.delete()
        except ProtectedError:
            continue  # somebody uses it: the unit keeps it


def _recount_waiting(batch: ImportBatch) -> None:
    """Other lists may have found people who are gone now; their counts follow their rows."""
    for other in ImportBatch.objects.filter(status=BatchStatus.REVIEW).exclude(pk=batch.pk):
        ImportBatch.objects.filter(pk=other.pk).update(counts=other.counts | count_rows(other.pk))

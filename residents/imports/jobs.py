"""What a worker does with a batch: read it into staging, merge its good rows. Both may run twice."""

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kontum_portal.accounts.queries import system_officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import SubUnit
from kontum_portal.jobs.registry import job
from kontum_portal.text import search_key, sort_key
from residents.choices import BatchStatus, RowOutcome
from residents.extension_points import import_kinds, on_people_changed
from residents.imports.errors import UnreadableFileError
from residents.imports.lanes import begin_chunk, merge_side_by_side, plan_lanes
from residents.imports.merging import merge_chunk, take_turn, unknown_sub_units, whole_or_rest
from residents.imports.places import sub_unit_kind
from residents.imports.rejudging import rejudge
from residents.imports.rules import mergeable_count
from residents.imports.services import MERGE_JOB, RECHECK_JOB, STAGE_JOB
from residents.imports.staging import stage
from residents.models import ImportBatch
from residents.services.check_starting import start_check
from residents.services.comparing_lists import remember_found

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun

_COUNTED = ("rows", "created", "changed", "households")


@job(STAGE_JOB, title=gettext_lazy("Reading a spreadsheet"))
def stage_batch(run: "JobRun") -> dict[str, Any]:
    """``batch_id`` → the counts of its rows. A file that cannot be read leaves its sentence on the batch."""
    batch = ImportBatch.objects.get(pk=run.arguments["batch_id"])
    if batch.status not in (BatchStatus.UPLOADED, BatchStatus.STAGING, BatchStatus.FAILED):
        return batch.counts
    try:
        return stage(batch, run)
    except UnreadableFileError as refusal:
        with transaction.atomic():
            run.fence()
            ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.FAILED, error=str(refusal))
        raise


@job(RECHECK_JOB, title=gettext_lazy("Checking corrected rows again"))
def recheck_rows(run: "JobRun") -> dict[str, Any]:
    """``batch_id`` → its counts, after the rows that wait for it were judged."""
    with transaction.atomic():
        run.fence()
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=run.arguments["batch_id"])
        if batch.status != BatchStatus.REVIEW:
            return {}
        counts = rejudge(batch)
        ImportBatch.objects.filter(pk=batch.pk).update(counts=counts)
    return counts


@job(MERGE_JOB, title=gettext_lazy("Merging a spreadsheet into the register"))
def merge_batch(run: "JobRun") -> dict[str, Any]:
    """``batch_id`` → people created and changed. Goes on where an earlier attempt stopped."""
    batch = ImportBatch.objects.get(pk=run.arguments["batch_id"])
    if batch.status != BatchStatus.MERGING:
        return batch.counts.get("merge", {})
    if not import_kinds[batch.kind].adds_people:
        return _remember(run, batch)
    alone = not connection.in_atomic_block
    with transaction.atomic():
        run.fence()
        _note_sub_units(batch, _create_sub_units(batch))
        if alone:
            plan_lanes(batch)
    total = mergeable_count(batch)
    done = batch.counts.get("merge", {}).get("rows", 0)
    run.progress(done, total, _("Writing to the register"))
    merge_side_by_side(run, batch, total)
    while _merge_next(run, batch):
        run.progress(batch.counts["merge"]["rows"], total)
    return _finish(run, batch)


def _remember(run: "JobRun", batch: ImportBatch) -> dict[str, Any]:
    """A list that adds nobody: its rows stand beside the people they mean, and nothing else is written."""
    with transaction.atomic():
        run.fence()
        counts = batch.counts | {"merge": dict.fromkeys(_COUNTED, 0) | {"rows": remember_found(batch)}}
        ImportBatch.objects.filter(pk=batch.pk).update(counts=counts)
    batch.counts = counts
    return _finish(run, batch)


def _merge_next(run: "JobRun", batch: ImportBatch) -> bool:
    """One chunk and how far it came, in one transaction."""
    with transaction.atomic():
        begin_chunk(run, batch)
        take_turn()
        merge = dict.fromkeys(_COUNTED, 0) | batch.counts.get("merge", {})
        merged = merge_chunk(batch, batch.counts.get("merged_through", 0), batch.opened_by_id, whole_or_rest(batch))
        if merged is None:
            return False
        merge |= {name: merge[name] + getattr(merged, name) for name in _COUNTED}
        counts = batch.counts | {"merged_through": merged.through, "merge": merge}
        ImportBatch.objects.filter(pk=batch.pk).update(counts=counts)
    batch.counts = counts
    return True


def _note_sub_units(batch: ImportBatch, ids: list[int]) -> None:
    """Which sub-units came with this merge: an undo takes them out again."""
    if ids:
        batch.counts = batch.counts | {"sub_units": [*batch.counts.get("sub_units", []), *ids]}
        ImportBatch.objects.filter(pk=batch.pk).update(counts=batch.counts)


def _create_sub_units(batch: ImportBatch) -> list[int]:
    """Sub-units that the list names and the unit does not have yet: the unit edits its own list afterwards."""
    named = unknown_sub_units(batch.pk)
    of_units = SubUnit.objects.filter(unit_id__in={unit_id for unit_id, _name in named})
    known = set(of_units.values_list("pk", flat=True))
    SubUnit.objects.bulk_create(
        [
            SubUnit(
                unit_id=unit_id,
                name=name,
                kind=sub_unit_kind(name),
                search_key=search_key(name),
                sort_key=sort_key(name),
            )
            for unit_id, name in named
        ],
        ignore_conflicts=True,
    )
    return list(of_units.exclude(pk__in=known).values_list("pk", flat=True))


@transaction.atomic
def _finish(run: "JobRun", batch: ImportBatch) -> dict[str, Any]:
    run.fence()
    merge = batch.counts.get("merge", {})
    result = {name: merge[name] for name in _COUNTED if name in merge}
    ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.MERGED, merged_at=Now())
    start_check(officer=system_officer())  # findings of the people it brought
    record_deed(
        actor=run.owner, verb="import_merged", subject_kind="import_batch", subject_id=batch.pk,
        unit_id=batch.unit_id, **result,
    )  # fmt: skip
    written = changed_units(batch)
    for callback in on_people_changed:
        callback(unit_ids=written)
    return result


def changed_units(batch: ImportBatch) -> list[int]:
    """The units that the batch wrote to."""
    written = batch.rows.filter(outcome__in=[RowOutcome.NEW, RowOutcome.UPDATED], unit__isnull=False)
    return list(written.order_by("unit_id").values_list("unit_id", flat=True).distinct())

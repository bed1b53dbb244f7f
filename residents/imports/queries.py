"""Reads of imports, for the pages and the command."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.models import Job
from residents.choices import BatchStatus, RowOutcome
from residents.imports.rules import is_at_work, mergeable_count
from residents.imports.services import MERGE_JOB, RECHECK_JOB, STAGE_JOB, UNDO_JOB
from residents.imports.wording import sentence_of
from residents.models import ImportBatch, StagedRow

PAGE = 50
OUTCOMES = tuple(RowOutcome.values)


def batches_of(user: Officer) -> QuerySet[ImportBatch]:
    """The batches this person opened, newest first."""
    return ImportBatch.objects.visible_to(user).select_related("unit")


def job_of(user: Officer, batch: ImportBatch) -> Job | None:
    """The last job that read, checked, merged or undid the batch."""
    kinds = [STAGE_JOB, MERGE_JOB, RECHECK_JOB, UNDO_JOB]
    jobs = Job.objects.visible_to(user).filter(kind__in=kinds, arguments__batch_id=batch.pk)
    return jobs.order_by("-id").first()


def can_be_merged(batch: ImportBatch) -> bool:
    stopped = batch.status == BatchStatus.MERGING and not is_at_work(batch)
    return (batch.status == BatchStatus.REVIEW or stopped) and mergeable_count(batch) > 0


def forecast(batch: ImportBatch) -> dict[str, Any]:
    """What the command prints: counts by outcome and reason; ``merged`` is 0 until the merge."""
    counts = batch.counts
    merge = counts.get("merge", {})
    outcomes = {outcome: counts.get(outcome, 0) for outcome in OUTCOMES}
    return {
        "batch": batch.pk,
        "rows": counts.get("rows", 0),
        **outcomes,
        "merged": merge.get("created", 0) + merge.get("changed", 0),
        "reasons": counts.get("reasons", {}),
        "peak_mb": counts.get("peak_mb", 0),
    }


@dataclass(frozen=True)
class ReasonCount:
    """How often a reason was given, in the officer's words."""

    code: str
    sentence: str | Promise
    number: int


def reasons_of(batch: ImportBatch) -> list[ReasonCount]:
    """All reasons of a batch, most frequent first."""
    counts = batch.counts.get("reasons", {}).items()
    ordered = sorted(counts, key=lambda item: (-item[1], item[0]))
    return [ReasonCount(code, sentence_of(code), number) for code, number in ordered]


@dataclass(frozen=True)
class RowsPage:
    """One page of rows by id; ``before`` and ``after`` are where the neighbours begin, None at an end."""

    rows: list[StagedRow]
    before: int | None
    after: int | None


def filtered_rows(user: Officer, batch: ImportBatch, *, outcome: str = "", reason: str = "") -> QuerySet[StagedRow]:
    """The batch's rows, of an outcome, a reason or both; bounded by their ids, which lie together."""
    rows = StagedRow.objects.visible_to(user).filter(batch=batch).select_related("unit")
    if batch.counts.get("last_id", -1) >= 0:
        rows = rows.filter(pk__range=(batch.counts["first_id"], batch.counts["last_id"]))
    if outcome in OUTCOMES:
        rows = rows.filter(outcome=outcome)
    return rows.filter(reasons__contains=[reason]) if reason else rows


def rows_page(
    user: Officer, batch: ImportBatch, *, outcome: str = "", reason: str = "", after: int = 0, before: int = 0
) -> RowsPage:
    """The rows that follow the one with the id ``after``, or stand before ``before``; no page is counted up to."""
    rows = filtered_rows(user, batch, outcome=outcome, reason=reason)
    if before:
        found = list(rows.filter(pk__lt=before).order_by("-pk")[: PAGE + 1])
        more_before, more_after = len(found) > PAGE, True
        found = found[:PAGE][::-1]
    else:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        more_before, more_after = after > 0, len(found) > PAGE
        found = found[:PAGE]
    ends = (found[0].pk, found[-1].pk) if found else (None, None)
    return RowsPage(found, ends[0] if more_before else None, ends[1] if more_after else None)


def row_after(user: Officer, batch: ImportBatch, row: StagedRow, *, outcome: str, reason: str) -> int | None:
    """The id of the next row of the same filter: rows are looked at one after the other."""
    rows = filtered_rows(user, batch, outcome=outcome, reason=reason).filter(pk__gt=row.pk)
    return rows.order_by("pk").values_list("pk", flat=True).first()


def waits_for_check(user: Officer, batch: ImportBatch) -> bool:
    """Whether some rows are still being judged again."""
    return StagedRow.objects.visible_to(user).filter(batch=batch, outcome__isnull=True).exists()


def title_unit_of(batch: ImportBatch) -> AdminUnit | None:
    """The unit whose list this is: chosen at the upload, or named by the title rows."""
    named = batch.layout.get("title_unit_id")
    return batch.unit or (AdminUnit.objects.filter(pk=named).first() if named else None)


def unit_names(rows: list[StagedRow]) -> dict[int, str]:
    """Names of the units that differences of these rows speak of."""
    ids = {unit_id for row in rows for unit_id in row.differences.get("unit_id", ())}
    ids |= {person.get("unit_id") for row in rows for person in row.differences.get("candidates", [])}
    return {unit.pk: str(unit) for unit in AdminUnit.objects.filter(pk__in=ids)} if ids else {}

"""Reads of imports, for the pages and the command."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.models import Job
from residents.choices import BatchStatus, RowOutcome
from residents.imports.rules import is_at_work, mergeable_count
from residents.imports.services import MERGE_JOB, STAGE_JOB, UNDO_JOB
from residents.imports.wording import sentence_of
from residents.models import ImportBatch, StagedRow

PAGE = 50
OUTCOMES = tuple(RowOutcome.values)


def batches_of(user: Officer) -> QuerySet[ImportBatch]:
    """The batches this person opened, newest first."""
    return ImportBatch.objects.visible_to(user).select_related("unit")


def job_of(user: Officer, batch: ImportBatch) -> Job | None:
    """The last job that read, merged or undid the batch."""
    jobs = Job.objects.visible_to(user).filter(kind__in=[STAGE_JOB, MERGE_JOB, UNDO_JOB], arguments__batch_id=batch.pk)
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


def rows_page(user: Officer, batch: ImportBatch, *, outcome: str = "", reason: str = "", number: str = "1") -> Page:
    """One page of the batch's rows, of an outcome or a reason."""
    rows = StagedRow.objects.visible_to(user).filter(batch=batch).select_related("unit")
    if outcome in OUTCOMES:
        rows = rows.filter(outcome=outcome)
    if reason:
        rows = rows.filter(reasons__contains=[reason])
    return Paginator(rows.order_by("id"), PAGE).get_page(number)


def title_unit_of(batch: ImportBatch) -> AdminUnit | None:
    """The unit whose list this is: chosen at the upload, or named by the title rows."""
    named = batch.layout.get("title_unit_id")
    return batch.unit or (AdminUnit.objects.filter(pk=named).first() if named else None)


def unit_names(rows: list[StagedRow]) -> dict[int, str]:
    """Names of the units that differences of these rows speak of."""
    ids = {unit_id for row in rows for unit_id in row.differences.get("unit_id", ())}
    return {unit.pk: str(unit) for unit in AdminUnit.objects.filter(pk__in=ids)} if ids else {}

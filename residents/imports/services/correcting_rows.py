"""Cells of staged rows typed over, and what a person says of a row; a worker judges those rows again at once."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import today
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from residents.choices import BatchStatus, RowDecision, RowOutcome
from residents.imports import rules
from residents.imports.errors import BatchNotReadyError, DecisionNotPossibleError, SameNumberError
from residents.imports.rereading import read_again
from residents.models import ImportBatch, StagedRow

RECHECK_JOB = "recheck_rows"
LONGEST_CELL = 1_000
MOST_RELATED = 500


@transaction.atomic
def correct_row(*, officer: Officer, row: StagedRow, cells: Mapping[int, str]) -> Job | None:
    """Type ``{column index: text}`` over cells of a row; those as they came are no edits. None when nothing changed."""
    batch = held_batch(officer, row.batch_id)
    row = _open_row(batch, row.pk)
    edits = _edits(batch, row, cells)
    if edits == (row.edits or {}):
        return None
    before = Q(pk=row.pk) | _like(row)
    read_again(batch, row, edits, today())
    row.decision = None
    row.save()
    related = StagedRow.objects.filter(batch=batch, decision__isnull=True).filter(before | _like(row))
    related = related.exclude(outcome__in=[RowOutcome.REFUSED, RowOutcome.NOT_A_PERSON])
    ids = [row.pk, *related.values_list("pk", flat=True)[:MOST_RELATED]]
    StagedRow.objects.filter(pk__in=ids).exclude(outcome=RowOutcome.NOT_A_PERSON).update(outcome=None)
    record_deed(
        actor=officer, verb="import_row_corrected", subject_kind="import_batch", subject_id=batch.pk, row=row.row,
        columns=sorted(int(index) for index in edits),
    )  # fmt: skip
    return _recheck(officer, batch)


@transaction.atomic
def decide_row(*, officer: Officer, row: StagedRow, decision: str, resident_id: int | None = None) -> Job:
    """Say who a row is (``same`` needs one of its candidates), take it, leave it; empty takes the word back."""
    batch = held_batch(officer, row.batch_id)
    row = _open_row(batch, row.pk)
    if decision not in rules.decisions_for(row):
        raise DecisionNotPossibleError
    if decision == RowDecision.SAME and resident_id not in rules.candidate_ids(row):
        raise DecisionNotPossibleError
    if decision == RowDecision.ANOTHER and row.personal_id in rules.candidate_numbers(row):
        raise SameNumberError
    chosen = resident_id if decision == RowDecision.SAME else None
    StagedRow.objects.filter(pk=row.pk).update(decision=decision or None, resident_id=chosen, outcome=None)
    record_deed(
        actor=officer, verb="import_rows_decided", subject_kind="import_batch", subject_id=batch.pk, rows=1,
        row=row.row, decision=decision, resident_id=chosen,
    )  # fmt: skip
    return _recheck(officer, batch)


@transaction.atomic
def decide_reason(*, officer: Officer, batch: ImportBatch, reason: str, decision: str) -> int:
    """Take, leave, or take back the word on all rows of a reason that no person has to compare. Returns how many."""
    batch = held_batch(officer, batch.pk)
    rows = rules.bulk_rows(batch, reason, decision).filter(pk__gt=batch.counts.get("merged_through", -1))
    count = rows.update(decision=decision or None, outcome=None)
    if not count:
        raise DecisionNotPossibleError
    record_deed(
        actor=officer, verb="import_rows_decided", subject_kind="import_batch", subject_id=batch.pk, rows=count,
        reason=reason, decision=decision,
    )  # fmt: skip
    _recheck(officer, batch)
    return count


def held_batch(officer: Officer, batch_id: int) -> ImportBatch:
    """The batch, locked, when this officer may still say something of its rows."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if not rules.can_merge(officer, batch):
        raise NotAllowedError
    if batch.status != BatchStatus.REVIEW:
        raise BatchNotReadyError(state=batch.get_status_display())
    return batch


def _open_row(batch: ImportBatch, row_id: int) -> StagedRow:
    row = StagedRow.objects.select_for_update(of=("self",)).get(pk=row_id, batch=batch)
    if row.pk <= batch.counts.get("merged_through", -1):
        raise BatchNotReadyError(state=batch.get_status_display())
    return row


def _edits(batch: ImportBatch, row: StagedRow, cells: Mapping[int, str]) -> dict[str, str]:
    """What is typed over the row's cells from now on."""
    fields = {column["index"]: column["field"] for column in batch.layout["columns"]}
    edits = dict(row.edits or {})
    for index, text in cells.items():
        if not fields.get(index) or ":" in fields[index]:
            continue
        came = row.raw[index] if index < len(row.raw) else ""
        edits.pop(str(index), None)
        if text.strip() != came.strip():
            edits[str(index)] = text[:LONGEST_CELL]
    return edits


def _like(row: StagedRow) -> Q:
    """Rows of the batch that may be about the same person, or had been thought so."""
    found = Q(differences__same_as=row.pk)
    if row.personal_id:
        found |= Q(personal_id=row.personal_id)
    if row.name_key:
        found |= Q(name_key=row.name_key, birth_year=row.birth_year)
    return found


def _recheck(officer: Officer, batch: ImportBatch) -> Job:
    return enqueue(kind=RECHECK_JOB, owner=officer, arguments={"batch_id": batch.pk})

"""Rows that somebody corrected or decided on, judged again by the same rules: those whose outcome is NULL."""

from typing import Any

from django.db import connection

from residents.imports.comparing import CONTRADICTION_CODES
from residents.imports.judging import MANY, count_rows, find_matches, find_twins, give_verdicts
from residents.imports.reasons import DOUBTING, REFUSING
from residents.models import ImportBatch
from residents.quality.evaluate import staged_failures_sql

_JUDGING = "judging"
_OTHERS = f"outcome IN ('new', 'doubtful', 'updated', 'unchanged', '{_JUDGING}')"
_FOUND_BY_JUDGING = sorted({*CONTRADICTION_CODES, "duplicate_row", "probable_match", "several_matches"})

_PENDING = """
CREATE TEMP TABLE import_pending ON COMMIT DROP AS
SELECT id FROM residents_stagedrow WHERE batch_id = %s AND outcome IS NULL
"""
_RESET = f"""
UPDATE residents_stagedrow s
SET outcome = CASE WHEN s.reasons && %(refusing)s::varchar[] THEN 'refused' ELSE '{_JUDGING}' END,
    resident_id = CASE WHEN s.decision = 'same' THEN s.resident_id END, differences = '{{}}',
    reasons = ARRAY(SELECT code FROM unnest(s.reasons) AS code WHERE code <> ALL (%(found)s::varchar[]))
FROM import_pending p WHERE p.id = s.id
"""
# What a person said takes the place of what was found.
_SAID = f"""
DELETE FROM import_matches m USING residents_stagedrow s WHERE s.id = m.id AND s.decision IN ('same', 'another');
INSERT INTO import_matches (id, resident_id, strength, holders, candidates)
    SELECT s.id, s.resident_id, 0, 1, ARRAY[s.resident_id] FROM residents_stagedrow s
    WHERE s.batch_id = {{batch}} AND s.outcome = '{_JUDGING}' AND s.decision = 'same' AND s.resident_id IS NOT NULL;
UPDATE import_matches m SET strength = 0 FROM residents_stagedrow s
    WHERE s.id = m.id AND s.decision = 'accept' AND m.strength = 2 AND m.holders = 1;
DELETE FROM import_twins t USING residents_stagedrow s
    WHERE s.id = t.id AND (s.outcome <> '{_JUDGING}' OR s.decision IN ('same', 'another')
        OR (s.decision = 'accept' AND NOT t.sure));
"""
_SETTLE = f"""
UPDATE residents_stagedrow s SET outcome = CASE
    WHEN s.decision = 'leave' OR 'unit_unknown' = ANY (s.reasons) THEN 'doubtful'
    WHEN s.reasons && %(doubting)s::varchar[] AND s.decision IS DISTINCT FROM 'accept' THEN 'doubtful'
    WHEN s.decision = 'same' AND s.resident_id IS NULL THEN 'doubtful'
    WHEN s.outcome = '{_JUDGING}' THEN 'new' ELSE s.outcome END
FROM import_pending p WHERE p.id = s.id AND s.outcome <> 'refused'
"""


def rejudge(batch: ImportBatch) -> dict[str, Any]:
    """Outcomes of the pending rows, within the running transaction. Returns the batch's counts."""
    with connection.cursor() as cursor:
        cursor.execute(_PENDING, [batch.pk])
        if cursor.rowcount:
            _judge_pending(cursor, batch, many=cursor.rowcount >= MANY)
        cursor.execute("DROP TABLE import_pending")
    return batch.counts | count_rows(batch.pk)


def _judge_pending(cursor: Any, batch: ImportBatch, *, many: bool) -> None:
    if many:
        cursor.execute("SET LOCAL enable_nestloop = off")
    cursor.execute(_RESET, {"refusing": sorted(REFUSING), "found": _FOUND_BY_JUDGING})
    find_matches(cursor, batch, f"outcome = '{_JUDGING}'")
    find_twins(cursor, batch, _OTHERS)
    cursor.execute(_SAID.format(batch=int(batch.pk)))
    give_verdicts(cursor, batch, staged_failures_sql(batch.pk, outcome=_JUDGING), undecided=_JUDGING)
    cursor.execute(_SETTLE, {"doubting": sorted(DOUBTING)})
    cursor.execute("SET LOCAL enable_nestloop = on")

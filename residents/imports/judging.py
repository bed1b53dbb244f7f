"""Staged rows against the register, in sets: who is known already, what differs, which rules are broken.

The order of matching: the same row of the same file before → personal number → old number with name
and birth year → probable, which only ever goes to a person. Nothing here writes to the register.
"""

import json
from typing import Any

from django.db import connection

from kontum_portal import clock
from residents.extension_points import import_kinds
from residents.imports.candidates import add_candidates
from residents.imports.comparing import CONTRADICTIONS, DIFFERENCES, fills
from residents.imports.probables import add_probable_matches
from residents.models import ImportBatch
from residents.quality.evaluate import NO_FAILURES, Sql

MANY = 20_000
"""From so many rows on they are matched by hash only: the planner's statistics do not know them yet."""

_PEOPLE = "outcome IN ('new', 'doubtful')"

_KNOWN_BEFORE = """
SELECT s.id, src.resident_id, 1 AS strength
FROM residents_stagedrow s
JOIN residents_importbatch earlier ON earlier.file_sha256 = %(sha)s AND earlier.kind = %(kind)s AND earlier.id <> %(batch)s
JOIN residents_sourcerow src ON src.batch_id = earlier.id AND src.sheet = s.sheet AND src.row = s.row
JOIN residents_resident r ON r.id = src.resident_id
    AND (r.personal_id IS NULL OR s.personal_id IS NULL OR r.personal_id = s.personal_id)
WHERE s.batch_id = %(batch)s AND s.{people}
"""

_BY_NUMBER = """
SELECT s.id, r.id, 2
FROM residents_stagedrow s JOIN residents_resident r ON r.personal_id = s.personal_id
WHERE s.batch_id = %(batch)s AND s.{people} AND s.personal_id IS NOT NULL
"""

_BY_OLD_NUMBER = """
SELECT s.id, r.id, 3
FROM residents_stagedrow s
JOIN residents_resident r ON r.old_id = s.old_id AND r.name_key = s.name_key AND r.birth_year = s.birth_year
WHERE s.batch_id = %(batch)s AND s.{people} AND s.old_id IS NOT NULL
    AND (r.personal_id IS NULL OR s.personal_id IS NULL OR r.personal_id = s.personal_id)
"""

_MATCHES = f"""
CREATE TEMP TABLE import_matches ON COMMIT DROP AS
WITH sure AS ({_KNOWN_BEFORE} UNION ALL {_BY_NUMBER} UNION ALL {_BY_OLD_NUMBER}),
best AS (SELECT id, min(strength) AS strength FROM sure GROUP BY id),
chosen AS (
    SELECT sure.id, min(sure.resident_id) AS resident_id, best.strength, count(DISTINCT sure.resident_id) AS holders,
        array_agg(DISTINCT sure.resident_id) AS candidates
    FROM sure JOIN best USING (id, strength) GROUP BY sure.id, best.strength
)
SELECT * FROM chosen
"""

# The same person twice in one file: the first row counts, each later one points to it.
_TWINS = """
CREATE TEMP TABLE import_twins ON COMMIT DROP AS
WITH numbered AS (
    SELECT id, first_value(id) OVER (PARTITION BY personal_id ORDER BY row, id) AS first_id
    FROM residents_stagedrow s WHERE batch_id = %(batch)s AND {people} AND personal_id IS NOT NULL
),
old_numbered AS (
    SELECT id, first_value(id) OVER (PARTITION BY old_id, name_key, birth_year ORDER BY row, id) AS first_id
    FROM residents_stagedrow s
    WHERE batch_id = %(batch)s AND {people} AND personal_id IS NULL AND old_id IS NOT NULL AND birth_year IS NOT NULL
),
unnumbered AS (
    SELECT greatest(a.id, b.id) AS id, min(least(a.id, b.id)) AS first_id
    FROM residents_stagedrow a
    JOIN residents_stagedrow b ON b.batch_id = a.batch_id AND b.id <> a.id AND b.name_key = a.name_key
        AND b.unit_id IS NOT DISTINCT FROM a.unit_id AND b.{people}
        AND (a.sex IS NULL OR b.sex IS NULL OR a.sex = b.sex)
        AND (a.old_id IS NULL OR b.old_id IS NULL OR a.old_id = b.old_id)
        AND CASE WHEN a.birth_year = b.birth_year THEN
            ((a.birth_day = b.birth_day AND a.birth_month = b.birth_month)
                OR a.household_key = b.household_key OR a.sub_unit_name = b.sub_unit_name)
            AND (a.birth_day IS NULL OR b.birth_day IS NULL OR a.birth_day = b.birth_day OR a.birth_day = b.birth_month)
        ELSE abs(a.birth_year - b.birth_year) <= 3 AND a.birth_day = b.birth_day AND a.birth_month = b.birth_month
            AND (a.sub_unit_name = b.sub_unit_name OR a.phone = b.phone) END
    WHERE a.batch_id = %(batch)s AND a.{people} AND a.personal_id IS NULL
    GROUP BY 1
)
SELECT id, first_id, true AS sure FROM numbered WHERE id <> first_id
UNION ALL SELECT id, first_id, true FROM old_numbered WHERE id <> first_id
UNION ALL SELECT id, first_id, false FROM unnumbered WHERE id NOT IN (SELECT id FROM old_numbered WHERE id <> first_id)
"""

# Two rows that mean the same resident, one of them surely: the later one repeats the earlier.
_SAME_RESIDENT = """
INSERT INTO import_twins (id, first_id, sure)
SELECT id, first_id, true FROM (
    SELECT m.id, m.strength, first_value(m.id) OVER same AS first_id, min(m.strength) OVER (PARTITION BY m.resident_id) AS best
    FROM import_matches m JOIN residents_stagedrow s ON s.id = m.id WHERE m.holders = 1
    WINDOW same AS (PARTITION BY m.resident_id ORDER BY s.row, s.id)
) AS named
WHERE id <> first_id AND best < 4 AND NOT EXISTS (SELECT FROM import_twins t WHERE t.id = named.id)
"""

# MATERIALIZED: by old statistics the planner would work the verdicts out anew for every row of the list.
_JUDGE = f"""
WITH failures AS ({{failures}}),
compared AS (
    SELECT s.id, m.strength, m.holders, m.resident_id, {CONTRADICTIONS} AS contradictions,
        {DIFFERENCES} AS differences, {{fills}} AS fills
    FROM import_matches m
    JOIN residents_stagedrow s ON s.id = m.id
    JOIN residents_resident r ON r.id = m.resident_id
),
twins AS (
    SELECT t.id, t.first_id, t.sure AND NOT (a.name_key <> b.name_key AND a.birth_year IS DISTINCT FROM b.birth_year) AS sure
    FROM import_twins t JOIN residents_stagedrow a ON a.id = t.id JOIN residents_stagedrow b ON b.id = t.first_id
),
verdicts AS MATERIALIZED (
    SELECT COALESCE(c.id, t.id, f.staged_row_id) AS id, c.resident_id,
        CASE
            WHEN c.strength = 4 OR c.holders > 1 OR t.sure = false THEN 'doubtful'
            WHEN c.contradictions @> ARRAY['differs_name', 'differs_birth_date'] AND c.strength = 2 THEN 'doubtful'
            WHEN c.fills THEN 'updated'
            WHEN c.id IS NOT NULL OR t.sure THEN 'unchanged'
            ELSE 'new'
        END AS outcome,
        COALESCE(f.codes, '{{{{}}}}'::text[]) || COALESCE(c.contradictions, '{{{{}}}}'::text[])
            || CASE WHEN t.id IS NOT NULL THEN ARRAY['duplicate_row'] ELSE '{{{{}}}}'::text[] END
            || CASE WHEN c.strength = 4 THEN ARRAY['probable_match'] ELSE '{{{{}}}}'::text[] END
            || CASE WHEN c.holders > 1 THEN ARRAY['several_matches'] ELSE '{{{{}}}}'::text[] END AS reasons,
        COALESCE(c.differences, '{{{{}}}}'::jsonb)
            || CASE WHEN t.sure AND c.id IS NULL THEN jsonb_build_object('same_as', t.first_id) ELSE '{{{{}}}}'::jsonb END AS differences
    FROM compared c FULL JOIN twins t ON t.id = c.id FULL JOIN failures f ON f.staged_row_id = COALESCE(c.id, t.id)
)
UPDATE residents_stagedrow s
SET outcome = CASE WHEN s.outcome = '{{undecided}}' THEN v.outcome ELSE s.outcome END,
    resident_id = v.resident_id, differences = v.differences,
    reasons = ARRAY(SELECT DISTINCT code FROM unnest(s.reasons::text[] || v.reasons) AS code)
FROM verdicts v
WHERE s.id = v.id AND s.outcome <> 'not_a_person'
  AND (v.outcome <> 'new' OR v.resident_id IS NOT NULL OR NOT v.reasons <@ s.reasons::text[])
"""

_COUNTS = """
SELECT outcome, count(*), (SELECT jsonb_object_agg(code, number) FROM (
    SELECT code, count(*) AS number FROM residents_stagedrow r, unnest(r.reasons) AS code
    WHERE r.batch_id = %(batch)s GROUP BY code) AS by_code), min(id), max(id)
FROM residents_stagedrow WHERE batch_id = %(batch)s GROUP BY outcome ORDER BY outcome NULLS LAST
"""


# The first row of a person in the file, while the rows are being judged.
_FIRST_ROW = "NOT EXISTS (SELECT FROM import_twins t WHERE t.id = s.id)"


def judge(batch: ImportBatch, rows: int) -> dict[str, Any]:
    """Give every staged row of the batch its outcome, reasons and differences; within the running transaction.

    The rules were asked when the rows were staged (``staged_with_rules_sql``).
    """
    with connection.cursor() as cursor:
        if rows >= MANY:
            cursor.execute("SET LOCAL enable_nestloop = off")
        find_matches(cursor, batch, _PEOPLE)
        find_twins(cursor, batch, _PEOPLE)
        give_verdicts(cursor, batch, NO_FAILURES, undecided="new")
        cursor.execute("SET LOCAL enable_nestloop = on")
    return count_rows(batch.pk)


def find_matches(cursor: Any, batch: ImportBatch, people: str) -> None:
    """``import_matches``: who of the register the rows are; ``people`` says of which rows (SQL after ``s.``)."""
    params = {"batch": batch.pk, "sha": batch.file_sha256, "kind": batch.kind}
    cursor.execute(_MATCHES.format(people=people), params)
    cursor.execute("ANALYZE import_matches")
    add_probable_matches(batch.pk, people)


def find_twins(cursor: Any, batch: ImportBatch, people: str) -> None:
    """``import_twins``: rows about somebody who stands in the file before."""
    cursor.execute(_TWINS.format(people=people), {"batch": batch.pk})
    cursor.execute(_SAME_RESIDENT)


def give_verdicts(cursor: Any, batch: ImportBatch, failures: Sql, *, undecided: str) -> None:
    """Outcome, reasons and differences of the rows matched, doubled or broken; rows that stay ``undecided`` are new."""
    codes, params = failures
    cursor.execute("ANALYZE import_matches; ANALYZE import_twins")
    sql = _JUDGE.format(
        failures=codes, today=clock.today(), with_cards=str(_has_card_columns(batch)).lower(), undecided=undecided,
        fills=fills(batch.policies, first=_FIRST_ROW),
    )  # fmt: skip
    cursor.execute(sql, params)
    add_candidates(cursor)
    import_kinds[batch.kind].check(cursor, batch)
    cursor.execute("DROP TABLE import_matches, import_twins")


def _has_card_columns(batch: ImportBatch) -> bool:
    """Whether the list speaks of cards: then a blank cell says that there is none."""
    return any(
        column["field"] in ("card_issued", "card_none", "card_status") for column in batch.layout.get("columns", ())
    )


def count_rows(batch_id: int) -> dict[str, Any]:
    """Rows by outcome, ``reasons`` by code, and the ids between which the rows lie."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"batch": batch_id})
        rows = cursor.fetchall()
    counts: dict[str, Any] = {"new": 0, "updated": 0, "unchanged": 0, "doubtful": 0, "refused": 0, "not_a_person": 0}
    counts |= {row[0]: row[1] for row in rows if row[0]}
    counts |= {
        "first_id": min((row[3] for row in rows), default=0),
        "last_id": max((row[4] for row in rows), default=-1),
    }
    reasons = rows[0][2] if rows else None
    return counts | {"reasons": reasons if isinstance(reasons, dict) else _loaded(reasons)}


def _loaded(reasons: str | None) -> dict[str, int]:
    return json.loads(reasons) if reasons else {}

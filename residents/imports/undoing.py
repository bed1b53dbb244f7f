"""A whole import taken back, in sets: one transaction per chunk of people, which also says how far it is.

Whom the import created goes, with whatever the portal itself has hung on them; whom it completed gets back the
values that history kept from before the import's first touch. A record that somebody has worked on since is left as it
is, and its rows say why. The rules of the merge hold here too: one import at a time, whole chunks only.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from residents import extension_points
from residents.imports.copying import KEYS
from residents.imports.merging import ONE_AT_A_TIME
from residents.models import Household, ImportBatch, Resident, SourceRow, StagedRow
from residents.services.carrying_along import key_of, model_and_field

CHUNK = 2_000
SLACK = dt.timedelta(days=1)
"""History bears the moment its transaction began: earlier months need not be looked at."""
CHANGED_SINCE, WORK_SINCE, OTHER_LIST = "undo_changed_since", "undo_work_since", "undo_other_list"
JOINED, HOME_TAKEN = "undo_joined", "undo_home_taken"
LEFT = (CHANGED_SINCE, WORK_SINCE, OTHER_LIST, JOINED, HOME_TAKEN)
"""Why a record is left at an undo: reason codes of its staged rows."""

_OWN_KEYS = {key_of(SourceRow, "resident"), key_of(StagedRow, "resident"), key_of(Household, "head")}

_NOT_RESTORED = frozenset({"id", "version", "created_at", "created_by_id"})
_RESTORED = [field.column for field in Resident._meta.local_concrete_fields if field.column not in _NOT_RESTORED]

# What this merge of the batch wrote: an earlier one, undone, had another turn.
_MINE = (
    "((h.pgh_context->>'batch')::bigint = %(batch)s AND COALESCE((h.pgh_context->>'turn')::int, 1) = %(turn)s) IS TRUE"
)
_PEOPLE = """
CREATE TEMP TABLE undo_people ON COMMIT DROP AS
SELECT resident_id, bool_or(created_resident = resident_id) IS TRUE AS created,
    bool_or(created_resident <> resident_id) IS TRUE AS joined, NULL::text AS left_why
FROM residents_sourcerow WHERE batch_id = %(batch)s AND resident_id > %(after)s
GROUP BY resident_id ORDER BY resident_id LIMIT %(chunk)s
"""
_LOCK = "SELECT id FROM residents_resident WHERE id IN (SELECT resident_id FROM undo_people) ORDER BY id FOR UPDATE"
# The whole record as it was before the import first touched it.
_OLD = f"""
CREATE TEMP TABLE undo_old ON COMMIT DROP AS
SELECT DISTINCT ON (h.pgh_obj_id) h.* FROM residents_residenthistory h JOIN undo_people p ON p.resident_id = h.pgh_obj_id
WHERE h.pgh_created_at >= %(since)s AND NOT p.created AND {_MINE} ORDER BY h.pgh_obj_id, h.pgh_id
"""
_MARK_JOINED = f"UPDATE undo_people SET left_why = '{JOINED}' WHERE joined"
# The first change that is not the import's tells what the import had left behind: what has come back to that counts as
# never changed (a second list, undone before this one).
_MARK_CHANGED = f"""
UPDATE undo_people p SET left_why = '{CHANGED_SINCE}'
FROM residents_resident r, LATERAL (
    SELECT h.* FROM residents_residenthistory h
    WHERE h.pgh_obj_id = r.id AND h.pgh_created_at >= %(since)s AND NOT {_MINE}
      AND h.pgh_id > COALESCE((SELECT o.pgh_id FROM undo_old o WHERE o.pgh_obj_id = r.id), 0)
    ORDER BY h.pgh_id LIMIT 1) kept
WHERE p.left_why IS NULL AND r.id = p.resident_id
  AND (p.created OR EXISTS (SELECT FROM undo_old o WHERE o.pgh_obj_id = p.resident_id))
  AND ({", ".join(f"kept.{name}" for name in _RESTORED)}) IS DISTINCT FROM ({", ".join(f"r.{name}" for name in _RESTORED)})
"""
_MARK_OTHER_LIST = f"""
UPDATE undo_people p SET left_why = '{OTHER_LIST}' WHERE left_why IS NULL AND created
  AND EXISTS (SELECT FROM residents_sourcerow o WHERE o.resident_id = p.resident_id AND o.batch_id <> %(batch)s)
"""
# A household may have got another head since the one it had before.
_MARK_HOME_TAKEN = f"""
UPDATE undo_people p SET left_why = '{HOME_TAKEN}' FROM undo_old o
WHERE left_why IS NULL AND o.pgh_obj_id = p.resident_id AND o.household_id IS NOT NULL
  AND (NOT EXISTS (SELECT FROM residents_household home WHERE home.id = o.household_id AND home.closed_on IS NULL)
    OR (o.relation_to_head = 'head' AND EXISTS (SELECT FROM residents_resident other
        WHERE other.household_id = o.household_id AND other.relation_to_head = 'head' AND other.id <> p.resident_id)))
"""
_MARK_WORK = f"UPDATE undo_people SET left_why = '{WORK_SINCE}' WHERE left_why IS NULL AND resident_id = ANY (%s)"
_CREATED = "SELECT resident_id FROM undo_people WHERE created AND left_why IS NULL"

_HOMES = """
CREATE TEMP TABLE undo_homes ON COMMIT DROP AS
SELECT DISTINCT r.household_id AS id FROM residents_resident r JOIN undo_people p ON p.resident_id = r.id
LEFT JOIN undo_old o ON o.pgh_obj_id = r.id
WHERE r.household_id IS NOT NULL AND p.left_why IS NULL
  AND (p.created OR (o.pgh_obj_id IS NOT NULL AND o.household_id IS DISTINCT FROM r.household_id))
"""
_NO_HEADS = """
UPDATE residents_household home SET head_id = NULL FROM undo_people p LEFT JOIN undo_old o ON o.pgh_obj_id = p.resident_id
WHERE home.head_id = p.resident_id AND p.left_why IS NULL
  AND (p.created OR (o.pgh_obj_id IS NOT NULL AND (o.household_id IS DISTINCT FROM home.id
      OR o.relation_to_head IS DISTINCT FROM 'head')))
"""
_KEEP_REASON = """
UPDATE residents_stagedrow s SET reasons = s.reasons || p.left_why::varchar, outcome = 'unchanged', resident_id = p.resident_id
FROM residents_sourcerow src JOIN undo_people p ON p.resident_id = src.resident_id
WHERE p.left_why IS NOT NULL AND src.batch_id = %(batch)s AND s.batch_id = src.batch_id AND s.sheet = src.sheet
  AND s.row = src.row AND NOT s.reasons @> ARRAY[p.left_why::varchar]
"""
_FORGET_SOURCES = """
DELETE FROM residents_sourcerow src USING undo_people p
WHERE src.batch_id = %(batch)s AND src.resident_id = p.resident_id AND p.left_why IS NULL
"""
_RESTORE = f"""
UPDATE residents_resident r SET {", ".join(f"{name} = o.{name}" for name in _RESTORED)}, version = r.version + 1
FROM undo_old o JOIN undo_people p ON p.resident_id = o.pgh_obj_id WHERE r.id = o.pgh_obj_id AND p.left_why IS NULL
"""
_HEADS_AGAIN = """
UPDATE residents_household home SET head_id = r.id FROM undo_old o JOIN undo_people p ON p.resident_id = o.pgh_obj_id
JOIN residents_resident r ON r.id = o.pgh_obj_id
WHERE p.left_why IS NULL AND r.household_id = home.id AND r.relation_to_head = 'head' AND home.head_id IS NULL
"""
# Whoever makes a household by hand puts somebody into it: one that is younger than the batch, in which only people of the
# batch lived and on which nobody else wrote, is the import's.
_EMPTY_HOMES = f"""
DELETE FROM residents_household home USING undo_homes u
WHERE home.id = u.id AND home.created_at BETWEEN %(opened)s AND COALESCE(%(merged)s, now())
  AND NOT EXISTS (SELECT FROM residents_resident r WHERE r.household_id = home.id)
  AND NOT EXISTS (SELECT FROM residents_householdhistory h WHERE h.pgh_obj_id = home.id AND NOT {_MINE}
      AND (h.pgh_context->>'undoing')::bigint IS DISTINCT FROM %(batch)s)
"""
_COUNTS = """
SELECT count(*) FILTER (WHERE p.left_why IS NULL AND p.created), count(o.pgh_obj_id) FILTER (WHERE p.left_why IS NULL),
    count(*) FILTER (WHERE p.left_why IS NULL AND NOT p.created AND o.pgh_obj_id IS NULL), max(p.resident_id)
FROM undo_people p LEFT JOIN undo_old o ON o.pgh_obj_id = p.resident_id
"""
_LEFT_COUNTS = "SELECT left_why, count(*) FROM undo_people WHERE left_why IS NOT NULL GROUP BY left_why"
assert set(KEYS) <= set(_RESTORED), "the keys of a name go back with the name"


@dataclass(frozen=True, slots=True)
class Undone:
    """What one chunk did: people removed, people with their old values again, people whom the import had left alone,
    left people by reason, and the last resident id."""

    removed: int
    restored: int
    untouched: int
    left: dict[str, int]
    through: int


def people_of(batch: ImportBatch) -> int:
    """How many people the batch's rows lead to."""
    return SourceRow.objects.filter(batch=batch).values("resident_id").distinct().count()


def forget_left(batch: ImportBatch) -> None:
    """The batch is merged again: why its rows were left the last time is of no interest any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE residents_stagedrow SET reasons = ARRAY(SELECT code FROM unnest(reasons) AS code"
            " WHERE code <> ALL (%(left)s)) WHERE batch_id = %(batch)s AND reasons && %(left)s::varchar[]",
            {"left": list(LEFT), "batch": batch.pk},
        )


def undo_chunk(batch: ImportBatch, *, turn: int, after: int) -> Undone | None:
    """The next people after a resident id, within the running transaction; ``None`` when there are none."""
    params = {
        "batch": batch.pk, "turn": turn, "after": after, "chunk": CHUNK, "since": batch.created_at - SLACK,
        "opened": batch.created_at, "merged": batch.merged_at,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute(_PEOPLE, params)
        if not cursor.rowcount:
            cursor.execute("DROP TABLE undo_people")
            return None
        cursor.execute(_LOCK)
        _judge(cursor, params)
        cursor.execute(_COUNTS)
        removed, restored, untouched, through = cursor.fetchone()
        cursor.execute(_LEFT_COUNTS)
        left = dict(cursor.fetchall())
        _write(cursor, params)
        cursor.execute("DROP TABLE undo_people, undo_old, undo_homes")
    return Undone(removed, restored, untouched, left, through)


def _judge(cursor: Any, params: dict[str, Any]) -> None:
    """Who is left, and why: asked under the locks, so that what is seen now still holds when it is written."""
    cursor.execute(_OLD, params)
    cursor.execute("ANALYZE undo_people; ANALYZE undo_old")
    cursor.execute(_MARK_JOINED)
    cursor.execute(_MARK_CHANGED, params)
    cursor.execute(_MARK_OTHER_LIST, params)
    cursor.execute(_MARK_HOME_TAKEN)
    cursor.execute(_CREATED)
    created = [resident_id for (resident_id,) in cursor.fetchall()]
    cursor.execute(_MARK_WORK, [sorted(_worked_on(created))])
    cursor.execute(_HOMES)


def _worked_on(resident_ids: list[int]) -> set[int]:
    """Of these, whom a row of any app points at that somebody made by hand."""
    found: set[int] = set()
    for key in extension_points.on_purge.keys() - _OWN_KEYS:
        model, field = model_and_field(key)
        rows = model._base_manager.filter(**{f"{field}__in": resident_ids})
        derived = extension_points.made_by_portal.get(key)
        if derived is not None:
            rows = rows.exclude(derived)
        found.update(rows.values_list(f"{field}_id", flat=True).distinct())
    return found


def _write(cursor: Any, params: dict[str, Any]) -> None:
    cursor.execute(_NO_HEADS)
    cursor.execute(_KEEP_REASON, params)
    cursor.execute(_FORGET_SOURCES, params)
    cursor.execute(_CREATED)
    going = [resident_id for (resident_id,) in cursor.fetchall()]
    _remove(cursor, going, params)
    cursor.execute(_RESTORE)
    cursor.execute(_HEADS_AGAIN)
    cursor.execute(_EMPTY_HOMES, params)


def _remove(cursor: Any, resident_ids: list[int], params: dict[str, Any]) -> None:
    """These records; every app lets go of its rows first, the history keeps them."""
    if not resident_ids:
        return
    _let_go_of_other_batches(resident_ids, params["batch"])
    for purge in extension_points.on_purge.values():
        purge(resident_ids=resident_ids)
    cursor.execute("DELETE FROM residents_resident WHERE id = ANY (%s)", [resident_ids])


_LET_GO = """
UPDATE residents_stagedrow s SET resident_id = NULL, differences = '{}',
    reasons = ARRAY(SELECT code FROM unnest(s.reasons) AS code WHERE code NOT LIKE 'differs\\_%%'
        AND code <> ALL (ARRAY['probable_match', 'several_matches', 'person_deceased'])),
    outcome = CASE WHEN s.outcome IN ('updated', 'unchanged') THEN 'new' ELSE s.outcome END
WHERE s.batch_id = ANY (%s) AND s.resident_id = ANY (%s)
"""


def _let_go_of_other_batches(resident_ids: list[int], batch_id: int) -> None:
    """Rows of lists that wait for their merge and had found one of these people: they are new again."""
    waiting = ImportBatch.objects.filter(Q(status="review") | Q(status="merging")).exclude(pk=batch_id)
    ids = list(waiting.values_list("pk", flat=True))
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_LET_GO, [ids, resident_ids])

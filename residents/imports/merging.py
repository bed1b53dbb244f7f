"""Good rows into the register, in sets: one transaction per chunk, which also says how far the merge is.

A chunk allocates the ids of new residents first, so that households, their heads and members are each
written once. ``counts["merged_through"]`` moves in the same transaction: an attempt that was killed
leaves whole chunks only, and the next one goes on behind them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from residents.imports.comparing import SECOND_HEAD, filling, fills_now
from residents.imports.copying import FACTS, KEYS
from residents.models import ImportBatch

CHUNK = 10_000
ROWS_PER_PERSON = 5
LONGEST_BLOCK = 500
ONE_AT_A_TIME = 7310
"""Advisory lock of merges: two imports may take turns, chunk by chunk, and never race for a number."""

MERGEABLE = "outcome IN ('new', 'updated', 'unchanged')"

ONCE, AGAIN = "s.differences->'same_as' IS NULL", "s.differences->'same_as' IS NOT NULL"
"""People whom the list names for the first time, and once more."""

# A batch's rows lie together by id. ``batch_id + 0`` keeps the planner, whose statistics are older than the
# batch, from reading the whole batch by its own index for every chunk.
_OF_BATCH = f"batch_id + 0 = %s AND {MERGEABLE}"
_LAST = f"SELECT id, household_key FROM residents_stagedrow WHERE {_OF_BATCH} AND id BETWEEN %s AND %s ORDER BY id DESC LIMIT 1"
_NEXT = f"SELECT household_key FROM residents_stagedrow WHERE {_OF_BATCH} AND id BETWEEN %s AND %s ORDER BY id LIMIT 1"
_MANY_AGAIN = (
    f"SELECT max(id) FROM (SELECT s.id FROM residents_stagedrow s WHERE s.batch_id + 0 = %s AND s.{MERGEABLE} AND {AGAIN}"
    " AND s.id BETWEEN %s AND %s ORDER BY s.id LIMIT %s) AS rest"
)
_BLOCK = f"SELECT min(id) FROM residents_stagedrow WHERE {_OF_BATCH} AND id BETWEEN %s AND %s AND household_key = %s"

_SUB_UNITS = f"""
SELECT DISTINCT unit_id, sub_unit_name FROM residents_stagedrow
WHERE batch_id = %s AND {MERGEABLE} AND sub_unit_id IS NULL AND sub_unit_name IS NOT NULL AND unit_id IS NOT NULL
"""


def _next_id(table: str) -> str:
    """The sequence looked up once a statement, not once a row."""
    return f"nextval((SELECT pg_get_serial_sequence('{table}', 'id')::regclass))"


# ``+ 0``: the smallest id is not to be looked for along the primary key, past everybody else.
_CHUNK = f"""
CREATE TEMP TABLE import_chunk ON COMMIT DROP AS
SELECT s.id AS staged_id, s.sheet, s.row, s.unit_id, s.household_key, s.relation_to_head, s.permanent_address,
    COALESCE(s.sub_unit_id, su.id) AS sub_unit_id, (s.differences->>'same_as')::bigint AS same_as,
    s.outcome = 'new' AND late.id IS NULL AS is_new,
    CASE WHEN s.outcome <> 'new' THEN s.resident_id
         WHEN late.id IS NOT NULL THEN late.id
         ELSE {_next_id("residents_resident")} END AS resident_id
FROM residents_stagedrow s
LEFT JOIN areas_subunit su ON su.unit_id = s.unit_id AND su.name = s.sub_unit_name AND s.sub_unit_id IS NULL
LEFT JOIN LATERAL (SELECT min(r.id + 0) AS id FROM residents_resident r
    WHERE s.outcome = 'new' AND s.personal_id IS NOT NULL AND r.personal_id = s.personal_id) late ON true
WHERE s.batch_id + 0 = %(batch)s AND s.id > %(after)s AND s.id <= %(through)s AND s.{MERGEABLE} AND {{rows}}
"""

_TWINS = """
UPDATE import_chunk c SET resident_id = COALESCE(here.resident_id, before.resident_id)
FROM import_chunk again LEFT JOIN import_chunk here ON here.staged_id = again.same_as
LEFT JOIN LATERAL (SELECT src.resident_id FROM residents_stagedrow s JOIN residents_sourcerow src
    ON src.batch_id = s.batch_id AND src.sheet = s.sheet AND src.row = s.row WHERE s.id = again.same_as) before ON true
WHERE again.staged_id = c.staged_id AND again.same_as IS NOT NULL AND again.resident_id IS NULL
"""

_HOUSEHOLDS = f"""
CREATE TEMP TABLE import_households ON COMMIT DROP AS
WITH blocks AS (
    SELECT c.unit_id, c.household_key, c.household_key NOT LIKE '#%%' AS numbered,
        min(c.resident_id) FILTER (WHERE COALESCE(r.relation_to_head, c.relation_to_head) = 'head'
            AND (c.is_new OR (r.household_id IS NULL AND r.unit_id = c.unit_id))) AS head_id,
        min(c.sub_unit_id) AS sub_unit_id,
        COALESCE(min(c.permanent_address) FILTER (WHERE c.relation_to_head = 'head'), min(c.permanent_address)) AS address,
        min(r.household_id) FILTER (WHERE c.household_key LIKE '#%%') AS lived_in,
        bool_or(c.is_new OR (r.household_id IS NULL AND r.unit_id = c.unit_id)) AS needed
    FROM import_chunk c LEFT JOIN residents_resident r ON r.id = c.resident_id
    WHERE c.household_key IS NOT NULL AND c.unit_id IS NOT NULL AND c.resident_id IS NOT NULL AND c.same_as IS NULL
    GROUP BY c.unit_id, c.household_key
)
SELECT b.*, known.id IS NULL AND b.lived_in IS NULL AS is_new,
    COALESCE(known.id, b.lived_in, {_next_id("residents_household")}) AS id
FROM blocks b
LEFT JOIN residents_household known ON b.numbered AND known.unit_id = b.unit_id AND known.number = left(b.household_key, 40)
WHERE b.needed
"""

_INSERT_HOUSEHOLDS = """
INSERT INTO residents_household (id, unit_id, sub_unit_id, number, address, head_id)
SELECT id, unit_id, sub_unit_id, CASE WHEN numbered THEN left(household_key, 40) END, address, head_id
FROM import_households WHERE is_new
ON CONFLICT (unit_id, number) WHERE number IS NOT NULL DO NOTHING
"""

# Somebody may have written the same number a moment ago: then theirs is meant.
_SETTLE_HOUSEHOLDS = """
UPDATE import_households i SET id = h.id FROM residents_household h
WHERE i.is_new AND i.numbered AND h.unit_id = i.unit_id AND h.number = left(i.household_key, 40) AND h.id <> i.id
"""

# One head: where somebody heads the household already, the list names no other.
_SETTLE_HEADS = """
UPDATE import_households i SET head_id = NULL FROM residents_household h
WHERE h.id = i.id AND i.head_id IS NOT NULL AND h.head_id IS DISTINCT FROM i.head_id AND (h.head_id IS NOT NULL
    OR EXISTS (SELECT FROM residents_resident r WHERE r.household_id = h.id AND r.relation_to_head = 'head'))
"""

# Two blocks of a file may be one household of the register.
_FIRST_HEADS = """
UPDATE import_households i SET head_id = NULL FROM import_households other
WHERE other.id = i.id AND other.household_key < i.household_key AND other.head_id IS NOT NULL
"""

_HEADS = """
UPDATE residents_household h SET head_id = i.head_id FROM import_households i
WHERE h.id = i.id AND h.head_id IS NULL AND i.head_id IS NOT NULL
"""

_COPIED = ", ".join(FACTS + KEYS)
_INSERT = f"""
INSERT INTO residents_resident (id, unit_id, sub_unit_id, household_id, created_by_id, card_state, eid_state, {_COPIED})
SELECT c.resident_id, c.unit_id, c.sub_unit_id,
    CASE WHEN (s.relation_to_head = 'head' AND c.resident_id IS DISTINCT FROM h.head_id) IS NOT TRUE THEN h.id END, %(officer)s, 'none', 'none', {", ".join(f"s.{name}" for name in FACTS + KEYS)}
FROM import_chunk c JOIN residents_stagedrow s ON s.id = c.staged_id
LEFT JOIN import_households h ON h.unit_id = c.unit_id AND h.household_key = c.household_key
WHERE c.is_new
"""

_FIRST_ROW = "NOT ('duplicate_row' = ANY (s.reasons))"
_UPDATE = f"""
UPDATE residents_resident r
SET {{filling}},
    household_id = CASE WHEN r.unit_id = c.unit_id AND NOT {SECOND_HEAD}
        THEN COALESCE(r.household_id, h.id) ELSE r.household_id END,
    sub_unit_id = CASE WHEN r.unit_id = c.unit_id THEN COALESCE(r.sub_unit_id, c.sub_unit_id) ELSE r.sub_unit_id END,
    version = r.version + 1
FROM import_chunk c JOIN residents_stagedrow s ON s.id = c.staged_id
LEFT JOIN import_households h ON h.unit_id = c.unit_id AND h.household_key = c.household_key
WHERE r.id = c.resident_id AND NOT c.is_new AND {{fills_now}}
"""

_SOURCES = """
INSERT INTO residents_sourcerow (resident_id, unit_id, batch_id, file_name, sheet, row, created_resident)
SELECT c.resident_id, COALESCE(r.unit_id, c.unit_id), %(batch)s, %(file_name)s, c.sheet, c.row,
    CASE WHEN c.is_new THEN c.resident_id END
FROM import_chunk c LEFT JOIN residents_resident r ON r.id = c.resident_id
WHERE c.resident_id IS NOT NULL
ON CONFLICT (batch_id, sheet, row) DO NOTHING
"""


class Lane(NamedTuple):
    """Between which staged ids a merge goes, and which of the rows there it takes (SQL of a staged row ``s``)."""

    first: int
    last: int
    rows: str = "true"


@dataclass(frozen=True, slots=True)
class Merged:
    """What one chunk did: rows looked at, people and households created, people changed, the last staged id."""

    rows: int
    created: int
    changed: int
    households: int
    through: int


def take_turn() -> None:
    """Wait until no other import merges; nobody else does before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def whole_or_rest(batch: ImportBatch) -> Lane:
    """All rows, or, where two lanes took everybody, those about somebody once more."""
    in_lanes = "lanes" in batch.counts.get("merge", {})
    return Lane(batch.counts["first_id"], batch.counts["last_id"], AGAIN if in_lanes else "true")


def merge_chunk(batch: ImportBatch, after: int, officer_id: int, lane: Lane) -> Merged | None:
    """The next rows of a lane after a staged id, within the running transaction, whose turn it is; ``None``: no more."""
    with connection.cursor() as cursor:
        # A chunk lost in a power cut is merged again; the end of the merge waits for all of them.
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL enable_seqscan = off")  # statistics are old in the middle of a mass insert
        through = _through(cursor, batch, after, lane)
        if through is None:
            return None
        params = {
            "batch": batch.pk, "after": after, "through": through, "officer": officer_id, "file_name": batch.file_name,
        }  # fmt: skip
        return _write(cursor, params, lane, batch.policies)


def _through(cursor: Any, batch: ImportBatch, after: int, lane: Lane) -> int | None:
    """The last id of the chunk; a block without a household number is not cut in two. ``None`` after the last row."""
    first = max(after + 1, lane.first)
    through = min(first + CHUNK - 1, lane.last)
    if first > lane.last:
        return None
    if lane.rows == AGAIN:
        cursor.execute(_MANY_AGAIN, [batch.pk, first, lane.last, CHUNK])
        return cursor.fetchone()[0]
    if through == lane.last:
        return through
    cursor.execute(_LAST, [batch.pk, first, through])
    last = cursor.fetchone()
    cursor.execute(_NEXT, [batch.pk, through + 1, through + LONGEST_BLOCK])
    beyond = cursor.fetchone()
    if last is None or beyond is None or beyond[0] != last[1] or not (last[1] or "").startswith("#"):
        return through
    cursor.execute(_BLOCK, [batch.pk, max(first, last[0] - LONGEST_BLOCK), last[0], last[1]])
    begins = cursor.fetchone()[0]
    return begins - 1 if begins > first else through


def _write(cursor: Any, params: dict[str, Any], lane: Lane, policies: Mapping[str, str]) -> Merged:
    cursor.execute(_CHUNK.format(rows=lane.rows), params)
    rows = cursor.rowcount
    cursor.execute("SET LOCAL enable_seqscan = on")
    cursor.execute(_TWINS)
    cursor.execute(_HOUSEHOLDS, {})
    cursor.execute(_INSERT_HOUSEHOLDS)
    households = cursor.rowcount
    cursor.execute(_SETTLE_HOUSEHOLDS)
    cursor.execute(_SETTLE_HEADS)
    cursor.execute(_FIRST_HEADS)
    cursor.execute(_INSERT, params)
    created = cursor.rowcount
    cursor.execute(_HEADS)
    changed = _fill(cursor, policies)
    cursor.execute(_SOURCES, params)
    cursor.execute("DROP TABLE import_chunk, import_households")
    return Merged(rows, created, changed, households, params["through"])


def _fill(cursor: Any, policies: Mapping[str, str]) -> int:
    """An UPDATE takes one row per person: a person with several rows in the chunk is filled by one after the other."""
    update = _UPDATE.format(
        filling=filling(policies, first=_FIRST_ROW), fills_now=fills_now(policies, first=_FIRST_ROW)
    )
    changed = 0
    for _turn in range(ROWS_PER_PERSON):
        cursor.execute(update)
        changed += cursor.rowcount
        if not cursor.rowcount:
            break
    return changed


def unknown_sub_units(batch_id: int) -> list[tuple[int, str]]:
    """(unit id, name) of the sub-units that mergeable rows name and no unit has yet."""
    with connection.cursor() as cursor:
        cursor.execute(_SUB_UNITS, [batch_id])
        return cursor.fetchall()

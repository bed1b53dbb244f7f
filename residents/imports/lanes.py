"""The two halves of a long list written side by side, by two connections, where they share nobody and no household.

Most of a merge is the register's indexes, which one connection writes one after the other. Each half goes on in chunks of its
own and notes how far it came in the transaction of the chunk (``counts["merge"]["lanes"]``); rows about somebody who
stands in the list before (``same_as``) come last, by themselves, when everybody is there.
"""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import connection, transaction

from kontum_portal.database import scope
from residents.imports.merging import LONGEST_BLOCK, MERGEABLE, ONCE, Lane, merge_chunk, take_turn
from residents.models import ImportBatch

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun

LONG = 40_000
"""From so many rows on two connections are worth the while."""

# ``+ 0``: read along the ids, not by the batch's own index (``merging``).
_TAKEN = f"FROM residents_stagedrow s WHERE s.batch_id + 0 = %(batch)s AND s.{MERGEABLE} AND {ONCE}"
_MIDDLE = f"SELECT s.id, s.unit_id, s.household_key {_TAKEN} AND s.id > %(half)s ORDER BY s.id LIMIT 1"
_BEYOND = (
    f"SELECT min(s.id) {_TAKEN} AND s.id > %(id)s AND s.id <= %(id)s + {LONGEST_BLOCK}"
    " AND (s.unit_id, s.household_key) IS DISTINCT FROM (%(unit)s::int, %(key)s::text)"
)
_IN_BOTH = (
    "EXISTS (SELECT FROM taken WHERE {what} IS NOT NULL GROUP BY {by} HAVING bool_or(upper) AND NOT bool_and(upper))"
)
_SHARED = f"""
WITH taken AS MATERIALIZED (
    SELECT s.id >= %(beyond)s AS upper, s.unit_id, left(s.household_key, 40) AS key, s.personal_id, s.resident_id,
        (SELECT household_id FROM residents_resident r WHERE r.id = s.resident_id) AS lives_in
    {_TAKEN} AND s.id BETWEEN %(first)s AND %(last)s
)
SELECT {_IN_BOTH.format(what="key", by="unit_id, key")} OR {_IN_BOTH.format(what="personal_id", by="personal_id")}
    OR {_IN_BOTH.format(what="resident_id", by="resident_id")} OR {_IN_BOTH.format(what="lives_in", by="lives_in")}
"""
_ADDED = ", ".join(
    f"'{name}', (counts->'merge'->>'{name}')::int + %({name})s" for name in ("rows", "created", "changed", "households")
)
_NOTE = f"""
UPDATE residents_importbatch SET counts = jsonb_set(counts, '{{merge}}', counts->'merge' || jsonb_build_object({_ADDED},
    'lanes', jsonb_set(counts->'merge'->'lanes', ARRAY[%(lane)s::text, 'through'], to_jsonb(%(through)s::bigint))))
WHERE id = %(batch)s
"""


def plan_lanes(batch: ImportBatch) -> None:
    """Divide a long list before its merge begins, within the running transaction; others stay whole."""
    counts = batch.counts
    first, last = counts["first_id"], counts["last_id"]
    if "merge" in counts or last - first < LONG:
        return
    beyond = _beyond_the_middle(batch.pk, first, last)
    if beyond is None:
        return
    ends = ((first, beyond - 1), (beyond, last))
    lanes = [{"first": begin, "last": end, "through": begin - 1} for begin, end in ends]
    merge = {"rows": 0, "created": 0, "changed": 0, "households": 0, "lanes": lanes}
    batch.counts = counts | {"merge": merge}
    ImportBatch.objects.filter(pk=batch.pk).update(counts=batch.counts)


def _beyond_the_middle(batch_id: int, first: int, last: int) -> int | None:
    """The first id of the second half, where a household begins; ``None`` when the halves share anything."""
    with connection.cursor() as cursor:
        cursor.execute(_MIDDLE, {"batch": batch_id, "half": (first + last) // 2})
        middle = cursor.fetchone()
        if middle is None:
            return None
        cursor.execute(_BEYOND, {"batch": batch_id, "id": middle[0], "unit": middle[1], "key": middle[2]})
        (beyond,) = cursor.fetchone()
        if beyond is None:
            return None
        cursor.execute(_SHARED, {"batch": batch_id, "beyond": beyond, "first": first, "last": last})
        return None if cursor.fetchone()[0] else beyond


def merge_side_by_side(run: "JobRun", batch: ImportBatch, total: int) -> None:
    """The lanes of a batch to their ends, a chunk of each at a time: between the chunks another import has its turn."""
    waiting = list(range(len(batch.counts.get("merge", {}).get("lanes", []))))
    with _connections(len(waiting)) as hands:
        while waiting:
            with transaction.atomic():
                take_turn()
                chunks = {lane: hands[lane].submit(_next_chunk, run, batch, lane) for lane in waiting}
                wait(chunks.values())
            waiting = [lane for lane, chunk in chunks.items() if chunk.result()]
            batch.refresh_from_db(fields=["counts"])
            run.progress(batch.counts["merge"]["rows"], total)


def begin_chunk(run: "JobRun", batch: ImportBatch) -> None:
    """What every chunk begins with, in a lane or not: who acts, told to the history, and that this attempt still may."""
    scope.enter(run.owner, batch=batch.pk, turn=batch.counts.get("turn", 1))
    run.fence()


def _next_chunk(run: "JobRun", batch: ImportBatch, number: int) -> bool:
    """One chunk of a lane and how far it came, in one transaction of this thread's connection."""
    lane = batch.counts["merge"]["lanes"][number]
    with transaction.atomic(), connection.cursor() as cursor:
        begin_chunk(run, batch)
        merged = merge_chunk(batch, lane["through"], batch.opened_by_id, Lane(lane["first"], lane["last"], ONCE))
        if merged is None:
            return False
        # Both lanes note it in one row: what is checked at the end is checked before that row is held.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_NOTE, {"batch": batch.pk, "lane": number, **asdict(merged)})
    return True


@contextlib.contextmanager
def _connections(count: int) -> Iterator[list[ThreadPoolExecutor]]:
    """One thread a lane, and so one connection; closed when the lanes have ended."""
    hands = [ThreadPoolExecutor(1, thread_name_prefix=f"lane-{number}") for number in range(count)]
    try:
        yield hands
    finally:
        for hand in hands:
            hand.submit(lambda: connection.close())
            hand.shutdown()

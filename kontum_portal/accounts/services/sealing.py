"""Sealing the logs: rows that have no seal yet are hashed, in id order, into a chain of seals.

Nobody who writes or reads a log waits for it. A row of a running transaction is not visible yet and
comes with a later seal, whatever its id: each row carries the number of its seal, so none is skipped
and a long transaction (here or in another database of the server) delays only its own rows.
"""

import hashlib

from django.db import connection, transaction

from kontum_portal.accounts.choices import LogKind
from kontum_portal.accounts.log_rows import LOG_TABLES, LogTable
from kontum_portal.accounts.models import Seal
from kontum_portal.accounts.seal_files import append_seals, read_seals

LOCK = 7302  # advisory lock, second key: the log
ROWS = 10_000  # of one seal
FIRST = "0" * 64

_WAITING = """
SELECT count(*), array_agg(id ORDER BY id), encode(sha256(string_agg(digest, ''::bytea ORDER BY id)), 'hex'),
       string_agg(substring(digest FROM 1 FOR 8), ''::bytea ORDER BY id)
FROM (
    SELECT id, {digest} AS digest FROM {table}
    WHERE seal_number IS NULL ORDER BY id LIMIT %s
) waiting
"""


def seal_logs() -> int:
    """Seal all that waits in both logs. Returns how many rows were sealed; 0 where another process is at it."""
    sealed = 0
    for log in LOG_TABLES:
        while count := _seal_next(log):
            sealed += count
        _write_file(log.kind)
    return sealed


@transaction.atomic
def _seal_next(log: LogTable) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [LOCK, log.kind])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_WAITING.format(digest=log.digest, table=log.table), [ROWS])
        count, ids, rows_hash, digests = cursor.fetchone()
        if count == 0:
            return 0
        last = Seal.objects.filter(log=log.kind).order_by("-number").first()
        seal = Seal(
            log=log.kind,
            number=last.number + 1 if last else 1,
            count=count,
            rows_hash=rows_hash,
            previous_hash=last.hash if last else FIRST,
            row_ids=ids,
            row_digests=digests,
        )
        seal.hash = hash_of(seal)
        seal.save(force_insert=True)
        cursor.execute(f"UPDATE {log.table} SET seal_number = %s WHERE id = ANY(%s)", [seal.number, ids])
        return int(count)


def hash_of(seal: Seal) -> str:
    """What the next seal, and the file outside, build on."""
    text = f"{seal.log} {seal.number} {seal.count} {seal.rows_hash} {seal.previous_hash}"
    return hashlib.sha256(text.encode()).hexdigest()


def _write_file(kind: LogKind) -> None:
    """Append the seals that the file lacks: the new ones, and any that a crash kept out of it."""
    written = read_seals(kind) or {}
    missing = Seal.objects.filter(log=kind, number__gt=max(written, default=0)).order_by("number")
    rows = list(missing.values_list("number", "hash"))
    if rows:
        append_seals(kind, rows)

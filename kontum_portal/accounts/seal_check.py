"""Checking the seals: the rows against their seals, the chain, and the file outside the database."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection

from kontum_portal.accounts.log_rows import LOG_TABLES, LogTable
from kontum_portal.accounts.models import Seal
from kontum_portal.accounts.seal_files import read_seals
from kontum_portal.accounts.services.sealing import FIRST, hash_of

DIGEST = 8  # bytes kept of each row


@dataclass(frozen=True)
class Broken:
    """The first thing that does not hold. ``row`` is None when it is the seal itself or the file."""

    log: str
    seal: int
    row: int | None
    what: str


@dataclass
class SealReport:
    """Rows sealed and waiting per log, and the first broken place, if any."""

    sealed: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    broken: Broken | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def check_seals() -> SealReport:
    """Recompute everything, in one pass over each log."""
    report = SealReport()
    for log in LOG_TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(seal_number), count(*) - count(seal_number) FROM {log.table}")
            report.sealed[log.kind.value], report.waiting[log.kind.value] = cursor.fetchone()
        report.broken = report.broken or next(_faults(log), None)
    return report


def _faults(log: LogTable) -> Iterator[Broken]:
    hashes = _hashes_of_rows(log)
    outside = read_seals(log.kind)
    previous, number = FIRST, 0
    seals = Seal.objects.filter(log=log.kind).order_by("number").defer("row_ids", "row_digests")
    for number, seal in enumerate(seals.iterator(chunk_size=500), start=1):
        if seal.number != number:
            yield Broken(log.kind, number, None, "the seal is missing")
        if seal.previous_hash != previous or seal.hash != hash_of(seal):
            yield Broken(log.kind, seal.number, None, "the seal was changed")
        if hashes.pop(seal.number, (0, "")) != (seal.count, seal.rows_hash):
            yield _first_broken_row(log, seal)
        if outside is not None and outside.get(seal.number, seal.hash) != seal.hash:
            yield Broken(log.kind, seal.number, None, "the seal differs from the file outside the database")
        previous = seal.hash
    if hashes:
        yield Broken(log.kind, min(hashes), _first_row_of(log, min(hashes)), "the row names a seal that is not there")
    if number and outside is None:
        yield Broken(log.kind, number, None, "the file outside the database is missing")
    if outside and max(outside) > number:
        yield Broken(log.kind, number + 1, None, "the seal is in the file outside the database, but not in it")


def _hashes_of_rows(log: LogTable) -> dict[int, tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT seal_number, count(*), encode(sha256(string_agg({log.digest}, ''::bytea ORDER BY id)), 'hex')"
            f" FROM {log.table} WHERE seal_number IS NOT NULL GROUP BY seal_number"
        )
        return {number: (count, digest) for number, count, digest in cursor.fetchall()}


def _first_broken_row(log: LogTable, seal: Seal) -> Broken:
    kept = {
        row_id: bytes(seal.row_digests[index * DIGEST : (index + 1) * DIGEST])
        for index, row_id in enumerate(seal.row_ids)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, substring({log.digest} FROM 1 FOR {DIGEST}) FROM {log.table} WHERE seal_number = %s",
            [seal.number],
        )
        found = {row_id: bytes(digest) for row_id, digest in cursor.fetchall()}
    for row_id in sorted(kept.keys() | found.keys()):
        if row_id not in found:
            return Broken(log.kind, seal.number, row_id, "the row is missing")
        if row_id not in kept:
            return Broken(log.kind, seal.number, row_id, "the row was added")
        if kept[row_id] != found[row_id]:
            return Broken(log.kind, seal.number, row_id, "the row was changed")
    return Broken(log.kind, seal.number, None, "the seal was changed")


def _first_row_of(log: LogTable, number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id) FROM {log.table} WHERE seal_number = %s", [number])
        return int(cursor.fetchone()[0])

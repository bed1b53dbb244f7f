"""From the file into staging: the reader's lines copied and asked the rules as they come, sub-units gathered, rows judged."""

import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from kontum_portal import clock
from kontum_portal.text import search_key
from residents.choices import BatchStatus
from residents.extension_points import import_kinds
from residents.imports import files
from residents.imports.copying import COLUMNS
from residents.imports.directory import directory_on
from residents.imports.judging import judge
from residents.imports.limits import limits_from_settings
from residents.imports.places import core_key
from residents.imports.reading import BLOCK, Reading, Request
from residents.models import ImportBatch, StagedRow
from residents.quality.evaluate import staged_with_rules_sql

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun

TABLE = StagedRow._meta.db_table
BYTES_AT_ONCE = 4 << 20
_KIND = re.compile(r"(?:Tổ dân phố|Thôn|Làng) ")
_COLUMNS = ", ".join(COLUMNS)
_LANDING = "import_landing"
_COPY = f"COPY {_LANDING} ({_COLUMNS}) FROM STDIN"


def stage(batch: ImportBatch, run: "JobRun") -> dict[str, Any]:
    """Read, copy and judge; begins anew when an earlier attempt was broken off. Returns the counts."""
    today = clock.today()
    with transaction.atomic():
        run.fence()
        _clear(batch)
    request = Request(
        path=files.file_of(batch.pk),
        batch_id=batch.pk,
        opened_by_id=batch.opened_by_id,
        today=today.isoformat(),
        directory=directory_on(today),
        unit_id=batch.unit_id,
        place_from_address=not import_kinds[batch.kind].adds_people,
        limits=limits_from_settings(),
    )
    with Reading(request) as reading:
        layout = reading.layout()
        batch.layout = layout
        ImportBatch.objects.filter(pk=batch.pk).update(layout=layout)
        total = layout["height"]
        _copy(reading, run, total)
    run.progress(reading.summary["rows"], reading.summary["rows"], _("Checking the rows"))
    with transaction.atomic():
        run.fence()
        _gather_sub_units(batch.pk)
        counts = judge(batch, reading.summary["rows"])
        counts |= {"rows": reading.summary["rows"], "peak_mb": reading.summary["peak_mb"]}
        ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.REVIEW, counts=counts, error="")
    return counts


def _clear(batch: ImportBatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE batch_id = %s", [batch.pk])
    ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.STAGING, counts={}, error="")


def _copy(reading: Reading, run: "JobRun", total: int | None) -> None:
    """COPY in transactions of some megabytes, so that progress is seen and a lost lease stops the work.

    The rules are asked here, while the reader is busy with the next lines: later every row would be written twice.
    """
    waiting, size, done = [], 0, 0
    run.progress(0, total, _("Reading the file"))
    for block in reading.blocks():
        waiting.append(block)
        size += len(block)
        if size >= BYTES_AT_ONCE:
            done += _copy_lines(waiting, run)
            waiting, size = [], 0
            run.progress(done, total)
    done += _copy_lines(waiting, run)
    run.progress(done, total)


def _copy_lines(blocks: list[bytes], run: "JobRun") -> int:
    data = b"".join(blocks)
    if not data:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        run.fence()
        cursor.execute("SET LOCAL synchronous_commit = off")  # the counts at the end wait for all of it
        cursor.execute(f"CREATE TEMP TABLE {_LANDING} ON COMMIT DROP AS SELECT {_COLUMNS} FROM {TABLE} WITH NO DATA")
        _copy_from(cursor.cursor, data)
        cursor.execute(*staged_with_rules_sql(_LANDING, COLUMNS))
        cursor.execute(f"DROP TABLE {_LANDING}")
        return data.count(b"\n")


def _copy_from(cursor: Any, data: bytes) -> None:
    """COPY by whichever driver Django found: psycopg 2, or 3 where that is installed too."""
    if hasattr(cursor, "copy_expert"):
        cursor.copy_expert(_COPY, io.BytesIO(data), BLOCK)
        return
    with cursor.copy(_COPY) as copy:
        copy.write(data)


def _gather_sub_units(batch_id: int) -> None:
    """Names without a known sub-unit that mean the same ("Plei Hra", "Làng Hra") become one: the fuller, more frequent."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, sub_unit_name, count(*) FROM {TABLE} WHERE batch_id = %s AND sub_unit_id IS NULL"
            " AND sub_unit_name IS NOT NULL GROUP BY unit_id, sub_unit_name",
            [batch_id],
        )
        alike: dict[tuple[int | None, str], list[tuple[str, int]]] = defaultdict(list)
        for unit_id, name, count in cursor.fetchall():
            alike[unit_id, core_key(name) or search_key(name)].append((name, count))
        for (unit_id, _key), names in alike.items():
            for name, best in _renamed(names):
                cursor.execute(
                    f"UPDATE {TABLE} SET sub_unit_name = %s WHERE batch_id = %s AND sub_unit_id IS NULL"
                    " AND unit_id IS NOT DISTINCT FROM %s AND sub_unit_name = %s",
                    [best, batch_id, unit_id, name],
                )


def _renamed(names: list[tuple[str, int]]) -> list[tuple[str, str]]:
    """(name, better name) for the spellings of one sub-unit; two kinds of full names stay two ("Thôn 1", "Tổ dân phố 1")."""
    full = [pair for pair in names if _KIND.match(pair[0])]
    kinds = {_KIND.match(name)[0] for name, _count in full}
    best_of = {
        kind: max((pair for pair in full if pair[0].startswith(kind)), key=lambda pair: pair[1])[0] for kind in kinds
    }
    loose = max(full or names, key=lambda pair: pair[1])[0]
    renamed = []
    for name, _count in names:
        match = _KIND.match(name)
        best = best_of[match[0]] if match else loose
        if best != name:
            renamed.append((name, best))
    return renamed

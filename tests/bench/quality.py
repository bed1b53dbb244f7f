"""A full pass of the quality rules against one reading of the same columns, and a pass after few changes."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from residents.quality.checking import run_quality
from residents.quality.evaluate import COLUMNS

CHANGED = 10_000
BULK = 2_000


def passes() -> dict[str, Any]:
    """Seconds. The scan counts every column that a rule reads, so each of them is really taken apart."""
    _run("ANALYZE residents_resident")
    scan = min(_timed(_scan) for _ in range(3))
    checked = run_quality(full=True)
    connection.close()  # a fresh session: see bulk_update
    _run("UPDATE residents_resident SET version = version + 1 WHERE id IN (SELECT id FROM residents_resident"
         " ORDER BY md5(id::text) LIMIT %s)", CHANGED)  # fmt: skip
    few = _timed(lambda: run_quality(full=False))
    return {
        "full": checked.seconds, "scan": scan, "few": few, "rows": checked.checked,
        "findings": checked.open, "rules": len(checked.rules),
    }  # fmt: skip


def bulk_update() -> dict[str, Any]:
    """Seconds of one update of many people in a fresh session, and in one that changed a single person before.

    Statement triggers keep the plan of their first run; one made for a single row must not be used for many.
    """
    many, one = (
        "id IN (SELECT id FROM residents_resident ORDER BY id LIMIT %s)",
        "id = (SELECT min(id) FROM residents_resident)",
    )
    connection.close()
    fresh = _timed(lambda: _run(f"UPDATE residents_resident SET version = version + 1 WHERE {many}", BULK))
    connection.close()
    _run(f"UPDATE residents_resident SET version = version + 1 WHERE {one}")
    used = _timed(lambda: _run(f"UPDATE residents_resident SET version = version + 1 WHERE {many}", BULK))
    return {"fresh": fresh, "used": used, "rows": BULK}


def _scan() -> None:
    counted = ", ".join(f"count({column})" for column in COLUMNS)
    _run(f"SELECT {counted} FROM residents_resident")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _run(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)

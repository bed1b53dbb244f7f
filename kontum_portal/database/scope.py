"""The scope of the running transaction: whose rows the database lets through.

PostgreSQL policies read ``portal.units`` (comma-separated unit ids) and ``portal.user``; history
triggers read ``pghistory.context_*``. All are local to the transaction: nothing set, nothing seen.
"""

import contextlib
import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

if TYPE_CHECKING:
    from kontum_portal.accounts.models import Officer

_SET = (
    "SELECT set_config('portal.units', {units}, true), set_config('portal.user', %s, true),"
    " set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
)
_CLEAR = _SET.format(units="%s")
# What was written about a unit before a reform is open to those who now see its successor.
_ENTER = _SET.format(units="areas_with_predecessors(%s)")
# One lock for the whole database: shared by whoever writes, taken alone by a reform of the units.
UNITS_LOCK = 7306


def clear() -> None:
    """Empty the scope of this transaction: no unit, no person."""
    with connection.cursor() as cursor:
        cursor.execute(_CLEAR, ["", "", "", ""])


def enter(officer: "Officer", **metadata: Any) -> None:
    """Set this transaction's scope to what the officer may see, and say who acts in the history."""
    units = ",".join(str(unit_id) for unit_id in sorted(officer.register_unit_ids))
    context = json.dumps({"user": officer.pk, **metadata})
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [units, str(officer.pk), str(uuid.uuid4()), context])


def hold_units(*, wait: bool) -> bool:
    """Until this transaction ends no reform moves people to other units; False when one is at it and nobody waits."""
    lock = "pg_advisory_xact_lock_shared" if wait else "pg_try_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)::text <> 'false'", [UNITS_LOCK])
        return bool(cursor.fetchone()[0])


def take_units() -> None:
    """Wait for all who are writing; nobody else begins to write before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [UNITS_LOCK])


def widen(unit_id: int) -> None:
    """Let this transaction write in one more unit; a rolled-back savepoint takes it back.

    For services that serve a citizen under a visit and have asked their own rules first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('portal.units', concat_ws(',', NULLIF(current_setting('portal.units', true), ''), %s), true)",
            [str(unit_id)],
        )


@contextlib.contextmanager
def request_transaction() -> Iterator[None]:
    """The one transaction of a request, its scope empty until it is known who asks."""
    with transaction.atomic():
        clear()
        yield


@contextlib.contextmanager
def acting_as(officer: "Officer") -> Iterator[None]:
    """One transaction in which a worker sees only what this officer may see.

    Takes on the role ``portal_web`` for the transaction, so that row-level security applies to a
    worker's connection too.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE portal_web")
        hold_units(wait=True)
        enter(officer)
        yield
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        clear()


@contextlib.contextmanager
def reaching(unit_id: int) -> Iterator[None]:
    """Let this transaction reach one unit more, for a deed between two wards that both have agreed to.

    A savepoint of its own, so that a refusal takes the wider scope back with everything else.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT COALESCE(current_setting('portal.units', true), '')")
            kept = cursor.fetchone()[0]
            wider = ",".join(part for part in (kept, str(unit_id)) if part)
            cursor.execute("SELECT set_config('portal.units', %s, true)", [wider])
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('portal.units', %s, true)", [kept])

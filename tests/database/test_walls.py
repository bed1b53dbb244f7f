"""The second wall, asked with raw SQL by a connection that signed in as ``portal_web``."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from psycopg2 import errors

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_access, record_deed
from kontum_portal.areas.models import AdminUnit
from tests.factories import make_household, make_resident
from tests.fresh_database import connect_as

# Tables with a unit that are no people's data, each with its reason.
WITHOUT_WALL = {
    "accounts_deed": "holds ids only; the web may add and read, and only the auditor's page reads",
    "accounts_accesslog": "holds ids only; the web may add and read, and only the auditor's page reads",
    "accounts_officer_units": "says which units an officer has: the scope is made from it",
    "areas_subunit": "names of hamlets, no people",
    "areas_expectedpopulation": "one number for a place",
    "areas_supervisionareaunit": "which units a command has",
}


@pytest.fixture
def web(fresh_database: str) -> Iterator[Any]:
    web = connect_as("web")
    yield web
    web.close()


def ask(web: Any, sql: str, *params: Any) -> Any:
    with web.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def protected_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND NOT relispartition ORDER BY relname")
        return [name for (name,) in cursor.fetchall()]


def people_of_two_wards() -> tuple[AdminUnit, AdminUnit]:
    here, there = AdminUnit.objects.get(name="Quyết Thắng"), AdminUnit.objects.get(name="Vinh Quang")
    for unit in (here, there):
        make_resident(unit)
        make_household(unit)
    return here, there


def test_nothing_set_nothing_seen(web: Any) -> None:
    people_of_two_wards()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE residents_resident SET version = 2")  # leaves rows in the history
    readable = [t for t in protected_tables() if ask(web, "SELECT has_table_privilege(%s, 'SELECT')", t) == [(True,)]]
    assert {"residents_resident", "residents_household", "residents_stagedrow"} <= set(readable)
    assert [table for table in readable if ask(web, f"SELECT count(*) FROM {table}") != [(0,)]] == []


def test_the_scope_lets_through_the_own_unit_only(web: Any) -> None:
    here, _there = people_of_two_wards()
    ask(web, "SELECT set_config('portal.units', %s, true)", str(here.pk))
    assert ask(web, "SELECT unit_id FROM residents_resident") == [(here.pk,)]
    assert ask(web, "SELECT unit_id FROM residents_household") == [(here.pk,)]


def test_the_scope_ends_with_its_transaction(web: Any) -> None:
    here, _there = people_of_two_wards()
    ask(web, "SELECT set_config('portal.units', %s, true)", str(here.pk))
    web.commit()
    assert ask(web, "SELECT count(*) FROM residents_resident") == [(0,)]


def test_nobody_is_moved_out_of_the_scope(web: Any) -> None:
    here, there = people_of_two_wards()
    ask(web, "SELECT set_config('portal.units', %s, true)", str(here.pk))
    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
        ask(web, "UPDATE residents_resident SET unit_id = %s", there.pk)


def test_the_history_of_other_units_is_not_seen(web: Any) -> None:
    here, _there = people_of_two_wards()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE residents_resident SET version = 2")
    ask(web, "SELECT set_config('portal.units', %s, true)", str(here.pk))
    assert ask(web, "SELECT unit_id FROM residents_residenthistory") == [(here.pk,)]


@pytest.mark.parametrize("table", ["accounts_deed", "accounts_accesslog"])
@pytest.mark.parametrize(
    "act", ["UPDATE {} SET actor_id = 0", "UPDATE {} SET seal_number = 1", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_the_web_cannot_change_a_log(web: Any, kept_officer: Officer, table: str, act: str) -> None:
    record_deed(actor=kept_officer, verb="tested", subject_kind="test", subject_id=1)
    record_access(officer=kept_officer, purpose="service", surface="test", subject_kind="test", subject_id=1)
    with pytest.raises(errors.InsufficientPrivilege):
        ask(web, act.format(table))


@pytest.mark.parametrize(
    "act",
    ["INSERT INTO accounts_seal DEFAULT VALUES", "UPDATE accounts_seal SET count = 0", "DELETE FROM accounts_seal"],
)
def test_the_web_cannot_touch_a_seal(web: Any, act: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        ask(web, act)


def test_the_worker_writes_the_seal_number_and_nothing_else(fresh_database: str, kept_officer: Officer) -> None:
    record_deed(actor=kept_officer, verb="tested", subject_kind="test", subject_id=1)
    worker = connect_as("worker")
    assert ask(worker, "UPDATE accounts_deed SET seal_number = 1") == 1
    with pytest.raises(errors.InsufficientPrivilege):
        ask(worker, "UPDATE accounts_deed SET verb = 'other'")
    worker.close()


@pytest.mark.parametrize(
    "act", ["DELETE FROM residents_residenthistory", "UPDATE residents_residenthistory SET full_name = ''"]
)
def test_the_web_cannot_rewrite_history(web: Any, act: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        ask(web, act)


@pytest.mark.django_db
def test_every_table_with_a_unit_stands_behind_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('unit_id', 'adminunit_id')"
            " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relrowsecurity"
            " AND c.relnamespace = 'public'::regnamespace"
        )
        open_tables = {name for (name,) in cursor.fetchall()}
    assert open_tables == set(WITHOUT_WALL)


@pytest.mark.django_db
def test_no_partition_is_open_to_the_web() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'"
            " AND (has_table_privilege('portal_web', oid, 'SELECT') OR has_table_privilege('portal_worker', oid, 'SELECT'))"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_policies_read_the_scope_of_the_transaction() -> None:
    """By themselves, by a function that does, or by asking the register, whose own policies stand in such a subselect."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname FROM pg_policies WHERE qual NOT LIKE '%portal.units%'"
            " AND qual NOT LIKE '%portal.user%' AND qual NOT LIKE '%FROM residents_resident person%'"
            " AND qual NOT LIKE '%portal\\_visit%()%'"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_no_history_trigger_keeps_the_plan_of_a_one_row_update() -> None:
    """A loop join kept from a small update makes the next bulk update quadratic."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, proconfig FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            r" WHERE tgname LIKE 'pgtrigger\_update\_%'"
        )
        triggers = cursor.fetchall()
    assert triggers
    assert [name for name, settings in triggers if "enable_nestloop=off" not in (settings or [])] == []

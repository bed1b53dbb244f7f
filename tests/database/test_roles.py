"""The roles of the database: what they are, and what happens when they may not be made."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from kontum_portal.database.management.commands.ensure_roles import _roles
from kontum_portal.database.roles import RightsMissingError, ensure_roles
from tests.fresh_database import connect_as

pytestmark = pytest.mark.xdist_group("roles")  # roles belong to the whole server

GRANTS = """
SELECT c.relname, c.relacl::text, array_agg(a.attacl::text ORDER BY a.attnum) FILTER (WHERE a.attacl IS NOT NULL)
FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'S', 'v') GROUP BY 1, 2 ORDER BY 1
"""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "bypasses"), [("portal_web", False), ("portal_worker", True), ("portal_backup", True)]
)
def test_each_role_is_what_it_should_be(role: str, bypasses: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolcanlogin, rolbypassrls, rolsuper OR rolcreaterole OR rolcreatedb OR rolinherit"
            " FROM pg_roles WHERE rolname = %s",
            [role],
        )
        assert cursor.fetchone() == (True, bypasses, False)


@pytest.mark.django_db
def test_the_web_is_a_member_of_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_auth_members WHERE member = 'portal_web'::regrole")
        assert cursor.fetchone() == (0,)


def test_the_worker_may_act_as_the_web(fresh_database: str) -> None:
    worker = connect_as("worker")
    with worker.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_web",)
    worker.close()


def test_a_second_run_changes_nothing(fresh_database: str) -> None:
    before = grants()
    call_command("ensure_roles", stdout=StringIO())
    out = StringIO()
    call_command("ensure_roles", stdout=out)
    assert grants() == before
    assert out.getvalue() == "The database roles are right.\n"


def test_tables_made_before_the_roles_get_their_rights(fresh_database: str) -> None:
    expected = grants()
    with connection.cursor() as cursor:
        cursor.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM portal_web, portal_worker, portal_backup")
    call_command("ensure_roles", stdout=StringIO())
    some = ("accounts_deed", "accounts_seal", "residents_resident", "residents_residenthistory_other")
    assert {name: grants()[name] for name in some} == {name: expected[name] for name in some}


@pytest.fixture
def poor_owner(fresh_database: str) -> Iterator[Any]:
    """An owner without the right to make or grant roles."""
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS poor_owner")
        cursor.execute("CREATE ROLE poor_owner LOGIN PASSWORD 'poor'")
    login = settings.DATABASE_LOGINS.owner
    poor = psycopg2.connect(
        host=login["HOST"], port=login["PORT"], dbname=fresh_database, user="poor_owner", password="poor"
    )
    yield poor
    poor.close()
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE poor_owner")


def test_without_the_right_the_sql_for_an_administrator_is_given(poor_owner: Any) -> None:
    with pytest.raises(RightsMissingError) as refusal:
        ensure_roles(poor_owner, _roles())
    assert refusal.value.script == 'GRANT portal_web TO "poor_owner";'


def test_the_script_holds_no_password_and_ends_the_command_with_2(
    poor_owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER ROLE portal_backup PASSWORD 'forgotten'")
    poor = poor_owner.info.dsn_parameters | {"password": "poor"}
    monkeypatch.setattr("kontum_portal.database.management.commands.ensure_roles._parameters", lambda: poor)
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("ensure_roles", stdout=out)
    assert refusal.value.returncode == 2
    assert 'ALTER ROLE "portal_backup" LOGIN NOINHERIT BYPASSRLS PASSWORD \'SCRAM-SHA-256$' in out.getvalue()
    assert _roles()[2].login["PASSWORD"] not in out.getvalue()
    monkeypatch.undo()
    call_command("ensure_roles", stdout=StringIO())  # the real owner mends it


def grants() -> dict[str, tuple[list[str], list[str] | None]]:
    """Rights by table: on the whole of it, and on single columns; in no order."""
    with connection.cursor() as cursor:
        cursor.execute(GRANTS)
        return {name: (sorted((acl or "").strip("{}").split(",")), columns) for name, acl, columns in cursor.fetchall()}

"""The roles of one database: who they are, what they may touch, and the SQL that makes it so.

``owner`` (the login of DATABASE_OWNER_URL) owns the tables and runs migrations; ``portal_web`` is
under row-level security; ``portal_worker`` and ``portal_backup`` are not. Roles belong to the whole
server and grants to one database, so this runs once per database.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg2
from psycopg2 import errors, sql
from psycopg2.extensions import encrypt_password

MINIMUM_VERSION = 150000
LOCK = 7300  # advisory lock: one ensure_roles at a time in this database
ATTEMPTS = 3  # roles are shared by all databases: two of them may be changing the same one

Statement = sql.Composable


@dataclass(frozen=True)
class Role:
    """A login as it has to be. ``login`` is a DATABASES entry (host, port, password)."""

    name: str
    bypasses_walls: bool
    login: Mapping[str, Any]


class RightsMissingError(Exception):
    """The owner may not create or change roles; ``script`` is what an administrator has to run."""

    def __init__(self, script: str) -> None:
        super().__init__(script)
        self.script = script


class ServerTooOldError(Exception):
    pass


# Tables of which a role gets less than reading and writing: applied again whenever grants are.
NARROWED = {
    "accounts_deed": {"portal_web": "SELECT, INSERT", "portal_worker": "SELECT, INSERT, UPDATE (seal_number)"},
    "accounts_accesslog": {"portal_web": "SELECT, INSERT", "portal_worker": "SELECT, INSERT, UPDATE (seal_number)"},
    "accounts_seal": {"portal_web": "SELECT", "portal_worker": "SELECT, INSERT"},
    "django_migrations": {"portal_web": "SELECT", "portal_worker": "SELECT"},
}
WRITERS = ("portal_web", "portal_worker")
RIGHTS = (
    ("TABLE", "SELECT, INSERT, UPDATE, DELETE", "portal_web, portal_worker"),
    ("SEQUENCE", "USAGE, SELECT", "portal_web, portal_worker"),
    ("TABLE", "SELECT", "portal_backup"),
    ("SEQUENCE", "SELECT", "portal_backup"),
)


def ensure_roles(connection: Any, roles: list[Role]) -> list[str]:
    """Make the roles and grants of the connected database right; returns one line for each change of a role.

    ``connection`` is a psycopg2 connection of the owner, outside a transaction.
    """
    if connection.server_version < MINIMUM_VERSION:
        raise ServerTooOldError
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _ensure_once(connection, roles)
        except (errors.InternalError_, errors.UniqueViolation):  # "tuple concurrently updated"
            connection.rollback()
            if attempt == ATTEMPTS:
                raise
    return []


def _ensure_once(connection: Any, roles: list[Role]) -> list[str]:
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        statements = [statement for role in roles for statement in _role_statements(cursor, role)]
        statements += _membership_statements(cursor)
        if statements:
            _run_or_refuse(connection, cursor, statements)
        for statement in _grants(cursor):
            cursor.execute(statement)
    return [statement.as_string(connection).partition(" PASSWORD")[0] for statement in statements]


def _run_or_refuse(connection: Any, cursor: Any, statements: list[Statement]) -> None:
    try:
        for statement in statements:
            cursor.execute(statement)
    except errors.InsufficientPrivilege as error:
        script = "\n".join(statement.as_string(connection) + ";" for statement in statements)
        raise RightsMissingError(script) from error


def _role_statements(cursor: Any, role: Role) -> Iterator[Statement]:
    cursor.execute(
        "SELECT rolcanlogin AND NOT rolsuper AND NOT rolcreaterole AND NOT rolcreatedb AND NOT rolinherit"
        " AND rolbypassrls = %s FROM pg_roles WHERE rolname = %s",
        [role.bypasses_walls, role.name],
    )
    found = cursor.fetchone()
    if found == (True,) and _can_sign_in(role):
        return
    attributes = "LOGIN NOINHERIT " + ("BYPASSRLS" if role.bypasses_walls else "NOBYPASSRLS")
    if found == (False,):
        attributes += " NOSUPERUSER NOCREATEROLE NOCREATEDB" if _is_superuser(cursor) else ""
    # The verifier, not the password: neither the server's log nor an administrator's screen shows it.
    verifier = encrypt_password(role.login["PASSWORD"], role.name, scope=cursor, algorithm="scram-sha-256")
    yield sql.SQL("{verb} ROLE {name} {attributes} PASSWORD {verifier}").format(
        verb=sql.SQL("ALTER" if found else "CREATE"),
        name=sql.Identifier(role.name),
        attributes=sql.SQL(attributes),
        verifier=sql.Literal(verifier),
    )


def _is_superuser(cursor: Any) -> bool:
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    return bool(cursor.fetchone()[0])


def _can_sign_in(role: Role) -> bool:
    try:
        psycopg2.connect(
            host=role.login["HOST"] or None,
            port=role.login["PORT"] or None,
            dbname=role.login["NAME"],
            user=role.name,
            password=role.login["PASSWORD"],
            **{"connect_timeout": 5, **role.login["OPTIONS"]},
        ).close()
    except psycopg2.OperationalError:
        return False
    return True


def _membership_statements(cursor: Any) -> Iterator[Statement]:
    """portal_web is a member of nothing; the worker and the owner may take on its role, for ``acting_as`` and tests."""
    cursor.execute(
        "SELECT roleid::regrole::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " WHERE r.rolname = 'portal_web'"
    )
    for (group,) in cursor.fetchall():
        yield sql.SQL("REVOKE {} FROM portal_web").format(sql.SQL(group))
    cursor.execute("SELECT current_user")
    for member in ("portal_worker", cursor.fetchone()[0]):
        if not _may_become_web(cursor, member):
            yield sql.SQL("GRANT portal_web TO {}").format(sql.Identifier(member))


def _may_become_web(cursor: Any, member: str) -> bool:
    """PostgreSQL 16 tells being a member from being allowed to SET ROLE."""
    privilege = "SET" if cursor.connection.server_version >= 160000 else "MEMBER"
    cursor.execute(
        "SELECT pg_has_role(member.oid, web.oid, %s) FROM pg_roles member, pg_roles web"
        " WHERE member.rolname = %s AND web.rolname = 'portal_web'",
        [privilege, member],
    )
    return cursor.fetchone() == (True,)


def _grants(cursor: Any) -> Iterator[Statement]:
    """What each role may touch: by default privileges for tables to come, and for those made before the roles were."""
    cursor.execute("SELECT current_database()")
    database = sql.Identifier(cursor.fetchone()[0])
    yield sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO portal_web, portal_worker, portal_backup").format(
        database
    )
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO portal_web, portal_worker, portal_backup")
    for kind, rights, given in RIGHTS:
        yield sql.SQL(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON {kind}S TO {given}")
    for kind, name in _without_grants(cursor):
        for _, rights, given in (right for right in RIGHTS if right[0] == kind):
            yield sql.SQL(f"GRANT {rights} ON {kind} {{}} TO {given}").format(sql.Identifier(name))
    yield from _narrowed(cursor)
    yield from _history(cursor)


def _without_grants(cursor: Any) -> list[tuple[str, str]]:
    """Tables and sequences that not even the backup may read. Others are left as their migrations made them."""
    cursor.execute(
        "SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')"
        " AND pg_get_userbyid(relowner) = current_user AND NOT CASE relkind"
        " WHEN 'S' THEN has_sequence_privilege('portal_backup', oid, 'SELECT')"
        " ELSE has_table_privilege('portal_backup', oid, 'SELECT') END"
    )
    return cursor.fetchall()


def _narrowed(cursor: Any) -> Iterator[Statement]:
    for table, rights in NARROWED.items():
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
        if cursor.fetchone() != (True,):
            continue
        for role, privileges in rights.items():
            yield sql.SQL("REVOKE ALL ON {} FROM {}").format(sql.Identifier(table), sql.Identifier(role))
            yield sql.SQL(f"GRANT {privileges} ON {{}} TO {{}}").format(sql.Identifier(table), sql.Identifier(role))


def _history(cursor: Any) -> Iterator[Statement]:
    """History is added to by triggers and read; its partitions are reached through their parent only."""
    writers = sql.SQL(", ").join(map(sql.Identifier, WRITERS))
    cursor.execute(
        "SELECT c.relname, c.relispartition FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND (c.relkind = 'p' OR (c.relispartition AND c.relkind = 'r'))"
        " AND a.attname = 'pgh_id' AND NOT a.attisdropped"
    )
    for table, is_partition in cursor.fetchall():
        privileges = sql.SQL("ALL" if is_partition else "UPDATE, DELETE")
        yield sql.SQL("REVOKE {} ON {} FROM {}").format(privileges, sql.Identifier(table), writers)

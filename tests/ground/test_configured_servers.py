"""``DATABASE_URL``: a server that somebody else runs is used as it is."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest

from kontum_portal import env


@pytest.fixture
def other_server(machine, start_user, monkeypatch) -> Callable[[str], str]:
    """A running server; makes a login ``clerk`` with the given rights and says the address of its database."""
    start_user("postgres")
    folder = Path(machine["PORTAL_VAR"]) / "postgres"
    monkeypatch.setenv("PORTAL_SECRET_KEY", (folder.parent / "secret_key").read_text().strip())
    password = env.derived_password("postgres")

    def make_clerk(rights: str) -> str:
        server = psycopg2.connect(host=str(folder), dbname="postgres", user="postgres", password=password)
        server.autocommit = True
        with contextlib.closing(server), server.cursor() as cursor:
            cursor.execute(f"CREATE ROLE clerk LOGIN {rights} PASSWORD 'clerk'")
            cursor.execute("CREATE DATABASE register OWNER clerk")
        return f"postgresql://clerk:clerk@{quote(str(folder), safe='')}/register"

    return make_clerk


def test_configured_server_is_prepared_and_no_other_is_started(other_server, manage, tmp_path):
    there = {"DATABASE_URL": other_server("CREATEROLE CREATEDB BYPASSRLS"), "PORTAL_VAR": str(tmp_path / "second")}
    assert manage("prepare", **there).returncode == 0
    again = manage("prepare", **there)
    assert (again.returncode, again.stdout) == (0, "21 units, 0 of them new.\n")
    unmade = manage("migrate", "--check", **there)
    assert (unmade.returncode, unmade.stderr) == (0, "")
    assert not (tmp_path / "second" / "postgres").exists()


def test_owner_who_may_not_create_roles_gets_the_sql(other_server, manage):
    finished = manage("prepare", DATABASE_URL=other_server("NOCREATEROLE"))
    assert finished.returncode == 2
    assert "CREATE ROLE" in finished.stdout
    assert "portal_web" in finished.stdout
    assert "The database roles are not there yet" in finished.stderr

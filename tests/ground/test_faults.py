"""What can be wrong with a machine is told in one sentence, with exit code 2 and no traceback."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

CLOSED = "postgresql://somebody:secret@127.0.0.1:1/portal"


def file_instead_of_folder(var: Path) -> None:
    var.write_text("not a folder")


def foreign_files(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "holiday.jpg").write_text("not a database")


def older_postgres(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "PG_VERSION").write_text("16\n")


def corrupt_database(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "PG_VERSION").write_text("18\n")


def damaged_key(var: Path) -> None:
    var.mkdir()
    (var / "secret_key").write_text("x\n")


def nothing(var: Path) -> None:
    """The folder is as it should be."""


FAULTS: dict[str, tuple[str, Callable[[Path], None], dict[str, str], str]] = {
    "folder cannot be made": (
        "prepare",
        nothing,
        {"PORTAL_VAR": "/proc/portal"},
        "The data folder /proc/portal cannot",
    ),
    "folder is a file": ("prepare", file_instead_of_folder, {}, "cannot be used: File exists"),
    "foreign files": ("prepare", foreign_files, {}, "is not a database of the portal"),
    "older PostgreSQL": ("prepare", older_postgres, {}, "was made by PostgreSQL 16, and this portal brings 18"),
    "corrupt database": ("prepare", corrupt_database, {}, "The embedded postgres does not start: "),
    "damaged key": ("prepare", damaged_key, {}, "is damaged"),
    "no database there": ("prepare", nothing, {"DATABASE_URL": CLOSED}, "PostgreSQL cannot be used as “somebody”: "),
    "other database": ("prepare", nothing, {"DATABASE_URL": "mysql://a@b/c"}, "must start with postgresql://"),
    "web signs in as somebody": (
        "prepare",
        nothing,
        {"DATABASE_URL": CLOSED, "DATABASE_OWNER_URL": CLOSED.replace("somebody", "owner")},
        "must sign in as portal_web",
    ),
    "impossible port": ("run", nothing, {"PORT": "0"}, "PORT must be a number"),
    "Redis refuses": (
        "run",
        nothing,
        {"REDIS_URL": "redis://127.0.0.1:1/0"},
        "Redis at 127.0.0.1:1/0 cannot be reached",
    ),
    "not Redis": ("run", nothing, {"REDIS_URL": "http://127.0.0.1"}, "REDIS_URL must start with redis://"),
    "unknown role": ("prepare", nothing, {"PORTAL_DB_ROLE": "king"}, "PORTAL_DB_ROLE must be one of"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_told_in_one_sentence(machine, manage, fault):
    command, arrange, variables, sentence = FAULTS[fault]
    arrange(Path(machine["PORTAL_VAR"]))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    finished = manage(command, **({"PORT": port} | variables))
    assert sentence in finished.stderr
    assert finished.returncode == 2
    assert len(finished.stderr.strip().splitlines()) == 1


def test_taken_port_is_told_before_anything_starts(machine, manage):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        finished = manage("run", PORT=str(other.getsockname()[1]))
    assert finished.returncode == 2
    assert "cannot be used: Address already in use. Stop what uses it" in finished.stderr
    assert not (Path(machine["PORTAL_VAR"]) / "postgres").exists()


def test_database_of_another_key_is_refused(machine, start_user, manage):
    start_user("postgres").communicate("\n")
    (Path(machine["PORTAL_VAR"]) / "secret_key").unlink()
    finished = manage("prepare")
    assert finished.returncode == 2
    assert "was made with another secret key" in finished.stderr


def test_command_on_an_unprepared_database_says_what_to_run(manage):
    finished = manage("verify_deeds")
    assert finished.returncode == 2
    assert "Has “manage.py prepare” been run?" in finished.stderr

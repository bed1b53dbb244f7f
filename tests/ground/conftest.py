"""A data folder of one's own and processes that use the embedded servers in it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kontum_portal import env

USER = """
import sys
from kontum_portal import env
from kontum_portal.embedded.services import ensure
with ensure(postgres="postgres" in sys.argv, redis="redis" in sys.argv):
    print("up", flush=True)
    sys.stdin.readline()
"""
_CONFIGURED = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL", "REDIS_URL", "PORTAL_DB_ROLE", "PORT")


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Unlike ``tmp_path`` short enough for a socket in it, whoever runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def machine(short_folder: Path) -> dict[str, str]:
    """An environment with an empty data folder and no server configured."""
    kept = {name: value for name, value in os.environ.items() if name not in _CONFIGURED}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "kontum_portal.settings",
        "PORTAL_VAR": str(short_folder / "var"),
        "PORTAL_PG_FAST": "1",
        "PYTHONPATH": str(env.BASE_DIR),
    }


@pytest.fixture
def start_user(machine: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a process that uses the named servers until it gets a line; it answers when they are up."""
    started: list[subprocess.Popen[str]] = []

    def start(*servers: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", USER, *servers],
            env=machine | {"PORTAL_DB_ROLE": "owner"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        return process

    yield start
    for process in started:
        process.communicate("\n" if process.poll() is None else None, timeout=60)


@pytest.fixture
def servers_of(machine: dict[str, str]) -> Callable[[], set[int]]:
    """The keepers and servers that live in the data folder now."""
    folder = machine["PORTAL_VAR"]

    def find() -> set[int]:
        found = set()
        for process in psutil.process_iter(["pid", "environ", "status"]):
            environment = process.info["environ"] or {}
            if environment.get("PORTAL_VAR") == folder and process.info["status"] != psutil.STATUS_ZOMBIE:
                found.add(process.info["pid"])
        return found - {os.getpid()}

    return find


@pytest.fixture
def manage(machine: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``manage.py`` in the data folder, with further variables as keywords."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(env.BASE_DIR / "manage.py"), *arguments]
        return subprocess.run(
            command, env=machine | variables, capture_output=True, text=True, timeout=120, check=False
        )

    return run

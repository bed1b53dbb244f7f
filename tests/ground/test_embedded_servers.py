"""The embedded servers: shared, stopped by their last user, never left behind."""

import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kontum_portal import env

BOTH = ("postgres", "redis")


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Poll what another process does; there is nothing to be told by."""
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.05)


def postmaster(machine: dict[str, str]) -> int:
    return int((Path(machine["PORTAL_VAR"]) / "postgres" / "postmaster.pid").read_text().split()[0])


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=60)
    assert process.returncode == 0


def test_second_process_shares_and_the_last_one_stops(machine, start_user, servers_of):
    first, number = start_user(*BOTH), None
    number = postmaster(machine)
    second = start_user(*BOTH)
    finish(first)
    assert postmaster(machine) == number, "the server stays for its second user"
    finish(second)
    assert servers_of() == set(), "the last user waits until everything has stopped"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_user_leaves_nothing_behind(start_user, servers_of, number):
    user = start_user(*BOTH)
    user.send_signal(number)
    user.wait(30)
    wait_until(lambda: servers_of() == set())


def test_killed_keeper_takes_its_server_along(machine, start_user, servers_of):
    user = start_user("postgres")
    keeper = int((Path(machine["PORTAL_VAR"]) / "locks" / "postgres.keeper").read_text())
    os.kill(keeper, signal.SIGKILL)
    wait_until(lambda: servers_of() == {user.pid})


def test_crashed_server_comes_back(machine, start_user):
    start_user("postgres")
    crashed = postmaster(machine)
    os.kill(crashed, signal.SIGKILL)
    wait_until(lambda: (Path(machine["PORTAL_VAR"]) / "postgres" / "postmaster.pid").exists())
    wait_until(lambda: postmaster(machine) != crashed)
    finish(start_user("postgres"))


def test_stale_postmaster_file_does_not_block_the_start(machine, start_user):
    finish(start_user("postgres"))
    mark = Path(machine["PORTAL_VAR"]) / "postgres" / "postmaster.pid"
    mark.write_text(f"{os.getpid()}\n")
    finish(start_user("postgres"))


def test_long_data_folder_path_uses_a_short_socket_folder(machine, start_user, servers_of):
    machine["PORTAL_VAR"] += "/" + "a-long-name-" * 9
    finish(start_user(*BOTH))
    assert servers_of() == set()


def test_ordinary_user_runs_the_servers(machine, tmp_path_factory):
    """As root the process drops to “nobody”; elsewhere the whole suite runs as an ordinary user."""
    folder = Path("/tmp") / f"portal-ordinary-{os.getpid()}"
    folder.mkdir()
    options = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    script = "from kontum_portal.embedded.services import ensure\nwith ensure(postgres=True, redis=True): print('up')"
    environment = machine | {
        "PORTAL_VAR": str(folder / "var"),
        "PORTAL_DB_ROLE": "owner",
        "PYTHONPATH": os.pathsep.join([str(env.BASE_DIR), *(path for path in sys.path if path.endswith("-packages"))]),
    }
    try:
        finished = subprocess.run(
            [_python_for_everyone(), "-c", script],
            env=environment, cwd="/", capture_output=True, text=True, check=False, **options,
        )  # fmt: skip
        assert (finished.stdout, finished.stderr) == ("up\n", "")
        assert (folder / "var" / "postgres").stat().st_uid == folder.stat().st_uid
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def _python_for_everyone() -> str:
    """This Python, or the system's of the same version where this one lies in root's home."""
    program = Path(sys.executable).resolve()
    if any(not folder.stat().st_mode & 0o001 for folder in program.parents) and os.geteuid() == 0:
        return f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    return sys.executable

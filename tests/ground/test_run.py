"""``manage.py run``: from an empty folder to the first page, and nothing left when it ends."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from kontum_portal import env
from tests.ground.test_embedded_servers import wait_until

pytestmark = pytest.mark.xdist_group("run")  # one data folder: prepared once, started again by the next test


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("run") / "var")


@pytest.fixture
def machine(machine: dict[str, str], folder: str) -> dict[str, str]:
    return machine | {"PORTAL_VAR": folder}


@pytest.fixture
def portal(machine: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The running portal in a process group of its own, as a terminal would start it, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, str(env.BASE_DIR / "manage.py"), "run"],
        env=machine | {"PORT": str(port), "PORTAL_DEMO": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield process, port
    process.kill()
    process.communicate()


def read_until_it_answers(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "The portal answers on" in line:
            return
    pytest.fail("".join(said))


def status_of(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_the_group_ends_everything(portal, servers_of: Callable[[], set[int]], number, code):
    process, port = portal
    read_until_it_answers(process)
    assert status_of(port, "/") in {200, 302}
    os.killpg(process.pid, number)
    process.communicate(timeout=60)
    assert process.returncode == code
    assert servers_of() == set()


def test_killed_portal_leaves_no_process(portal, servers_of):
    process, _port = portal
    read_until_it_answers(process)
    assert len(servers_of()) > 6, "web, worker, beat, two servers and their keepers"
    process.kill()
    process.wait()
    wait_until(lambda: servers_of() == set())

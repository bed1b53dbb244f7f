"""A portal of the benchmark's own: its data folder, its embedded servers, and processes with the real roles."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


class MeasureError(Exception):
    """A measure could not be taken; the sentence says which."""


class BenchPortal:
    """Made empty when entered, gone when left; every measure runs in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._env = os.environ | {
            "PORTAL_VAR": str(folder),
            "PORTAL_MFA": "demo",
            "DJANGO_SETTINGS_MODULE": "kontum_portal.settings",
        }
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL", "REDIS_URL", "PORTAL_DB_ROLE"):
            self._env.pop(name, None)

    def __enter__(self) -> Self:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self._holder = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.hold"],
            cwd=ROOT,
            env=self._env | {"PORTAL_DB_ROLE": "owner"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._holder.stdout is not None
        if self._holder.stdout.readline().strip() != "ready":
            raise MeasureError("The servers of the benchmark did not start.")
        self.manage("prepare")
        self.manage("compile_words")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._holder.communicate()  # closes its input: it stops the servers and ends
        shutil.rmtree(self.folder, ignore_errors=True)

    def manage(self, *arguments: str) -> str:
        """A command of the portal as scripts call it; its standard output."""
        return self._run([sys.executable, "manage.py", *arguments], {})

    def measure(self, function: str, *arguments: object, role: str = "worker") -> dict[str, Any]:
        """``module:function`` of this package in a new process signed in as ``role``; what it returns.

        ``peak_mb`` is the most memory that process held.
        """
        command = [sys.executable, "-m", "tests.bench.child", function, *map(str, arguments)]
        return json.loads(self._run(command, {"PORTAL_DB_ROLE": role}).splitlines()[-1])

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Web, worker and beat as ``make run`` starts them; the port they answer on."""
        port, log = _free_port(), self.folder / "run.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=ROOT,
                env=self._env | {"PORT": str(port)},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait_for(port, process, log)
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()

    def _run(self, command: list[str], env: dict[str, str]) -> str:
        finished = subprocess.run(
            command, cwd=ROOT, env=self._env | env, stdout=subprocess.PIPE, text=True, check=False
        )
        if finished.returncode:
            raise MeasureError(f"{' '.join(command[1:])} ended with {finished.returncode}; the reason stands above.")
        return finished.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise MeasureError(f"The portal under load ended before it answered:\n{log.read_text()[-2000:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise MeasureError(f"The portal under load did not answer within {START_SECONDS} s.")

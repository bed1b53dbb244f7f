"""Web, worker and beat as the Procfile names them, run together by honcho; none outlives this process."""

import contextlib
import http.client
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from honcho import process as honcho_process
from honcho.environ import parse_procfile
from honcho.manager import Manager

from kontum_portal import env
from kontum_portal.embedded.dying import die_with_parent

FIRST_PAGE_SECONDS = 60.0


def local_address() -> str:
    """Where this machine reaches the web process."""
    bound = env.text("PORTAL_BIND", "127.0.0.1")
    return "127.0.0.1" if bound == "0.0.0.0" else bound  # noqa: S104 - compared, not bound


class _Child(honcho_process.Popen):
    """A process that gets SIGTERM when honcho's relay for it dies."""

    def __init__(self, command: str, **options: Any) -> None:
        super().__init__(command, preexec_fn=die_with_parent(signal.SIGTERM), **options)


class _Relay(honcho_process.Process):
    """honcho's relay of one process's output; killed by the kernel when this process dies."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._child_ctor = _Child
        self._end_with_manager = die_with_parent(signal.SIGKILL)

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        self._end_with_manager()
        super().run(events, ignore_signals)


class Processes(Manager):
    """Everything in the Procfile; ``greet`` is called once the first page answers."""

    def __init__(self, *, port: int, greet: Callable[[], None]) -> None:
        super().__init__()
        self._process_ctor = _Relay
        self._port = port
        self._greet = greet
        environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            # On a machine where root starts the portal, celery would fill the screen with it.
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        }
        environment.pop("PORTAL_DB_ROLE", None)
        for name, command in parse_procfile((env.BASE_DIR / "Procfile").read_text(encoding="utf-8")).processes.items():
            self.add_process(name, command, env=environment, cwd=env.BASE_DIR)

    def _start(self) -> None:
        super()._start()
        # Started after the forks, so that no child is forked from a process with threads.
        threading.Thread(target=self._greet_when_ready, daemon=True).start()

    def _greet_when_ready(self) -> None:
        give_up = time.monotonic() + FIRST_PAGE_SECONDS
        while time.monotonic() < give_up:
            if _page_answers(self._port):
                self._greet()
                return
            time.sleep(0.1)


def _page_answers(port: int) -> bool:
    connection = http.client.HTTPConnection(local_address(), port, timeout=30)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False

"""``manage.py run``: the whole portal on this machine, from an empty folder to the first page."""

import os
import signal
import socket
import subprocess
import sys
from types import FrameType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from kontum_portal import env
from kontum_portal.accounts import demo
from kontum_portal.embedded.errors import ServiceError
from kontum_portal.embedded.processes import Processes, local_address
from kontum_portal.embedded.services import ensure
from kontum_portal.embedded.static_files import collect_static_files
from kontum_portal.embedded.words import compile_words


class Command(BaseCommand):
    help = "Runs web, worker and beat with the embedded servers; Ctrl-C stops everything."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        port = free_port()
        signal.signal(signal.SIGTERM, _end)
        compile_words()
        with ensure(postgres=True, redis=True):
            self._prepare()
            processes = Processes(port=port, greet=lambda: self._greet(port))
            processes.loop()
        if processes.returncode:
            sys.exit(processes.returncode)

    def _prepare(self) -> None:
        self._say("Preparing the database …")
        call_command("prepare", verbosity=0)
        if not settings.DEBUG:
            collect_static_files()
        if settings.PORTAL_DEMO and env.flag("PORTAL_DEMO", default=True) and _register_is_empty():
            self._say("Making the demo city, once …")
            _run_as_worker("load_demo")
        connections.close_all()

    def _greet(self, port: int) -> None:
        lines = ["", f"  The portal answers on http://{local_address()}:{port}"]
        sign_ins = demo.sign_ins() if settings.PORTAL_DEMO else []
        if sign_ins:
            width = max(len(username) for username, _password, _who in sign_ins)
            lines += ["  Demo sign-ins (user name, password, who):"]
            lines += [f"    {username:<{width}}  {password}  {who}" for username, password, who in sign_ins]
        self._say("\n".join([*lines, "  Ctrl-C stops everything.", ""]))

    def _say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()


def free_port() -> int:
    """The port to serve on, asked before anything is started."""
    word = env.text("PORT", "8000")
    if not word.isdecimal() or not 0 < int(word) < 65536:
        raise ServiceError(f"PORT must be a number from 1 to 65535, not “{word}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((env.text("PORTAL_BIND", "127.0.0.1"), int(word)))
        except OSError as error:
            raise ServiceError(
                f"Port {word} cannot be used: {error.strerror}. Stop what uses it, or set PORT to another one."
            ) from error
    return int(word)


def _register_is_empty() -> bool:
    return not apps.get_model("residents", "Resident")._base_manager.exists()


def _run_as_worker(*arguments: str) -> None:
    """A command that writes people's data, in a process that signs in as the worker."""
    command = [sys.executable, os.fspath(env.BASE_DIR / "manage.py"), *arguments]
    finished = subprocess.run(command, env=os.environ | {"PORTAL_DB_ROLE": "worker"}, check=False)
    if finished.returncode:
        raise ServiceError(f"“manage.py {arguments[0]}” failed: the reason stands above.")


def _end(number: int, frame: FrameType | None) -> None:
    """SIGTERM before the processes run; later honcho listens for it."""
    sys.exit(128 + number)

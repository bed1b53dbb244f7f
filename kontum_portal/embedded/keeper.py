"""The keeper of one embedded server: ``python -m kontum_portal.embedded.keeper postgres``.

It starts the server as its child, starts it again after a crash, and stops it when no process uses
it any more. Who uses it is told by a shared file lock, which the kernel releases even after
``kill -9``; so a server never outlives its users. When the keeper itself is killed, the kernel
passes the stop signal on to the server (``PR_SET_PDEATHSIG``).

``services`` starts the keeper and reads one line from it: ``ready``, or the sentence of the failure.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType
from typing import BinaryIO

from kontum_portal.embedded.dying import die_with_parent
from kontum_portal.embedded.errors import ServiceError
from kontum_portal.embedded.locks import FileLock
from kontum_portal.embedded.postgres_server import PostgresServer
from kontum_portal.embedded.redis_server import RedisServer
from kontum_portal.embedded.server import Server

START_SECONDS = 60.0  # recovery after a power cut takes its time
RETRY_SECONDS = 12.0  # after a crash the old children may hold the shared memory for up to ten seconds
STOP_SECONDS = 30.0
SERVERS: dict[str, type[Server]] = {"postgres": PostgresServer, "redis": RedisServer}


class StopRequestedError(Exception):
    """Nobody uses the server any more, or somebody asked the keeper to end."""


class AlreadyKeptError(Exception):
    """Another keeper has brought the server up meanwhile."""


class Keeper:
    """Runs one server for as long as somebody uses it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.child: subprocess.Popen[bytes] | None = None
        self.lock = FileLock(server.keeper_lock)

    def open(self) -> None:
        """Become the one keeper and bring the server up."""
        self._become_the_one()
        self.lock.write(str(os.getpid()))
        self.server.log_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.server.prepare()
        self._start()
        self.server.settle()

    def _become_the_one(self) -> None:
        """Another keeper may be stopping, or starting its server again after a crash: wait for either."""
        give_up = time.monotonic() + STOP_SECONDS
        while not self.lock.try_take():
            if self.server.is_ready():
                raise AlreadyKeptError
            if time.monotonic() > give_up:
                raise ServiceError(f"Another process holds {self.server.keeper_lock} and its server does not answer.")
            time.sleep(0.05)

    def watch(self) -> None:
        """Keep the server up until ``StopRequestedError`` comes out of the signal handler."""
        while self.child is not None:
            self.child.wait()
            self._start()

    def close(self) -> None:
        """Stop the server, kindly first."""
        for number, seconds in self._ways_to_stop():
            if self.child is None or self.child.poll() is not None:
                break
            self.child.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(seconds)
        if self.server.socket_folder != self.server.folder:
            with contextlib.suppress(OSError):
                self.server.socket_folder.rmdir()

    def _ways_to_stop(self) -> list[tuple[signal.Signals, float]]:
        return [(self.server.stop_signal, STOP_SECONDS), (self.server.last_signal, 5), (signal.SIGKILL, 5)]

    def _start(self) -> None:
        """Start the server and wait until it answers; try again for a while when it ends at once."""
        give_up = time.monotonic() + RETRY_SECONDS
        while True:
            start_of_log = self.server.log_path.stat().st_size if self.server.log_path.exists() else 0
            with self.server.log_path.open("ab") as log:
                self.child = self._launch(log)
            if self._answers():
                return
            reason = self._reason(start_of_log)
            if time.monotonic() > give_up or not self.server.may_start_later(reason):
                raise ServiceError(f"The embedded {self.server.name} does not start: {reason}")
            time.sleep(0.5)

    def _launch(self, log: BinaryIO) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.server.command(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent(self.server.stop_signal),
            **self.server.popen_options(),
        )

    def _answers(self) -> bool:
        """Wait until the child answers (True) or has ended (False)."""
        assert self.child is not None
        give_up = time.monotonic() + START_SECONDS
        while self.child.poll() is None:
            if self.server.is_ready():
                return True
            if time.monotonic() > give_up:
                self.close()
                raise ServiceError(
                    f"The embedded {self.server.name} did not answer within {START_SECONDS:.0f} seconds: "
                    f"see {self.server.log_path}."
                )
            time.sleep(0.02)
        return False

    def _reason(self, start_of_log: int) -> str:
        with self.server.log_path.open("rb") as log:
            log.seek(start_of_log)
            lines = log.read().decode("utf-8", "replace").splitlines()
        grave = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
        last = (grave or lines or ["it says nothing"])[-1]
        return last.rpartition("FATAL:")[2].rpartition("PANIC:")[2].strip()


def _stop_when_unused(server: Server) -> None:
    lock = FileLock(server.users_lock)
    lock.take()
    os.kill(os.getpid(), signal.SIGTERM)


def _request_stop(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise StopRequestedError


def _tell(line: str) -> None:
    """One line to whoever started the keeper; it may be gone already."""
    try:
        os.write(1, f"{line}\n".encode())
        os.dup2(2, 1)
    except BrokenPipeError:
        return


def main() -> int:
    """Keep the server named on the command line; 0 after a stop, 2 after a failure that was told."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _request_stop)
    keeper = Keeper(SERVERS[sys.argv[1]]())
    try:
        keeper.open()
        threading.Thread(target=_stop_when_unused, args=[keeper.server], daemon=True).start()
        _tell("ready")
        keeper.watch()
    except StopRequestedError:
        return 0
    except AlreadyKeptError:
        _tell("ready")
    except (ServiceError, OSError) as error:
        _tell(str(error))
        return 2
    finally:
        keeper.close()
        keeper.lock.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The one door to the embedded servers: ``with ensure(postgres=True, redis=True): …``.

A server that runs is shared, one that does not is started, and the last process that uses it stops
it. A configured server (``DATABASE_URL``, ``REDIS_URL``) is only asked whether it answers.
"""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from kontum_portal import env
from kontum_portal.embedded.errors import ServiceError
from kontum_portal.embedded.locks import FileLock
from kontum_portal.embedded.postgres_server import PostgresServer
from kontum_portal.embedded.redis_server import RedisServer
from kontum_portal.embedded.server import Server

STOP_SECONDS = 45.0


@dataclass
class _Hold:
    """This process's use of one server; counted, because a lock file may be opened only once per process."""

    lock: FileLock
    keeper: subprocess.Popen[bytes] | None
    uses: int = 0


_holds: dict[str, _Hold] = {}


@contextmanager
def ensure(*, postgres: bool = True, redis: bool = False) -> Iterator[None]:
    """Have the named servers answer for the length of the block. Raises ``ServiceError``."""
    with ExitStack() as stack:
        if postgres and env.databases().embedded:
            stack.enter_context(_using(PostgresServer()))
        if postgres:
            reach_postgres(getattr(env.databases(), env.database_role()))
        if redis and not env.text("REDIS_URL", ""):
            stack.enter_context(_using(RedisServer()))
        elif redis:
            reach_redis(env.text("REDIS_URL", ""))
        yield


def reach_postgres(entry: dict[str, Any]) -> None:
    """Refuse with a sentence when this login cannot be used."""
    try:
        psycopg2.connect(
            host=entry["HOST"] or None,
            port=entry["PORT"] or None,
            dbname=entry["NAME"],
            user=entry["USER"],
            password=entry["PASSWORD"] or None,
            **{"connect_timeout": 5, **entry["OPTIONS"]},
        ).close()
    except psycopg2.Error as error:
        reason = " ".join(str(error).split()) or "no answer"
        advice = " Has “manage.py prepare” been run?" if entry["USER"].startswith("portal_") else ""
        raise ServiceError(f"PostgreSQL cannot be used as “{entry['USER']}”: {reason}.{advice}") from error


def reach_redis(url: str) -> None:
    """Refuse with a sentence when Redis does not answer."""
    try:
        once = Retry(NoBackoff(), 0)
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5, retry=once) as client:
            client.ping()
    except (redis.RedisError, ValueError, OSError) as error:
        parts = urlsplit(url)
        place = parts.netloc.rpartition("@")[2] + parts.path  # without the password
        raise ServiceError(f"Redis at {place} cannot be reached: {' '.join(str(error).split())}") from error


@contextmanager
def _using(server: Server) -> Iterator[None]:
    hold = _holds.get(server.name)
    if hold is None:
        hold = _holds[server.name] = _take_hold(server)
    hold.uses += 1
    try:
        yield
    finally:
        hold.uses -= 1
        if hold.uses == 0:
            del _holds[server.name]
            _let_go(server, hold)


def _take_hold(server: Server) -> _Hold:
    try:
        start_lock, users_lock = FileLock(server.start_lock), FileLock(server.users_lock)
    except OSError as error:
        raise ServiceError(f"The data folder cannot be written ({error.filename}): {error.strerror}.") from error
    try:
        start_lock.take()
        users_lock.share()
        keeper = None if server.is_ready() else _start_keeper(server)
    except BaseException:
        users_lock.close()
        raise
    finally:
        start_lock.close()
    return _Hold(users_lock, keeper)


def _start_keeper(server: Server) -> subprocess.Popen[bytes]:
    server.log_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with server.log_path.open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "kontum_portal.embedded.keeper", server.name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=env.BASE_DIR,
            start_new_session=True,  # Ctrl-C in the terminal is for us; the keeper ends after us
        )
    assert keeper.stdout is not None
    with keeper.stdout as answer:
        line = answer.readline().decode().strip()
    if line != "ready":
        keeper.wait()
        raise ServiceError(line or f"The embedded {server.name} could not be started: see {server.log_path}.")
    return keeper


def _let_go(server: Server, hold: _Hold) -> None:
    """Stop using the server; the last user also waits until it has stopped."""
    try:
        last = hold.lock.try_take()
        if last:
            _stop_keeper(server)
    finally:
        hold.lock.close()
    if hold.keeper is None:
        return
    if last:
        hold.keeper.wait()
    elif hold.keeper.poll() is None:
        hold.keeper.returncode = 0  # it stays for the others: not ours to wait for


def _stop_keeper(server: Server) -> None:
    """Ask the keeper to end and wait for it. Never wait *for its lock*: it may wait for ours."""
    lock = FileLock(server.keeper_lock)
    try:
        number = lock.read()
        if number and not lock.try_take():
            _end(int(number))
    except ProcessLookupError:
        return
    finally:
        lock.close()


def _end(number: int) -> None:
    """Send the process its stop signal and wait until it is gone; it need not be our child."""
    process = os.pidfd_open(number)
    try:
        signal.pidfd_send_signal(process, signal.SIGTERM)
        select.select([process], [], [], STOP_SECONDS)
    finally:
        os.close(process)

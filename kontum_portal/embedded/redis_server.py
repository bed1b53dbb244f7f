"""The embedded Redis: a queue and a cache on a private socket. Nothing in it outlives it: the job rows do."""

import os
import signal
from pathlib import Path
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from kontum_portal import env
from kontum_portal.embedded import binaries
from kontum_portal.embedded.server import Server
from kontum_portal.embedded.system_user import private_folder, this_user


class RedisServer(Server):
    name = "redis"
    stop_signal = signal.SIGTERM

    @property
    def socket_folder(self) -> Path:
        return env.redis_socket().parent

    def prepare(self) -> None:
        private_folder(self.folder, this_user())
        private_folder(self.socket_folder, this_user())

    def command(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": os.fspath(env.redis_socket()),
            "unixsocketperm": "700",
            "dir": os.fspath(self.folder),
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
        }
        return [
            os.fspath(binaries.redis_server()),
            *(word for key, value in options.items() for word in (f"--{key}", value)),
        ]

    def popen_options(self) -> dict[str, Any]:
        return {"cwd": self.folder}

    def is_ready(self) -> bool:
        once = Retry(NoBackoff(), 0)
        with redis.Redis(unix_socket_path=os.fspath(env.redis_socket()), socket_timeout=2, retry=once) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def settle(self) -> None:
        """Nothing to do: an empty Redis is ready."""

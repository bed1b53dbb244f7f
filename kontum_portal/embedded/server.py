"""What the keeper needs to know of a server it starts: how to prepare, start, ask and stop it."""

import signal
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from kontum_portal import env


class Server(ABC):
    """One embedded server with its files in the data folder."""

    name: str
    stop_signal: signal.Signals
    last_signal: signal.Signals = signal.SIGKILL

    @property
    def folder(self) -> Path:
        """Its files."""
        return env.VAR_DIR / self.name

    @property
    @abstractmethod
    def socket_folder(self) -> Path:
        """Where its socket is; outside the data folder when that lies too deep."""

    @property
    def log_path(self) -> Path:
        return env.VAR_DIR / "log" / f"{self.name}.log"

    @property
    def users_lock(self) -> Path:
        """Shared by every process that uses the server; taken alone by whoever stops it."""
        return env.VAR_DIR / "locks" / f"{self.name}.users"

    @property
    def keeper_lock(self) -> Path:
        """Held by the one keeper of this server; the file says its process number."""
        return env.VAR_DIR / "locks" / f"{self.name}.keeper"

    @property
    def start_lock(self) -> Path:
        """Held by the one process that looks whether the server runs and starts it."""
        return env.VAR_DIR / "locks" / f"{self.name}.start"

    @abstractmethod
    def prepare(self) -> None:
        """Make folders and first files; harmless when they are there. Raises ``ServiceError``."""

    @abstractmethod
    def command(self) -> list[str]:
        """The program and its arguments."""

    @abstractmethod
    def popen_options(self) -> dict[str, Any]:
        """Further arguments for ``subprocess.Popen``: user and working folder."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Does it answer now?"""

    @abstractmethod
    def settle(self) -> None:
        """What must be done once it answers; harmless when done before."""

    def may_start_later(self, reason: str) -> bool:
        """Is this failure one that passes, as when children of a killed server still end?"""
        return False

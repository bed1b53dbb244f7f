"""File locks that the kernel releases when their process dies, however it dies.

POSIX record locks belong to a process and are not inherited by a fork. They are also dropped when
the process closes *any* descriptor of the file, so every file here is opened once per process.
"""

import fcntl
import os
from pathlib import Path


class FileLock:
    """A lock on a file, shared or alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def share(self) -> None:
        """Wait until nobody holds the lock alone, then share it."""
        fcntl.lockf(self._descriptor, fcntl.LOCK_SH)

    def take(self) -> None:
        """Wait until nobody else holds the lock, then hold it alone."""
        fcntl.lockf(self._descriptor, fcntl.LOCK_EX)

    def try_take(self) -> bool:
        """Hold the lock alone if nobody else holds it now."""
        try:
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def close(self) -> None:
        """Release the lock."""
        os.close(self._descriptor)

    def write(self, content: str) -> None:
        """Replace what the file says about its holder."""
        os.truncate(self._descriptor, 0)
        os.pwrite(self._descriptor, content.encode(), 0)

    def read(self) -> str:
        """What the holder wrote."""
        return os.pread(self._descriptor, 100, 0).decode()

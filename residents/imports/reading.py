"""Reading a file in a process of its own: started here, fed a request, killed when it takes too long."""

import contextlib
import fcntl
import json
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from django.conf import settings

from residents.imports import errors
from residents.imports.limits import Limits
from residents.imports.reader import REFUSED

logger = logging.getLogger(__name__)

BLOCK = 1 << 20
AHEAD = 16
"""Blocks that the reader may be ahead of the database, so that neither waits for the other."""
_OUT_OF_MEMORY = ("MemoryError", "memory allocation", "Cannot allocate memory", "can't start new thread")


@dataclass(frozen=True)
class Request:
    """What the reader's process is told; everything it needs, so that it opens no database."""

    path: Path
    batch_id: int
    opened_by_id: int
    today: str
    directory: dict[str, Any]
    unit_id: int | None = None
    place_from_address: bool = False
    limits: Limits = field(default_factory=Limits)

    def as_json(self) -> bytes:
        return json.dumps(
            {
                "path": str(self.path),
                "batch_id": self.batch_id,
                "opened_by_id": self.opened_by_id,
                "today": self.today,
                "directory": self.directory,
                "unit_id": self.unit_id,
                "place_from_address": self.place_from_address,
                "limits": self.limits.as_json(),
            }
        ).encode()


class Reading:
    """One reading: ``layout`` first, then ``blocks()`` of whole COPY lines; ``summary`` at the end.

    Raises the refusal that the reader found, or ``ReaderDiedError`` when it was killed.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.summary: dict[str, Any] = {}
        self._late = False

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "residents.imports.reader"],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._timer = threading.Timer(self.request.limits.seconds, self._kill)
        self._timer.daemon = True
        self._timer.start()
        self._said: list[bytes] = []
        self._listener = threading.Thread(target=self._listen, args=[self._pipe("stderr")], daemon=True)
        self._listener.start()
        self._blocks: queue.Queue[bytes] = queue.Queue(AHEAD)
        self._fetcher = threading.Thread(target=self._fetch, args=[self._pipe("stdout")], daemon=True)
        self._send()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        while self._fetcher.is_alive():
            with contextlib.suppress(queue.Empty):
                self._blocks.get(timeout=0.05)
        for name in ("stdout", "stderr"):
            self._pipe(name).close()

    def layout(self) -> dict[str, Any]:
        """What the list looks like; the first line of the answer."""
        line = self._pipe("stdout").readline()
        if not line.endswith(b"\n"):
            self._finish()
        return json.loads(line)

    def blocks(self) -> Iterator[bytes]:
        """Whole lines, about a megabyte at a time; afterwards ``summary`` is there."""
        self._fetcher.start()
        rest = b""
        while block := self._blocks.get():
            whole, newline, tail = block.rpartition(b"\n")
            if newline:
                yield rest + whole + newline
                rest = tail
            else:
                rest += block
        self._finish()

    def _send(self) -> None:
        stdin = self._pipe("stdin")
        try:
            stdin.write(self.request.as_json())
            stdin.close()
        except BrokenPipeError:
            logger.warning("the reader of batch %s ended before it was asked", self.request.batch_id)

    def _fetch(self, pipe: IO[bytes]) -> None:
        """Take what the reader writes; an empty block says that it has ended."""
        with contextlib.suppress(OSError):  # a pipe cannot be made wider without end
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, BLOCK)
        while block := pipe.read1(BLOCK):  # type: ignore[attr-defined]
            self._blocks.put(block)
        self._blocks.put(b"")

    def _listen(self, pipe: IO[bytes]) -> None:
        self._said.append(pipe.read())

    def _kill(self) -> None:
        self._late = True
        self._process.kill()

    def _pipe(self, name: str) -> Any:
        return getattr(self._process, name)

    def _finish(self) -> None:
        """Wait for the end, and raise what went wrong."""
        code = self._process.wait()
        self._listener.join()
        said = b"".join(self._said).decode(errors="replace").strip()
        if code == 0:
            self.summary = json.loads(said.splitlines()[-1])
            return
        if code == REFUSED:
            refusal = json.loads(said.splitlines()[-1])
            raise getattr(errors, refusal["refused"] + "Error")(**refusal["params"])
        limits = self.request.limits
        if self._late or code < 0 or any(sign in said for sign in _OUT_OF_MEMORY):
            raise errors.ReaderDiedError(memory=limits.memory_mb, seconds=limits.seconds)
        logger.error("the reader of batch %s ended with code %s: %s", self.request.batch_id, code, _last_place(said))
        raise errors.UnreadableFileError()


def _last_place(said: str) -> str:
    """Where a traceback ends, without its message: that may quote cells."""
    places = [line.strip() for line in said.splitlines() if line.strip().startswith("File ")]
    return places[-1] if places else "no traceback"

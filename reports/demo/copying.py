"""Sends lines to PostgreSQL by COPY while the next ones are being made."""

from concurrent.futures import Future, ThreadPoolExecutor
from io import StringIO
from types import TracebackType
from typing import Any, Self

from reports.demo.rows import Table

LINES_AT_ONCE = 25_000


class Copier:
    """Collects lines by table and copies them in the order of ``tables``; memory holds two portions at most.

    ``connection`` is the psycopg2 connection of the transaction; between ``add`` and ``drain`` it is
    used by the copying thread only.
    """

    def __init__(self, connection: Any, tables: tuple[Table, ...]) -> None:
        self._connection = connection
        self._tables = tables
        self._lines: dict[str, list[str]] = {name: [] for name, _ in tables}
        self._count = 0
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._sending: Future[None] | None = None
        self.copied: dict[str, int] = {name: 0 for name, _ in tables}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.drain()
        self._thread.shutdown()

    def add(self, table: Table, line: str) -> None:
        self._lines[table[0]].append(line)
        self._count += 1
        if self._count >= LINES_AT_ONCE:
            self._send()

    def drain(self) -> None:
        """Return when every line is in the database; raises what the copying raised."""
        self._send()
        if self._sending is not None:
            self._sending.result()

    def _send(self) -> None:
        if self._sending is not None:
            self._sending.result()
        portion, self._lines = self._lines, {name: [] for name, _ in self._tables}
        self._count = 0
        self._sending = self._thread.submit(self._copy, portion)

    def _copy(self, portion: dict[str, list[str]]) -> None:
        with self._connection.cursor() as cursor:
            for name, columns in self._tables:
                if portion[name]:
                    cursor.copy_expert(
                        f"COPY {name} ({', '.join(columns)}) FROM STDIN", StringIO("".join(portion[name]))
                    )
                    self.copied[name] += len(portion[name])

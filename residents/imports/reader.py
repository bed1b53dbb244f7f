"""The process that reads one file: ``python -m residents.imports.reader``, killable, with limits of its own.

Standard input: one JSON object (``Request``). Standard output: one JSON line with the layout, then
staged rows as COPY lines. Standard error: one JSON line at the end, what was read or why not.
"""

import datetime as dt
import gc
import json
import resource
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from residents.imports.copying import LineMaker
from residents.imports.errors import DamagedFileError, TooManyRowsError, UnreadableFileError
from residents.imports.limits import MEGABYTE, Limits
from residents.imports.memory import peak_megabytes
from residents.imports.opening import FileType, check_file, find_damage
from residents.imports.places import Directory
from residents.imports.rows import RowReader, passed_over
from residents.imports.workbooks import OpenSheet, open_sheet
from residents.name_keys import name_keys

REFUSED = 3
_LINES_AT_ONCE = 500


def main(request: dict[str, Any], out: TextIO) -> dict[str, Any]:
    """Read the file of the request; lines go to ``out``, the answer is what was read."""
    limits = Limits(**request["limits"])
    _limit_this_process(limits, Path(request["path"]))
    path = Path(request["path"])
    file_type = check_file(path, limits)
    damage = _DamageCheck(path, file_type)
    sheet = open_sheet(path, file_type, limits)
    reader = RowReader(
        sheet.layout,
        Directory.from_json(request["directory"]),
        dt.date.fromisoformat(request["today"]),
        unit_id=request["unit_id"],
        cell_limit=limits.cell,
    )
    reader.styles = sheet.styles
    reader.place_from_address = request["place_from_address"]
    out.write(json.dumps(_described(sheet, reader, file_type)) + "\n")
    people, others = _write_lines(reader, sheet, LineMaker(request["batch_id"], request["opened_by_id"]), limits, out)
    if damage.found():
        raise DamagedFileError()
    return {"rows": people + others, "people": people, "peak_mb": peak_megabytes()}


def _described(sheet: OpenSheet, reader: RowReader, file_type: FileType) -> dict[str, Any]:
    layout = sheet.layout
    return {
        "file_type": str(file_type),
        "sheet": layout.sheet,
        "header_rows": list(layout.header_rows),
        "columns": [asdict(column) for column in layout.columns],
        "left_out": layout.left_out,
        "passed_over": passed_over(layout),
        "title": layout.title[:12],
        "title_unit_id": reader.directory.living(reader.title_unit),
        "charset": layout.charset,
        "height": sheet.height,
    }


def _write_lines(reader: RowReader, sheet: OpenSheet, maker: LineMaker, limits: Limits, out: TextIO) -> tuple[int, int]:
    people = others = 0
    lines: list[str] = []
    for row in reader.read(sheet.rows()):
        lines.append(maker.line(row))
        if row.values:
            people += 1
        else:
            others += 1
        if len(lines) >= _LINES_AT_ONCE:
            out.write("".join(lines))
            lines.clear()
            _keep_small(people)
            if people + others > limits.rows:
                raise TooManyRowsError(rows=f"> {limits.rows}", limit=limits.rows)
    out.write("".join(lines))
    return people, others


def _keep_small(people: int) -> None:
    """Names rarely come again after many rows: their keys need not be kept."""
    if people % 20_000 < _LINES_AT_ONCE:
        name_keys.cache_clear()


class _DamageCheck:
    """The checksums of an archive's large parts, verified beside the reading."""

    def __init__(self, path: Path, file_type: FileType) -> None:
        self.damaged = False
        self._thread = threading.Thread(target=self._check, args=[path], daemon=True)
        self._needed = file_type in (FileType.XLSX, FileType.ODS)
        if self._needed:
            self._thread.start()

    def _check(self, path: Path) -> None:
        self.damaged = find_damage(path)

    def found(self) -> bool:
        if self._needed:
            self._thread.join()
        return self.damaged


def _limit_this_process(limits: Limits, path: Path) -> None:
    """A small file gets little memory: what it unfolds to is then a sign of harm."""
    size = path.stat().st_size if path.exists() else 0
    memory = min(limits.memory_mb, 600 + 40 * size // MEGABYTE) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(request: TextIO, out: TextIO, said: TextIO) -> int:
    """Read, and say on ``said`` what came of it; the exit code."""
    try:
        told = main(json.load(request), out)
        code = 0
    except UnreadableFileError as refusal:
        told, code = {"refused": refusal.code, "params": refusal.params}, REFUSED
    said.write(json.dumps(told, default=str) + "\n")
    return code


if __name__ == "__main__":
    gc.disable()  # rows make no cycles, and looking for some costs a tenth of the time
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    sys.exit(answer(sys.stdin, sys.stdout, sys.stderr))

"""A spreadsheet through the same staging as the page, in this process."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import officer_named, system_officer
from kontum_portal.jobs.services import run_now
from residents.errors import UnknownOfficerError
from residents.extension_points import import_kinds
from residents.imports.directory import unit_with_code
from residents.imports.errors import NoSuchFileError, UnknownKindError, UnknownMappingError
from residents.imports.files import CHUNK
from residents.imports.memory import peak_megabytes
from residents.imports.queries import can_be_merged, forecast
from residents.imports.results import write_give_back, write_rows
from residents.imports.services import open_batch, start_merge
from residents.models import ImportBatch


class Command(BaseCommand):
    help = "Read a spreadsheet into staging, say what would come of it, and merge its good rows with --merge."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--kind", required=True, metavar="KIND", help="what the list holds, for example residents")
        parser.add_argument("--unit", metavar="CODE", help="the unit whose list this is; else the list itself says so")
        parser.add_argument("--mapping", metavar="NAME", help="columns as they were corrected and saved before")
        parser.add_argument("--merge", action="store_true", help="write the good rows to the register")
        parser.add_argument("--json", action="store_true", help="one object on the last line")
        parser.add_argument("--rows", metavar="OUT.csv", type=Path, help="every row with its outcome and reasons")
        parser.add_argument("--give-back", metavar="OUT.xlsx", type=Path, help="the rows not taken, with the reasons")
        parser.add_argument("--as", dest="username", default="", metavar="USERNAME", help="who acts (default: system)")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        batch = self._staged(_officer(options["username"]), options)
        if options["merge"] and can_be_merged(batch):
            run_now(start_merge(officer=batch.opened_by, batch=batch).pk)
            batch.refresh_from_db()
        if options["rows"]:
            with options["rows"].open("w", encoding="utf-8", newline="") as out:
                write_rows(batch, out)
        if options["give_back"]:
            write_give_back(batch, options["give_back"])
        result = forecast(batch) | {"seconds": round(time.monotonic() - started, 3)}
        result["peak_mb"] = max(result["peak_mb"], peak_megabytes())
        self.stdout.write(json.dumps(result) if options["json"] else _as_text(result))

    def _staged(self, officer: Officer, options: dict[str, Any]) -> ImportBatch:
        """The batch, read and judged; the refusals come first, so that nothing is kept of a wrong call."""
        path: Path = options["file"]
        if options["kind"] not in import_kinds:
            raise UnknownKindError(kind=options["kind"], kinds=", ".join(sorted(import_kinds)))
        if options["mapping"]:
            raise UnknownMappingError(name=options["mapping"])
        if not path.is_file():
            raise NoSuchFileError(name=path.name)
        unit = unit_with_code(options["unit"], clock.today()) if options["unit"] else None
        batch, job = open_batch(
            officer=officer, chunks=lambda: _chunks(path), file_name=path.name, kind=options["kind"], unit=unit
        )
        self.stderr.write(f"Batch {batch.pk}: reading {path.name} …")
        run_now(job.pk)
        batch.refresh_from_db()
        return batch


def _officer(username: str) -> Officer:
    officer = officer_named(username) if username else system_officer()
    if officer is None:
        raise UnknownOfficerError(username=username)
    return officer


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _as_text(result: dict[str, Any]) -> str:
    counts = "{rows} rows: {new} new, {updated} updated, {unchanged} unchanged, {doubtful} doubtful, {refused} refused"
    lines = [(counts + ", {not_a_person} no people; {merged} merged; {seconds} s, {peak_mb} MB").format(**result)]
    reasons = sorted(result["reasons"].items(), key=lambda item: -item[1])
    return "\n".join([*lines, *(f"{number:>10}  {code}" for code, number in reasons)])

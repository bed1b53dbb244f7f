"""A merged import taken back through the same job as the page, in this process."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal.accounts.queries import officer_named, system_officer
from kontum_portal.jobs.services import run_now
from residents.errors import UnknownOfficerError
from residents.imports.errors import NoSuchBatchError
from residents.imports.queries import batches_of
from residents.imports.services import start_undo


class Command(BaseCommand):
    help = "Take a merged import out of the register again; records that somebody has worked on since are left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", metavar="BATCH", type=int, help="the number that import_spreadsheet printed")
        parser.add_argument("--json", action="store_true", help="one object on the last line")
        parser.add_argument("--as", dest="username", default="", metavar="USERNAME", help="who acts (default: system)")

    def handle(self, *args: Any, **options: Any) -> None:
        officer = officer_named(options["username"]) if options["username"] else system_officer()
        if officer is None:
            raise UnknownOfficerError(username=options["username"])
        batch = batches_of(officer).filter(pk=options["batch"]).first()
        if batch is None:
            raise NoSuchBatchError(number=options["batch"])
        undone = run_now(start_undo(officer=officer, batch=batch).pk).result
        self.stdout.write(json.dumps(undone) if options["json"] else _as_text(undone))


def _as_text(undone: dict[str, Any]) -> str:
    told = "{removed} people taken out, {restored} restored, {untouched} not changed by the list".format(**undone)
    return "\n".join([told, *(f"{number:>10}  {code}" for code, number in sorted(undone["left"].items()))])

"""Check the seals on both logs."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kontum_portal.accounts.seal_check import SealReport, check_seals


class Command(BaseCommand):
    help = "Check that no sealed row of the deeds and the access log was changed, added or removed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        report = check_seals()
        self.stdout.write(json.dumps(report.as_json()) if options["json"] else _as_text(report))
        if report.broken:
            broken = report.broken
            place = f"row {broken.row} of seal {broken.seal}" if broken.row else f"seal {broken.seal}"
            raise CommandError(f"The log “{broken.log}” is broken at {place}: {broken.what}.", returncode=1)


def _as_text(report: SealReport) -> str:
    return "\n".join(
        f"{log}: {count} rows sealed, {report.waiting[log]} waiting" for log, count in report.sealed.items()
    )

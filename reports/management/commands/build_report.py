"""``manage.py build_report``: build a report and write one of its files."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.areas.queries import with_predecessors
from kontum_portal.jobs.services import run_now
from reports.choices import FileFormat, Group
from reports.errors import FolderMissingError, UnitNotFoundError
from reports.management.acting import add_as, officer_of
from reports.models import Report
from reports.periods import Period, parse_period
from reports.services.building import start_report
from reports.services.exporting import export_report


class Command(BaseCommand):
    help = "Builds the five-group report. Until somebody approves it, it is marked DỰ THẢO (draft)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--period", required=True, metavar="P", help="2026-10, 2026-W43, 2026-Q4, 2026-H1, 2026 or DATE..DATE"
        )
        parser.add_argument("--unit", metavar="CODE", help="one unit (default: the whole area)")
        parser.add_argument(
            "--group", type=int, action="append", choices=Group.values, help="one of the five groups (default: all)"
        )
        parser.add_argument("--format", required=True, choices=FileFormat.values)
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")
        add_as(parser)

    def handle(self, **options: Any) -> None:
        officer, period, out = officer_of(options), parse_period(options["period"]), options["out"]
        if not out.absolute().parent.is_dir():
            raise FolderMissingError(folder=out.absolute().parent)
        unit_id = _unit_id(officer, options["unit"], period)
        groups, file_format = options["group"] or Group.values, FileFormat(options["format"])
        report = start_report(officer=officer, period=period, unit_id=unit_id, groups=groups, formats=[file_format])
        run_now(report.job_id)
        report = Report.objects.get(pk=report.pk)
        path = export_report(officer=officer, report=report, file_format=file_format)
        shutil.copyfile(path, out)
        self.stdout.write(f"{out}: report {report.pk}, {period}, draft")


def _unit_id(officer: Officer, code: str | None, period: Period) -> int | None:
    """The unit that carried the code at the end of the period: codes were reused for other units."""
    if code is None:
        return None
    units = AdminUnit.objects.filter(code=code, pk__in=with_predecessors(officer.register_unit_ids))
    found = [unit for unit in units if unit.is_valid_on(period.end)]
    if not found:
        raise UnitNotFoundError(code=code)
    return found[-1].pk

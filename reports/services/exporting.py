"""Handing a report's file to somebody leaves a trace."""

from pathlib import Path

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from reports import rules
from reports.choices import FileFormat
from reports.models import Report
from reports.services.building import file_of


@transaction.atomic
def export_report(*, officer: Officer, report: Report, file_format: FileFormat) -> Path:
    if not rules.can_report_on(officer, report.unit_id):
        raise NotAllowedError
    path = file_of(report=report, file_format=file_format)
    record_deed(
        actor=officer,
        verb="export",
        subject_kind="report",
        subject_id=report.pk,
        unit_id=report.unit_id,
        format=str(file_format),
        status=report.status,
    )
    return path

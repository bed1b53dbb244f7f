"""Signing a report: from then on it no longer changes and its files carry no draft mark."""

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from reports import rules
from reports.choices import ReportStatus
from reports.errors import RemarksMissingError, ReportApprovedError, ReportNotBuiltError
from reports.models import Report

WRITTEN_PARTS = ("tasks", "proposals")  # what no figure can say


@transaction.atomic
def approve_report(*, officer: Officer, report_id: int) -> Report:
    report = Report.objects.visible_to(officer).select_for_update(of=["self"]).get(pk=report_id)
    if not rules.can_approve(officer, report):
        raise NotAllowedError
    if rules.is_approved(report):
        raise ReportApprovedError
    if not rules.is_built(report):
        raise ReportNotBuiltError
    if not all(report.remarks.get(part, "").strip() for part in WRITTEN_PARTS):
        raise RemarksMissingError
    Report.objects.filter(pk=report.pk).update(
        status=ReportStatus.APPROVED,
        approved_by=officer,
        approved_at=now(),
        content=report.content | {"signature": [report.content["signature"][0], officer.get_full_name()]},
    )
    record_deed(
        actor=officer, verb="approve_report", subject_kind="report", subject_id=report.pk, unit_id=report.unit_id
    )
    report.refresh_from_db()
    return report

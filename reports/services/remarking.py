"""What people write into a report beside its figures; the content is built again with it."""

from collections.abc import Mapping

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from reports import rules
from reports.errors import ReportApprovedError, ReportNotBuiltError
from reports.models import Report
from reports.services.building import build_content

PARTS = ("steering", "shortcomings", "tasks", "proposals")


@transaction.atomic
def write_remarks(*, officer: Officer, report_id: int, remarks: Mapping[str, str]) -> Report:
    report = Report.objects.visible_to(officer).select_for_update(of=["self"]).get(pk=report_id)
    if not rules.can_write_remarks(officer, report):
        raise NotAllowedError
    if rules.is_approved(report):
        raise ReportApprovedError
    if not rules.is_built(report):
        raise ReportNotBuiltError
    Report.objects.filter(pk=report.pk).update(remarks={part: remarks.get(part, "").strip() for part in PARTS})
    record_deed(
        actor=officer, verb="write_remarks", subject_kind="report", subject_id=report.pk, unit_id=report.unit_id
    )
    return build_content(officer=officer, report_id=report.pk)

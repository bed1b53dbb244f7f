"""Reports: starting one, watching it, writing into it, signing it, and taking its files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kontum_portal.errors import NotAllowedError
from kontum_portal.look.pages import Check
from reports import rules
from reports.choices import FileFormat
from reports.content.shape import ReportContent
from reports.forms import RemarksForm, StartReportForm
from reports.models import Report
from reports.services.approving import approve_report
from reports.services.building import start_report
from reports.services.exporting import export_report
from reports.services.remarking import write_remarks

NEWEST = 100


def _report(request: HttpRequest, report_id: int) -> Report:
    if not rules.sees_reports(request.user):
        raise NotAllowedError
    reports = Report.objects.visible_to(request.user).select_related("unit", "area", "created_by", "approved_by", "job")
    return get_object_or_404(reports, pk=report_id)


@login_required
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    if not rules.sees_reports(request.user):
        raise NotAllowedError
    rows = Report.objects.visible_to(request.user).select_related("unit", "area", "created_by")[:NEWEST]
    form = StartReportForm(officer=request.user)
    context = {"reports": rows, "form": form, "may_key": rules.can_key_any(request.user)}
    return render(request, "reports/reports.html", context)


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    if not rules.sees_reports(request.user):
        raise NotAllowedError
    form = StartReportForm(request.POST, officer=request.user)
    if not form.is_valid():
        return render(request, "reports/start.html", {"form": form}, status=422)
    found = form.cleaned_data
    return redirect(
        start_report(officer=request.user, period=found["period"], unit_id=form.unit_id, groups=found["groups"])
    )


@login_required
@require_GET
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    found = _report(request, report_id)
    content = ReportContent.from_json(found.content) if rules.is_built(found) else None
    context = {
        "report": found,
        "content": content,
        "formats": FileFormat,
        "form": RemarksForm(initial=found.remarks),
        "is_approved": rules.is_approved(found),
        "may_write": rules.is_built(found) and not rules.is_approved(found),
        "may_approve": rules.can_approve(request.user, found),
    }
    return render(request, "reports/report.html", context)


@login_required
@require_GET
def file(request: HttpRequest, report_id: int, file_format: str) -> FileResponse:
    found = _report(request, report_id)
    if file_format not in FileFormat.values:
        raise Http404
    path = export_report(officer=request.user, report=found, file_format=FileFormat(file_format))
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"bao-cao-{found.pk}.{file_format}")


@login_required
@require_POST
def remarks(request: HttpRequest, report_id: int) -> HttpResponse:
    found, form = _report(request, report_id), RemarksForm(request.POST)
    if form.is_valid():
        write_remarks(officer=request.user, report_id=found.pk, remarks=form.remarks())
        messages.success(request, _("Written into the report; its files are made anew."))
    return redirect(found)


@login_required
def approve(request: HttpRequest, report_id: int) -> HttpResponse:
    found = _report(request, report_id)
    if not rules.can_approve(request.user, found):
        raise NotAllowedError
    if request.method == "POST" and request.POST.get("confirmed"):
        approve_report(officer=request.user, report_id=found.pk)
        messages.success(request, _("The report is approved; its files no longer carry the draft mark."))
        return redirect(found)
    return render(request, "check.html", {"check": _approval_check(request, found)})


def _approval_check(request: HttpRequest, found: Report) -> Check:
    days = f"{found.period_start:%d/%m/%Y} – {found.period_end:%d/%m/%Y}"
    return Check(
        title=_("Approve the report"),
        lead=_("An approved report no longer changes."),
        rows=[(_("About"), str(found.unit or found.area)), (_("Period"), days), (_("Built"), found.built_at)],
        button=_("Approve the report"),
        action=request.path,
        cancel_url=found.get_absolute_url(),
    )

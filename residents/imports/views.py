"""The pages of imports: upload, look, merge."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.errors import DomainError, NotAllowedError
from kontum_portal.look.pages import Check
from residents.choices import BatchStatus
from residents.imports import queries, rules, shapes
from residents.imports.forms import UploadForm
from residents.imports.results import give_back_file
from residents.imports.services import close_batch, open_batch, start_merge
from residents.models import ImportBatch

SHOWN = 200


def _batch(request: HttpRequest, batch_id: int) -> ImportBatch:
    if not rules.can_import(request.user):
        raise NotAllowedError
    return get_object_or_404(queries.batches_of(request.user), pk=batch_id)


@require_safe
@login_required
def batches(request: HttpRequest) -> HttpResponse:
    if not rules.can_import(request.user):
        raise NotAllowedError
    found = [(one, queries.forecast(one)) for one in queries.batches_of(request.user)[:SHOWN]]
    return render(request, "residents/imports/batches.html", {"batches": found})


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    if not rules.can_import(request.user):
        raise NotAllowedError
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened, _job = open_batch(officer=request.user, **form.deed())
            return redirect("imports:batch", opened.pk)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
    return render(request, "residents/imports/upload.html", {"form": form})


@require_safe
@login_required
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = _batch(request, batch_id)
    context = _overview(request, found)
    if found.status in (
        BatchStatus.REVIEW,
        BatchStatus.MERGING,
        BatchStatus.MERGED,
        BatchStatus.UNDOING,
        BatchStatus.CLOSED,
    ):
        context |= _rows(request, found)
    return render(request, "residents/imports/batch.html", context)


def _overview(request: HttpRequest, found: ImportBatch) -> dict[str, Any]:
    return {
        "batch": found,
        "job": queries.job_of(request.user, found),
        "columns": shapes.columns_of(found),
        "title_unit": queries.title_unit_of(found),
        "reasons": queries.reasons_of(found),
        "may_merge": queries.can_be_merged(found),
        "may_undo": rules.can_undo(request.user, found),
        "undone": shapes.undone_of(found),
        "may_close": rules.may_become(found, BatchStatus.CLOSED),
        "reconciliation": shapes.reconciliation_of(found) if found.merged_at else [],
    }


def _rows(request: HttpRequest, found: ImportBatch) -> dict[str, Any]:
    """One page of rows; whoever sees people's data here is written down."""
    outcome, reason = request.GET.get("outcome", ""), request.GET.get("reason", "")
    page = queries.rows_page(
        request.user, found, outcome=outcome, reason=reason, after=_number(request, "after"),
        before=_number(request, "before"),
    )  # fmt: skip
    rows = page.rows
    record_access(
        officer=request.user, purpose=Purpose.IMPORT, surface="imports.batch", subject_kind="import_batch",
        subject_id=found.pk, people=len(rows),
    )  # fmt: skip
    return {
        "page": page,
        "rows": shapes.rows_shaped(rows, queries.unit_names(rows)),
        "lanes": shapes.lanes_of(found, reverse("imports:batch", args=[found.pk]), outcome),
        "outcome": outcome,
        "reason": reason,
        "reason_sentence": queries.sentence_of(reason) if reason else "",
        "may_decide": found.status == BatchStatus.REVIEW,
    }


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@login_required
def merge(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = _batch(request, batch_id)
    if request.method == "POST" and request.POST.get("confirmed"):
        start_merge(officer=request.user, batch=found)
        return redirect("imports:batch", found.pk)
    return render(request, "check.html", {"check": _merge_check(request, found)})


def _merge_check(request: HttpRequest, found: ImportBatch) -> Check:
    count = found.counts.get
    return Check(
        title=_("Merge the list into the register"),
        lead=_(
            "Good rows are written; what the register has is replaced only where you chose so. The others stay here."
        ),
        rows=[
            (_("File"), found.file_name),
            (_("New people"), count("new", 0)),
            (_("People completed"), count("updated", 0)),
            (_("Rows that change nothing"), count("unchanged", 0)),
            (_("Left: doubtful"), count("doubtful", 0)),
            (_("Left: refused"), count("refused", 0)),
            *shapes.policies_of(found),
        ],
        button=_("Merge %(rows)s rows") % {"rows": rules.mergeable_count(found)},
        action=request.path,
        cancel_url=reverse("imports:batch", args=[found.pk]),
    )


@login_required
def close(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = _batch(request, batch_id)
    if request.method == "POST" and request.POST.get("confirmed"):
        close_batch(officer=request.user, batch=found)
        messages.success(request, _("The import is closed and its file removed."))
        return redirect("imports:batches")
    return render(request, "check.html", {"check": _close_check(request, found)})


def _close_check(request: HttpRequest, found: ImportBatch) -> Check:
    return Check(
        title=_("Close the import"),
        lead=_(
            "The uploaded file is removed now, the rows shown here in 30 days. What was merged stays in the register "
            "and can no longer be undone as a whole."
        ),
        rows=[(_("File"), found.file_name), (_("Left: doubtful"), found.counts.get("doubtful", 0))],
        button=_("Close the import"),
        action=request.path,
        cancel_url=reverse("imports:batch", args=[found.pk]),
        danger=found.status != BatchStatus.MERGED,
    )


@require_safe
@login_required
def give_back(request: HttpRequest, batch_id: int) -> FileResponse:
    """The rows that were not taken, as a workbook with the reasons."""
    found = _batch(request, batch_id)
    left = found.counts.get("doubtful", 0) + found.counts.get("refused", 0)
    left += sum(found.counts.get("undone", {}).get("left", {}).values())
    record_access(
        officer=request.user, purpose=Purpose.IMPORT, surface="imports.give_back", subject_kind="import_batch",
        subject_id=found.pk, people=left,
    )  # fmt: skip
    return FileResponse(give_back_file(found), as_attachment=True, filename=f"tra-lai-{found.pk}.xlsx")

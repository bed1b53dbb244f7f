"""One staged row: its cells, corrected in place; who it is; taken or left. And the same for all rows of a reason."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.errors import DomainError, NotAllowedError
from residents.choices import BatchStatus
from residents.imports import queries, row_shapes, rules, shapes
from residents.imports.services import correct_row, decide_reason, decide_row
from residents.models import ImportBatch, StagedRow


def _batch(request: HttpRequest, batch_id: int) -> ImportBatch:
    if not rules.can_import(request.user):
        raise NotAllowedError
    return get_object_or_404(queries.batches_of(request.user), pk=batch_id)


def _row(request: HttpRequest, batch: ImportBatch, row_id: int) -> StagedRow:
    return get_object_or_404(queries.filtered_rows(request.user, batch), pk=row_id)


def _filter(request: HttpRequest) -> dict[str, str]:
    """The filter of the list that the row was opened from; codes only."""
    return {name: request.GET[name] for name in ("outcome", "reason") if request.GET.get(name, "").isidentifier()}


@login_required
def row(request: HttpRequest, batch_id: int, row_id: int) -> HttpResponse:
    batch = _batch(request, batch_id)
    found = _row(request, batch, row_id)
    if request.method == "POST":
        job = correct_row(officer=request.user, row=found, cells=_typed(request))
        messages.success(request, _("The row is being checked again.") if job else _("Nothing was changed."))
        return redirect(f"{request.path}?{urlencode(_filter(request))}")
    record_access(
        officer=request.user, purpose=Purpose.IMPORT, surface="imports.row", subject_kind="import_batch",
        subject_id=batch.pk,
    )  # fmt: skip
    return render(request, "residents/imports/row.html", _context(request, batch, found))


def _typed(request: HttpRequest) -> dict[int, str]:
    """``cell-7=…`` → {7: …}; only what was sent."""
    names = [name for name in request.POST if name.startswith("cell-") and name[5:].isascii() and name[5:].isdigit()]
    return {int(name[5:]): request.POST[name] for name in names if len(name) < 10}


def _context(request: HttpRequest, batch: ImportBatch, found: StagedRow) -> dict[str, Any]:
    names = queries.unit_names([found])
    narrowed = _filter(request)
    following = queries.row_after(
        request.user, batch, found, outcome=narrowed.get("outcome", ""), reason=narrowed.get("reason", "")
    )
    open_to_say = batch.status == BatchStatus.REVIEW and found.pk > batch.counts.get("merged_through", -1)
    heads, facts = row_shapes.compared(found, names)
    return {
        "batch": batch,
        "row": found,
        "shape": shapes.rows_shaped([found], names)[0],
        "cells": row_shapes.cells(batch, found),
        "heads": heads,
        "facts": facts,
        "may_say": open_to_say,
        "decisions": rules.decisions_for(found) if open_to_say else (),
        "people": row_shapes.people(found),
        "job": queries.job_of(request.user, batch),
        "filter": urlencode(narrowed),
        "next_url": reverse("imports:row", args=[batch.pk, following]) if following else "",
    }


@require_POST
@login_required
def decide(request: HttpRequest, batch_id: int, row_id: int) -> HttpResponse:
    found = _row(request, _batch(request, batch_id), row_id)
    decision, _colon, person = request.POST.get("decision", "").partition(":")
    decide_row(
        officer=request.user, row=found, decision=decision, resident_id=int(person) if person.isdecimal() else None
    )
    messages.success(request, _("Noted; the row is being checked again."))
    return redirect(f"{reverse('imports:row', args=[batch_id, row_id])}?{urlencode(_filter(request))}")


@require_POST
@login_required
def decide_all(request: HttpRequest, batch_id: int) -> HttpResponse:
    batch, reason = _batch(request, batch_id), request.POST.get("reason", "")
    try:
        count = decide_reason(
            officer=request.user, batch=batch, reason=reason, decision=request.POST.get("decision", "")
        )
        said = ngettext("%(count)s row is being checked again.", "%(count)s rows are being checked again.", count)
        messages.success(request, said % {"count": count})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    query = {"reason": reason} if reason.isidentifier() else {}
    return redirect(f"{reverse('imports:batch', args=[batch_id])}?{urlencode(query)}")

"""The page on which a whole import is taken back: what was written, and what will be left."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kontum_portal.errors import NotAllowedError
from kontum_portal.look.pages import Check
from residents.imports import queries, rules
from residents.imports.services import start_undo
from residents.models import ImportBatch


@login_required
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    if not rules.can_import(request.user):
        raise NotAllowedError
    found = get_object_or_404(queries.batches_of(request.user), pk=batch_id)
    if request.method == "POST" and request.POST.get("confirmed"):
        start_undo(officer=request.user, batch=found)
        return redirect("imports:batch", found.pk)
    return render(request, "check.html", {"check": _undo_check(request, found)})


def _undo_check(request: HttpRequest, found: ImportBatch) -> Check:
    merge = found.counts.get("merge", {})
    return Check(
        title=_("Undo the whole import"),
        lead=_(
            "People whom this list brought go again; facts it filled in return to what they were. Records that "
            "somebody has worked on since are left as they are and listed here. Afterwards the list can be merged again."
        ),
        rows=[
            (_("File"), found.file_name),
            (_("People created"), merge.get("created", 0)),
            (_("People completed"), merge.get("changed", 0)),
            (_("Households created"), merge.get("households", 0)),
        ],
        button=_("Undo the import"),
        action=request.path,
        cancel_url=reverse("imports:batch", args=[found.pk]),
        danger=True,
    )

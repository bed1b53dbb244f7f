"""Whose word counts, fact by fact, before the merge."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kontum_portal.errors import NotAllowedError
from residents.imports import queries, rules, shapes
from residents.imports.forms import PoliciesForm
from residents.imports.policies import AS_OF, FACTS_OF
from residents.imports.services import choose_policies
from residents.models import ImportBatch


@login_required
def policies(request: HttpRequest, batch_id: int) -> HttpResponse:
    if not rules.can_import(request.user):
        raise NotAllowedError
    batch = get_object_or_404(queries.batches_of(request.user), pk=batch_id)
    form = PoliciesForm(request.POST or None, facts=_facts(), initial=_initial(batch))
    if request.method == "POST" and form.is_valid():
        choose_policies(officer=request.user, batch=batch, **form.deed())
        messages.success(request, _("Noted; the forecast is being worked out again."))
        return redirect("imports:batch", batch.pk)
    return render(request, "residents/imports/policies.html", {"form": form, "batch": batch})


def _facts() -> list[tuple[str, shapes.Text]]:
    return [(fact, shapes.label_of(fact)) for fact in FACTS_OF]


def _initial(batch: ImportBatch) -> dict[str, object]:
    as_of = batch.policies.get(AS_OF)
    return batch.policies | {AS_OF: dt.date.fromisoformat(as_of) if as_of else batch.created_at.date()}

"""Dossiers sent up together: chosen, checked, sent, and the list that goes along on paper."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from id_cards import custody_queries, papers
from id_cards.choices import State
from id_cards.custody_forms import ChosenForm
from id_cards.errors import NothingToSendError
from id_cards.services.batching import send_batch
from id_cards.services.printing import record_list_print
from id_cards.views.access import log_list, register_page, require
from kontum_portal.look.pages import Check, paper


@register_page
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    context = {
        "batches": custody_queries.batches(request.user),
        "may_send": custody_queries.own_unit(request.user) is not None,
        "many_units": len(request.user.register_unit_ids) > 1,
    }
    return render(request, "id_cards/custody/batches.html", context)


@register_page
def new_batch(request: HttpRequest) -> HttpResponse:
    """Choose, check, send: what was chosen travels in the check's form."""
    unit = custody_queries.own_unit(request.user)
    require(unit is not None)
    dossiers = custody_queries.sendable(request.user, unit.pk)
    form = ChosenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["chosen"]
        if "confirmed" in request.POST:
            key = form.cleaned_data["request_key"]
            batch = send_batch(officer=request.user, unit_id=unit.pk, application_ids=chosen, request_key=key)
            messages.success(request, _("Batch %(number)s was sent up. Print its list.") % {"number": batch.number})
            return redirect(batch)
        log_list(request, len(chosen), "new_batch")
        return render(request, "check.html", {"check": _check(dossiers, chosen)})
    if request.method == "POST":
        messages.error(request, str(NothingToSendError()))
    log_list(request, len(dossiers), "new_batch")
    rows = [(one, one.state == State.SLIP_ISSUED) for one in dossiers]
    return render(request, "id_cards/custody/new_batch.html", {"rows": rows, "unit": unit})


def _check(dossiers: list, chosen: list[int]) -> Check:
    going = [one for one in dossiers if one.pk in set(chosen)]
    rows = [(one.slip_number or "–", one.resident.full_name) for one in going[:20]]
    more = len(going) - len(rows)
    return Check(
        title=_("Check before the batch is sent up"),
        rows=[(_("Dossiers"), len(going)), *rows, *([("…", _("and %(more)s more") % {"more": more})] if more else [])],
        button=_("Send the batch up"),
        action=reverse("id_cards:new_batch"),
        cancel_url=reverse("id_cards:new_batch"),
        form=ChosenForm(initial={"chosen": ",".join(map(str, chosen)), "request_key": uuid.uuid4()}, hidden=True),
    )


@register_page
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "id_cards/custody/batch.html", _parts(request, pk))


@register_page
@require_safe
@paper
def print_batch(request: HttpRequest, pk: int) -> HttpResponse:
    parts = _parts(request, pk)
    record_list_print(officer=request.user, lane="batch", people=len(parts["lines"]))
    return render(request, "id_cards/custody/print_batch.html", parts | papers.list_parts(request.user))


def _parts(request: HttpRequest, pk: int) -> dict:
    found = custody_queries.DossierBatch.objects.visible_to(request.user).select_related("unit", "sent_by").get(pk=pk)
    lines = custody_queries.batch_lines(found)
    log_list(request, len(lines), "batch")
    return {"batch": found, "lines": lines}

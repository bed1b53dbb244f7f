"""Residence files: received on a record, listed with the overdue first, closed with their result."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kontum_portal import clock
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.errors import DomainError
from residents import rules
from residents.procedure_forms import ProcedureFilterForm, ProcedureForm, ResultForm
from residents.queries import get_resident
from residents.queries import procedures as queries
from residents.services.procedures import finish_procedure, receive_procedure
from residents.views.gates import register_page
from residents.views.readings import show_person


@require_safe
@register_page
def procedures(request: HttpRequest) -> HttpResponse:
    wanted = queries.ProcedureFilters.from_query(request.GET)
    after = request.GET.get("after", "")
    page = queries.list_procedures(request.user, wanted, int(after) if after.isdecimal() and len(after) < 19 else None)
    following = {"lane": wanted.lane, "kind": wanted.kind, "channel": wanted.channel, "after": page.cursor}
    record_access(
        officer=request.user,
        purpose=Purpose.SERVICE,
        surface="procedures",
        subject_kind="list",
        people=len(page.rows),
    )
    context = {
        "page": page,
        "filters": ProcedureFilterForm(request.GET),
        "counts": queries.lane_counts(request.user),
        "next_url": f"?{urlencode(following)}" if page.cursor else "",
        "today": clock.today(),
    }
    return render(request, "residents/moves/procedures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    resident = get_resident(request.user, pk)
    if not rules.can_enter_events(request.user, resident):
        raise PermissionDenied
    form = ProcedureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = receive_procedure(officer=request.user, resident_id=resident.pk, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Received; due on %(day)s.") % {"day": f"{taken.due_on:%d/%m/%Y}"})
            return redirect(taken)
    surface = {"surface": "receive_procedure", "purpose": Purpose.SERVICE}
    return show_person(request, resident, "residents/moves/receive_procedure.html", {"form": form}, **surface)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def procedure(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.get_procedure(request.user, pk)
    may_finish = rules.can_register_in(request.user, found.unit_id)
    if request.method == "POST" and not may_finish:
        raise PermissionDenied
    form = ResultForm(request.POST or None, procedure=found)
    if request.method == "POST" and form.is_valid():
        try:
            finish_procedure(officer=request.user, procedure_id=found.pk, **form.arguments())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The file is closed."))
            return redirect("residents:procedures")
    record_access(
        officer=request.user,
        purpose=Purpose.SERVICE,
        surface="procedure",
        subject_kind="resident",
        subject_id=found.resident_id,
        unit_id=found.unit_id,
    )
    status = 422 if form.is_bound and form.errors else 200
    shown = {"procedure": found, "form": form if (may_finish and found.is_open) or form.errors else None}
    return render(request, "residents/moves/procedure.html", shown | {"today": clock.today()}, status=status)

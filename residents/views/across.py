"""The look-up across wards, and opening the record of a citizen who stands at this counter."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kontum_portal.accounts.services import record_access
from kontum_portal.errors import DomainError
from residents.across_forms import LookUpForm, VisitForm
from residents.models import VisitGrant
from residents.queries.across_wards import Holding
from residents.rules import can_look_up_across
from residents.services.looking_across import LookedUp, look_up_across, read_look_up
from residents.services.visiting import open_visit
from residents.views.gates import purpose_of, register_page

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def across(request: HttpRequest) -> HttpResponse:
    if not can_look_up_across(request.user):
        raise PermissionDenied
    form = LookUpForm(request.POST or None, initial={"purpose": purpose_of(request)})
    if request.method == "POST" and form.is_valid():
        try:
            found = look_up_across(
                officer=request.user, text=form.cleaned_data["q"], purpose=form.cleaned_data["purpose"]
            )
            return redirect("residents:across_found", found.token)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return render(request, "residents/across.html", {"form": form}, status=refusal.status)
    return render(request, "residents/across.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@register_page
def across_found(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "residents/across_found.html", {"found": _looked_up(request, token)})


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def visit(request: HttpRequest, token: str, unit_id: int) -> HttpResponse:
    found = _looked_up(request, token)
    holding = _holding(found, unit_id)
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grant = open_visit(officer=request.user, token=token, unit_id=unit_id, **form.cleaned_data)
            return redirect("residents:record", grant.resident_id)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "found": found, "holding": holding}
    return render(request, "residents/visit.html", context, status=422 if form.errors else 200)


@require_safe
@register_page
def visits(request: HttpRequest) -> HttpResponse:
    """People of one's own units who were served at another ward, the newest first."""
    known = VisitGrant.objects.filter(unit_id__in=request.user.register_unit_ids)
    rows = list(known.select_related("resident", "unit", "host_unit", "officer").order_by("-id")[:SHOWN])
    record_access(
        officer=request.user, purpose=purpose_of(request), surface="visits", subject_kind="list", people=len(rows)
    )
    return render(request, "residents/visits.html", {"visits": rows})


def _looked_up(request: HttpRequest, token: str) -> LookedUp:
    if not can_look_up_across(request.user):
        raise PermissionDenied
    try:
        return read_look_up(request.user, token)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _holding(found: LookedUp, unit_id: int) -> Holding:
    for holding in found.holdings:
        if holding.unit.pk == unit_id and not holding.is_ours:
            return holding
    raise Http404

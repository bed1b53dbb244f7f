"""The overview, the people behind each of its numbers, and counting again by hand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import today
from kontum_portal.errors import NotAllowedError
from reports import rules
from reports.figures import FIGURES, Figure, Span
from reports.periods import month_of, parse_period
from reports.queries.dashboard import dashboard as overview_of
from reports.queries.people import people_page
from reports.services.bringing_up_to_date import bring_up_to_date
from reports.services.night import start_night
from reports.services.refreshing import refresh_figures


def _unit(request: HttpRequest, unit_id: int | None) -> AdminUnit | None:
    """The unit as far as the officer may see it; out of reach is 404."""
    if not rules.sees_figures(request.user):
        raise NotAllowedError
    if unit_id is None:
        return None
    return get_object_or_404(AdminUnit.objects.filter(pk__in=request.user.register_unit_ids), pk=unit_id)


@login_required
@require_GET
def dashboard(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    unit = _unit(request, unit_id)
    context = {"board": overview_of(request.user, unit), "may_count": rules.can_start_night(request.user)}
    return render(request, "reports/dashboard.html", context)


@login_required
@require_GET
def people(request: HttpRequest, figure: str, unit_id: int | None = None) -> HttpResponse:
    unit = _unit(request, unit_id)
    if figure not in FIGURES:
        raise Http404
    context = _people(request, FIGURES[figure], unit)
    record_access(
        officer=request.user,
        purpose=Purpose.REPORT,
        surface=f"reports.people.{figure}",
        subject_kind="figure",
        unit_id=unit_id,
        people=len(context["page"].rows),
    )
    return render(request, "reports/people.html", context)


def _people(request: HttpRequest, figure: Figure, unit: AdminUnit | None) -> dict[str, Any]:
    span, unit_id = _span(request, figure), unit.pk if unit else None
    after = request.GET.get("after", "")
    page = people_page(request.user, figure, span, unit_id, int(after) if after.isdecimal() else None)
    following = {"after": page.next_after} | ({"period": request.GET.get("period", "")} if figure.is_flow else {})
    return {
        "figure": figure,
        "unit": unit,
        "span": span,
        "count": bring_up_to_date(officer=request.user, figure=figure, span=span, unit_id=unit_id),
        "page": page,
        "next_url": f"?{urlencode(following)}" if page.next_after else "",
    }


def _span(request: HttpRequest, figure: Figure) -> Span:
    """Today for a stock; for a flow the period in the address, this month by default."""
    if not figure.is_flow:
        return Span.day(today())
    text = request.GET.get("period", "")
    return (parse_period(text) if text else month_of(today())).span


@login_required
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    refresh_figures(officer=request.user)
    messages.info(request, _("The figures are being counted; the overview shows them as soon as they are there."))
    return redirect("reports:dashboard")


@login_required
@require_POST
def night(request: HttpRequest) -> HttpResponse:
    start_night(officer=request.user)
    messages.info(request, _("The night's work has been started: rules, campaign lists, figures."))
    return redirect("reports:dashboard")

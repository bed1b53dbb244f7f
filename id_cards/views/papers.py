"""Paper: the appointment slip (A5), a lane as a list, and the sheet to check with the citizen before CC01 is signed (A4)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from id_cards import papers, queries, rules
from id_cards.services.printing import record_list_print, record_print
from id_cards.views.access import register_page, require
from kontum_portal.look.pages import paper


@register_page
@require_safe
@paper
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    application = queries.get_application(request.user, pk)
    require(rules.can_print(request.user, application))
    if application.slip_number is None or application.due_on is None:
        raise Http404
    record_print(officer=request.user, application=application, paper="slip")
    return render(request, "id_cards/slip.html", papers.slip_parts(application))


@register_page
@require_safe
@paper
def check_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    application = queries.get_application(request.user, pk)
    require(rules.can_print(request.user, application))
    record_print(officer=request.user, application=application, paper="check_sheet")
    return render(request, "id_cards/check_sheet.html", papers.check_sheet_parts(application))


@register_page
@require_safe
@paper
def lane_list(request: HttpRequest, code: str) -> HttpResponse:
    """A lane as a list: whose cards to bring, whom to call."""
    lane = queries.LANE_OF.get(code)
    if lane is None:
        raise Http404
    rows = papers.lane_rows(request.user, lane)
    record_list_print(officer=request.user, lane=code, people=len(rows))
    return render(request, "id_cards/lane_list.html", {"lane": lane, "rows": rows} | papers.list_parts(request.user))

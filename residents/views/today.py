"""The Today page: what waits, the first lane open."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontum_portal import clock
from kontum_portal.accounts.services import record_access
from residents import rules
from residents.queries.today import read_today
from residents.views.gates import purpose_of, register_page


@require_safe
@register_page
def today(request: HttpRequest) -> HttpResponse:
    if not rules.has_today(request.user):
        raise PermissionDenied
    page = read_today(request.user, lane=request.GET.get("lane", ""))
    if page.tasks:
        _log(request, len(page.tasks))
    context = {"page": page, "day": clock.today(), "may_register": rules.can_register(request.user)}
    return render(request, "residents/today.html", context)


def _log(request: HttpRequest, people: int) -> None:
    """The first of the open lane stand there by name."""
    record_access(
        officer=request.user, purpose=purpose_of(request), surface="today", subject_kind="list", people=people
    )

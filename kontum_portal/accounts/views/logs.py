"""The page on which the auditor reads both logs."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from kontum_portal.accounts.forms import LogFilterForm
from kontum_portal.accounts.log_queries import LogFilter, log_page
from kontum_portal.accounts.rules import may_read_logs
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import whole_number


@require_safe
@login_required
def log(request: HttpRequest) -> HttpResponse:
    if not may_read_logs(request.user):
        raise NotAllowedError
    form = LogFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = LogFilter(
        **{name: value for name, value in asked.items() if value}, before=whole_number(request.GET.get("before"))
    )
    page = log_page(request.user, wanted)
    context = {"form": form, "page": page, "wanted": wanted, "next_url": _next(request, page)}
    return render(request, "accounts/log.html", context)


def _next(request: HttpRequest, page) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "before" and value}
    return "?" + urlencode(kept | {"before": page.next_before}) if page.next_before else ""

"""The pages of officers and logs, and the door that sends each role to its own first page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kontum_portal.accounts.choices import Role

FIRST_PAGES = {
    Role.OFFICER: "residents:today",
    Role.WARD_CHIEF: "residents:today",
    Role.DATA_STEWARD: "residents:today",
    Role.CITY_COMMANDER: "reports:dashboard",
    Role.ADMINISTRATOR: "imports:batches",
    Role.AUDITOR: "accounts:log",
}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect(FIRST_PAGES[Role(request.user.role)])

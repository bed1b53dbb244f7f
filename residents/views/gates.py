"""Who may open the register's pages at all, and the purpose under which a record is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from kontum_portal.accounts.choices import Purpose
from residents.rules import RECORD_PURPOSES, can_see_register, usual_purpose

View = Callable[..., HttpResponse]
SESSION_KEY = "purpose"


def register_page(view: View) -> View:
    """Signed in, and in a role that has a register: others get 403. What has gone out of reach meanwhile is 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_see_register(request.user):
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error

    return login_required(guarded)


def purpose_of(request: HttpRequest) -> Purpose:
    """What the page came from (``?purpose=``), else what the officer chose, else what the role usually does."""
    for code in (request.GET.get("purpose"), request.session.get(SESSION_KEY)):
        if code in RECORD_PURPOSES:
            return Purpose(code)
    return usual_purpose(request.user)

"""One transaction a request, opened outside every other reader and scoped to the signed-in officer."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kontum_portal.database import scope
from kontum_portal.errors import DomainError

READING = frozenset({"GET", "HEAD", "OPTIONS"})

Handler = Callable[[HttpRequest], HttpResponse]


class ScopedTransactionMiddleware:
    """Opens the transaction and empties its scope; an answer of 500 or above rolls it back.

    ``ATOMIC_REQUESTS`` would end before lazily rendered templates are, and they read rows too.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in ("/healthz", "/readyz"):
            return self.get_response(request)
        with scope.request_transaction():
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class UnitsBeingReformedError(DomainError):
    message = _(
        "The units are being reorganised at this moment. Nothing was saved; please try again in a few minutes."
        " You can go on reading meanwhile."
    )
    status = 503


class EnterScopeMiddleware:
    """Sets the scope once it is known who asks. Whoever writes keeps the units as they are until the answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in ("/healthz", "/readyz") and request.user.is_authenticated:
            # Before the officer's units are read: what a reform has changed is then seen.
            if request.method not in READING and not scope.hold_units(wait=False):
                return _refuse(request)
            scope.enter(request.user)
        return self.get_response(request)


def _refuse(request: HttpRequest) -> HttpResponse:
    refusal = UnitsBeingReformedError()
    template = "errors/refused_partial.html" if request.headers.get("HX-Request") else "errors/refused.html"
    return render(request, template, {"refusal": refusal}, status=refusal.status)

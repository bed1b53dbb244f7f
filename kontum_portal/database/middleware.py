"""One transaction a request, opened outside every other reader and scoped to the signed-in officer."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from kontum_portal.database import scope

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


class EnterScopeMiddleware:
    """Sets the scope once it is known who asks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in ("/healthz", "/readyz") and request.user.is_authenticated:
            scope.enter(request.user)
        return self.get_response(request)

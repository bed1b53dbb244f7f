"""Turns a refusal raised anywhere in a view into a page or a partial with its sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kontum_portal.errors import DomainError


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        template = "errors/refused_partial.html" if request.headers.get("HX-Request") else "errors/refused.html"
        return render(request, template, {"refusal": error}, status=error.status)

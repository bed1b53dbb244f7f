"""What a signed-in officer still owes before working, and how personal pages are served."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow

from kontum_portal.accounts.errors import SignInAwayError

Handler = Callable[[HttpRequest], HttpResponse]

ALWAYS_OPEN = {
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "accounts:language",
    "accounts:display",
}
PASSWORD_PAGES = {"account_change_password"}
SECOND_FACTOR_PAGES = {
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


class SecondFactorMiddleware:
    """Sends an officer with a one-time password or without a second factor to the page that mends it, and nowhere else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page in ALWAYS_OPEN:
            return None
        if request.user.must_change_password:
            return None if page in PASSWORD_PAGES else redirect("account_change_password")
        if settings.PORTAL_MFA == "demo" or page in SECOND_FACTOR_PAGES or is_mfa_enabled(request.user):
            return None
        return redirect("mfa_activate_totp")


class PersonalPagesMiddleware:
    """Keeps pages of a signed-in officer out of every cache, and speaks the officer's language.

    What an officer chose holds on every machine; before sign-in the choice of this browser does. The browser's own
    language counts for nothing: the portal is Vietnamese until somebody chooses otherwise.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.path not in ("/healthz", "/readyz") and request.user.is_authenticated
        chosen = request.user.language if signed_in else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        if signed_in and response.get("Content-Type", "").startswith("text/html"):
            response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Counting wrong passwords needs Redis: without it nobody signs in, and the page says so."""
        if not isinstance(error, RedisAway | RedisSlow):
            return None
        refusal = SignInAwayError()
        return render(request, "errors/refused.html", {"refusal": refusal}, status=refusal.status)

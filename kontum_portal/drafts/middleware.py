"""A form is one deed however often it is sent, and a session that nobody sits at ends with its work kept."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kontum_portal.drafts.leaving import keep_what_was_sent, leave
from kontum_portal.drafts.services.drafting import drop_drafts_at
from kontum_portal.drafts.services.sending_once import content_of, earlier_answer, keep_answer

Handler = Callable[[HttpRequest], HttpResponse]
NOTED_EVERY = 30  # seconds between two notes of when somebody was last active
UNCOUNTED = ("/healthz", "/readyz", "/metrics")


class IdleMiddleware:
    """Ends a session after `IDLE_SECONDS` without anybody at the keyboard.

    A page says in `X-Idle-Seconds` how long ago it was touched, so that its own polling keeps no session alive.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in UNCOUNTED or not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time.time())
        last = request.session.get("active_at") or _signed_in_at(request, now)
        if now - last > settings.IDLE_SECONDS:
            keep_what_was_sent(request)
            return leave(request, _page_of(request))
        active = now - min(_said_idle(request), now - last)
        if active - last >= NOTED_EVERY:
            request.session["active_at"] = active
        return self.get_response(request)


def _signed_in_at(request: HttpRequest, now: int) -> int:
    return int(request.user.last_login.timestamp()) if request.user.last_login else now


def _said_idle(request: HttpRequest) -> int:
    text = request.headers.get("X-Idle-Seconds", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: of a partial, the page it is part of."""
    part_of = getattr(request, "htmx", None) and request.htmx.current_url_abs_path
    return part_of or request.POST.get("draft_subject") or request.get_full_path()


class SentOnceMiddleware:
    """Answers a form that was sent already with what it led to; lets go of the draft of one that did its deed.

    A form with files counts as sent already when the files are the same too. Where the view checks the token itself,
    it chooses first where a file may go (a photo of a card never touches the disk): such a form is left to its view.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sent = getattr(request, "sent_form", None)
        if sent is not None and response.status_code == 302:
            _settle(request, response, sent)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Between the check of the token and the view."""
        if request.method != "POST" or not request.user.is_authenticated or not _may_be_read(request, view):
            return None
        key = _key_of(request)
        sent: dict[str, Any] = {}
        if key:
            content = content_of(request.path, request.POST.lists(), request.FILES.lists())
            sent = {"officer": request.user, "key": key, "content": content}
            earlier = earlier_answer(**sent)
            if earlier:
                messages.info(request, _("This form had been sent already; it was counted once."))
                return redirect(earlier)
        request.sent_form = sent  # type: ignore[attr-defined]
        return None


def _may_be_read(request: HttpRequest, view: Any) -> bool:
    if request.content_type == "multipart/form-data":
        return not getattr(view, "csrf_exempt", False)
    return request.content_type == "application/x-www-form-urlencoded"


def _key_of(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _settle(request: HttpRequest, response: HttpResponse, sent: dict[str, Any]) -> None:
    if not request.user.is_authenticated:
        return  # it was a sign-out
    if sent:
        keep_answer(**sent, answer=response["Location"])
    drop_drafts_at(officer=request.user, subjects={request.path, request.POST.get("draft_subject", request.path)})

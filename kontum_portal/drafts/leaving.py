"""Ending a session that nobody sits at: what was typed is kept, and the way back is remembered."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kontum_portal.drafts.services.drafting import keep_draft
from kontum_portal.errors import DomainError


def keep_what_was_sent(request: HttpRequest) -> None:
    """A form that came too late is not done, but its draft is kept, if it keeps drafts."""
    plain = request.content_type == "application/x-www-form-urlencoded"
    if request.method != "POST" or not plain or not request.POST.get("draft_form"):
        return
    form, subject = request.POST["draft_form"], request.POST.get("draft_subject", request.path)
    try:
        with transaction.atomic():
            keep_draft(officer=request.user, form=form, subject=subject, typed=dict(request.POST.lists()))
    except DomainError:
        return  # nothing that could be kept; the page says that the session has ended


def leave(request: HttpRequest, page: str) -> HttpResponse:
    """Sign out and go to the sign-in page, which leads back to `page`."""
    get_adapter(request).logout(request)
    messages.info(
        request,
        _("You were signed out because nobody worked here for a while. What was typed into forms is kept as a draft."),
    )
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    target = f"{reverse('account_login')}?{urlencode({'next': page if safe else '/'}, safe='/')}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)

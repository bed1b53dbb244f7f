"""Keeping a draft, letting it go, and saying that somebody still sits here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kontum_portal.drafts.leaving import leave
from kontum_portal.drafts.services.drafting import drop_draft, keep_draft


@require_POST
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    """The whole form as it stands; the answer is the sentence shown beside its buttons."""
    draft = keep_draft(
        officer=request.user,
        form=request.POST.get("draft_form", ""),
        subject=request.POST.get("draft_subject", ""),
        typed=dict(request.POST.lists()),
    )
    time = timezone.localtime(draft.saved_at).strftime("%H:%M")
    return HttpResponse(_("Draft kept at %(time)s.") % {"time": time}, content_type="text/plain; charset=utf-8")


@require_POST
@login_required
def drop(request: HttpRequest) -> HttpResponse:
    """Let the draft go, and back to the page that offered it."""
    subject = request.POST.get("draft_subject", "")
    drop_draft(officer=request.user, form=request.POST.get("draft_form", ""), subject=subject)
    messages.success(request, _("The draft is gone."))
    target = request.POST.get("next") or subject
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if safe else "/")


@require_POST
@login_required
def still_here(request: HttpRequest) -> HttpResponse:
    """Nothing but a sign of life; the middleware has noted it."""
    return HttpResponse(status=204)


@require_POST
@login_required
def gone(request: HttpRequest) -> HttpResponse:
    """The page saw that nobody sits here any more."""
    return leave(request, request.POST.get("next", "/"))

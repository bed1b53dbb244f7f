"""What a form shows of its draft: `{% load drafts %}`."""

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest

from kontum_portal.drafts.draftable import draftable_forms
from kontum_portal.drafts.queries import draft_of, drafts_of

register = template.Library()

WARNED_BEFORE = 120  # seconds before an idle session ends


@register.inclusion_tag("drafts/offer.html", takes_context=True)
def draft_offer(context, form: BaseForm, request: HttpRequest | None) -> dict:
    """The draft of 16:52 is offered: shown on a fresh form, not on one that came back with errors."""
    key = getattr(form, "draft_key", "")
    fresh = bool(key and request and not form.is_bound and request.user.is_authenticated)
    draft = draft_of(request.user, key, request.path) if fresh and request else None
    return {"draft": draft, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("drafts/marks.html")
def draft_marks(form: BaseForm, request: HttpRequest | None) -> dict:
    """The hidden fields that say where this form's draft belongs."""
    subject = ""
    if request:
        subject = request.POST.get("draft_subject", "") if form.is_bound else ""
        subject = subject or request.path
    return {"key": getattr(form, "draft_key", ""), "subject": subject}


@register.inclusion_tag("drafts/own_drafts.html", takes_context=True)
def own_drafts(context) -> dict:
    """The officer's drafts with the way back to each."""
    request = context["request"]
    rows = [{"draft": draft, "label": draftable_forms[draft.form][0].draft_label} for draft in drafts_of(request.user)]
    return {"rows": rows, "here": request.path, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("drafts/idle_dialog.html")
def idle_dialog() -> dict:
    """Asks whether anybody still sits here, two minutes before the session ends."""
    return {"limit": settings.IDLE_SECONDS, "warned_before": min(WARNED_BEFORE, settings.IDLE_SECONDS // 2)}

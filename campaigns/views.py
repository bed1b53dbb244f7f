"""Pages of the campaigns: thin."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from campaigns import queries, rules
from campaigns.choices import TargetStatus
from campaigns.forms import CampaignForm, DropForm
from campaigns.models import CampaignTarget, OutreachCampaign
from campaigns.services.closing import close_campaign
from campaigns.services.creating import create_campaign, list_job_of, queue_list
from campaigns.services.dropping import drop_target
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.errors import NotAllowedError
from kontum_portal.look.pages import Check
from residents.queries import LETTERS, LINES, paper_link


def _campaign(request: HttpRequest, campaign_id: int) -> OutreachCampaign:
    if not rules.sees_campaigns(request.user):
        raise NotAllowedError
    return get_object_or_404(queries.campaigns_with_counts(request.user), pk=campaign_id)


@login_required
@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    if not rules.sees_campaigns(request.user):
        raise NotAllowedError
    rows = queries.campaigns_with_counts(request.user).order_by("-status", "-id")
    return render(
        request, "campaigns/campaigns.html", {"campaigns": rows, "may_create": rules.can_create_any(request.user)}
    )


@login_required
def create(request: HttpRequest) -> HttpResponse:
    if not rules.can_create_any(request.user):
        raise NotAllowedError
    form = CampaignForm(request.POST or None, officer=request.user)
    if request.method == "POST" and form.is_valid():
        return redirect(create_campaign(officer=request.user, **form.deed()))
    return render(request, "campaigns/create.html", {"form": form})


@login_required
@require_GET
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    found = _campaign(request, campaign_id)
    page = _page(request, found)
    record_access(
        officer=request.user,
        purpose=Purpose.OUTREACH,
        surface="campaigns.campaign",
        subject_kind="campaign",
        subject_id=found.pk,
        people=len(page["page"].targets),
    )
    return render(request, "campaigns/campaign.html", page)


def _page(request: HttpRequest, found: OutreachCampaign) -> dict[str, Any]:
    status = request.GET.get("status", "")
    status = status if status in TargetStatus.values else TargetStatus.OPEN.value
    hamlet, after = (_whole_number(request, name) for name in ("hamlet", "after"))
    page = queries.targets_page(request.user, found, status=status, sub_unit_id=hamlet, after=after)
    following = {"status": status, "hamlet": "" if hamlet is None else hamlet, "after": page.next_after}
    return {
        "campaign": found,
        "hamlets": queries.hamlets(request.user, found),
        "page": page,
        "next_url": f"?{urlencode(following)}" if page.next_after else "",
        "status": status,
        "hamlet": hamlet,
        "lanes": _lanes(found, status),
        "job": list_job_of(found),
        "may_manage": rules.can_manage(request.user, found) and rules.is_open(found),
        "is_open": rules.is_open(found),
        "may_drop": rules.may_drop_people(request.user) and rules.is_open(found),
        "print_links": _print_links(request, found, hamlet),
    }


def _print_links(request: HttpRequest, found: OutreachCampaign, hamlet: int | None) -> list[tuple[str, str]]:
    """The papers of the people still to be reached, of the sub-unit that is chosen."""
    query = "" if hamlet is None else f"?hamlet={hamlet}"
    papers = [
        ("campaigns:print_targets", _("The list"), LINES),
        ("campaigns:print_letters", _("Invitation letters"), LETTERS),
    ]
    people = queries.people_to_reach(request.user, found, sub_unit_id=hamlet)[: LINES + 1].count()
    return [
        paper_link(f"{reverse(name, args=[found.pk])}{query}", label, people=people, limit=limit)
        for name, label, limit in papers
    ]


def _lanes(found: OutreachCampaign, status: str) -> list[dict[str, Any]]:
    tones = {"open": "wait", "reached": "", "dropped": ""}
    return [
        {
            "count": getattr(found, choice.value),
            "label": choice.label,
            "url": f"{found.get_absolute_url()}?status={choice.value}",
            "tone": tones[choice.value],
            "current": choice.value == status,
        }
        for choice in TargetStatus
    ]


def _whole_number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


@login_required
@require_POST
def refresh(request: HttpRequest, campaign_id: int) -> HttpResponse:
    found = _campaign(request, campaign_id)
    if not rules.can_manage(request.user, found):
        raise NotAllowedError
    queue_list(officer=request.user, campaign=found)
    return redirect(found)


@login_required
def close(request: HttpRequest, campaign_id: int) -> HttpResponse:
    found = _campaign(request, campaign_id)
    if not rules.can_manage(request.user, found):
        raise NotAllowedError
    if request.method == "POST" and request.POST.get("confirmed"):
        close_campaign(officer=request.user, campaign_id=found.pk)
        messages.success(request, _("The campaign is closed."))
        return redirect(found)
    return render(request, "check.html", {"check": _closing_check(request, found)})


def _closing_check(request: HttpRequest, found: OutreachCampaign) -> Check:
    rows = [(_("Campaign"), found.name), (_("Reached"), found.reached), (_("Still to be reached"), found.open)]
    return Check(
        title=_("Close the campaign"),
        lead=_("The list stays as it is and no longer follows the register."),
        rows=rows,
        button=_("Close the campaign"),
        action=request.path,
        cancel_url=found.get_absolute_url(),
    )


@login_required
def drop(request: HttpRequest, target_id: int) -> HttpResponse:
    target = get_object_or_404(CampaignTarget.objects.visible_to(request.user).select_related("campaign"), pk=target_id)
    if not rules.can_drop(request.user, target):
        raise NotAllowedError
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        drop_target(officer=request.user, target_id=target.pk, reason=form.cleaned_data["reason"])
        messages.success(request, _("The person is off the list."))
        return redirect(reverse("campaigns:campaign", args=[target.campaign_id]))
    return render(request, "campaigns/drop.html", {"form": form, "target": target})

"""Paper of a campaign: the list of people to be reached and their invitation letters."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns import queries, rules
from campaigns.choices import Goal
from campaigns.forms import MeetingForm
from campaigns.models import OutreachCampaign
from kontum_portal import clock
from kontum_portal.accounts.choices import Purpose
from kontum_portal.errors import NotAllowedError
from kontum_portal.look.pages import paper
from residents.models import Resident
from residents.queries import LETTERS, letters, people_to_print, print_lines, unit_of_paper
from residents.services.printing import record_print_of_list

KIND_OF = {Goal.NO_CARD: "card", Goal.NOT_ACTIVATED: "eid", Goal.RENEWAL: "exchange", Goal.MISSING_BIRTH_DATE: "facts"}


@login_required
@require_safe
@paper
def target_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    found = _campaign(request, campaign_id)
    people = people_to_print(_open_people(request, found))
    _log(request, found, "targets", people)
    foot = {"purpose": Purpose.OUTREACH.label, "printed_at": clock.now(), "day": clock.today()}
    unit = found.unit or unit_of_paper(request.user)
    head = {"campaign": found, "lines": print_lines(people), "unit": unit, "shows_unit": unit is None}
    return render(request, "campaigns/target_list.html", head | foot)


@login_required
@require_safe
@paper
def target_letters(request: HttpRequest, campaign_id: int) -> HttpResponse:
    found = _campaign(request, campaign_id)
    people = people_to_print(_open_people(request, found), limit=LETTERS)
    _log(request, found, "letters", people)
    form = MeetingForm(request.GET)
    meeting = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "kept": [(name, value) for name, value in request.GET.items() if name == "hamlet"],
        "letters": letters(people, KIND_OF[Goal(found.goal)]),
        "on": meeting.get("on"),
        "at": meeting.get("at"),
        "day": clock.today(),
    }
    return render(request, "residents/papers/letters.html", context)


def _campaign(request: HttpRequest, campaign_id: int) -> OutreachCampaign:
    if not rules.sees_campaigns(request.user):
        raise NotAllowedError
    return get_object_or_404(queries.campaigns_with_counts(request.user), pk=campaign_id)


def _open_people(request: HttpRequest, found: OutreachCampaign) -> Any:
    text = request.GET.get("hamlet", "")
    hamlet = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    return queries.people_to_reach(request.user, found, sub_unit_id=hamlet)


def _log(request: HttpRequest, found: OutreachCampaign, name: str, people: list[Resident]) -> None:
    record_print_of_list(
        officer=request.user,
        purpose=Purpose.OUTREACH,
        paper=name,
        people=len(people),
        subject_kind="campaign",
        subject_id=found.pk,
    )

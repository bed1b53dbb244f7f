"""Hand-overs between wards: proposed from a record, listed for both wards, accepted, refused or withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.errors import DomainError
from kontum_portal.look.pages import Check
from residents import rules
from residents.hand_over_forms import AcceptForm, HandOverForm
from residents.life_forms import ReasonForm
from residents.life_pages import person_rows
from residents.models import HandOver, Resident
from residents.queries import get_resident
from residents.queries import hand_overs as queries
from residents.queries.households import members_of
from residents.services.hand_overs import propose_hand_over, refuse_hand_over, withdraw_hand_over
from residents.services.taking_over import accept_hand_over
from residents.views.gates import register_page
from residents.views.readings import show_person


@require_safe
@register_page
def hand_overs(request: HttpRequest) -> HttpResponse:
    """What comes, what was sent, and what was answered lately."""
    context = {
        "coming": queries.listed(request.user, coming=True),
        "sent": queries.listed(request.user, coming=False),
        "answered": queries.answered(request.user),
    }
    record_access(
        officer=request.user,
        purpose=Purpose.VERIFY,
        surface="hand_overs",
        subject_kind="list",
        people=sum(len(rows) for rows in context.values()),
    )
    return render(request, "residents/moves/hand_overs.html", context)


@require_safe
@register_page
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, queries.get_hand_over(request.user, pk), None)


def _page(request: HttpRequest, found: HandOver, form: AcceptForm | None) -> HttpResponse:
    people = queries.people_of(request.user, found)
    may_answer = found.is_open and rules.can_answer_hand_over(request.user, found)
    _log(request, found, len(people))
    drift = queries.household_drift(found)
    context = {
        "hand_over": found,
        "people": people,
        "may_answer": may_answer,
        "may_withdraw": found.is_open and rules.can_withdraw_hand_over(request.user, found),
        "drift": drift,
        "form": form or (AcceptForm(hand_over=found) if may_answer and not drift else None),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "residents/moves/hand_over.html", context, status=status)


def _log(request: HttpRequest, found: HandOver, people: int) -> None:
    record_access(
        officer=request.user,
        purpose=Purpose.VERIFY,
        surface="hand_over",
        subject_kind="resident",
        subject_id=found.resident_id,
        unit_id=found.from_unit_id,
        people=people,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    resident = get_resident(request.user, pk)
    if not rules.can_propose_hand_over(request.user, resident):
        raise PermissionDenied
    form = HandOverForm(request.POST or None, resident=resident, whole="household" in request.GET)
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            check = {"check": _check(request, resident, form)}
            return show_person(request, resident, "check.html", check, surface="propose_hand_over")
        proposed = _propose(request, resident, form)
        if proposed:
            return redirect(proposed)
    return show_person(request, resident, "residents/moves/propose.html", {"form": form}, surface="propose_hand_over")


def _propose(request: HttpRequest, resident: Resident, form: HandOverForm) -> HandOver | None:
    try:
        rows = propose_hand_over(officer=request.user, resident_id=resident.pk, **form.arguments())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Proposed. The record stays with you until the other ward takes it over."))
    return rows[0]


def _check(request: HttpRequest, resident: Resident, form: HandOverForm) -> Check:
    said = form.cleaned_data
    rows = [
        *person_rows(resident),
        (_("Moved to"), form.destination_in_words(), request.path),
        (_("Moved on"), said["moved_on"], request.path),
        (_("Reason"), said["reason"], request.path),
    ]
    if "whole_household" in form.fields:
        rows.append((_("The whole household moves"), _who_moves(request, resident, said), request.path))
    return Check(
        title=_("Check before the record is offered to another ward"),
        rows=rows,
        button=_("Offer the record to the other ward"),
        action=request.path,
        cancel_url=resident.get_absolute_url(),
        form=HandOverForm(form.data, resident=resident, hidden=True),
    )


def _who_moves(request: HttpRequest, resident: Resident, said: dict[str, Any]) -> str:
    """All by name, so that nobody is offered unseen."""
    if not said["whole_household"]:
        return _("no")
    people = members_of(request.user, [resident.household_id])
    return ", ".join(one.full_name or "–" for one in people if one.deceased_on is None)


@require_POST
@register_page
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = _answerable(request, pk, rules.can_answer_hand_over)
    form = AcceptForm(request.POST, hand_over=found)
    if form.is_valid():
        try:
            accept_hand_over(officer=request.user, hand_over_id=found.pk, **form.arguments())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Taken over. The record is in your register now."))
            return redirect("residents:record", pk=found.resident_id)
    return _page(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found = _answerable(request, pk, rules.can_answer_hand_over)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_hand_over(officer=request.user, hand_over_id=found.pk, reason=form.cleaned_data["reason"])
        messages.success(request, _("Refused. The record stays with the sending ward, which sees the reason."))
        return redirect("residents:hand_overs")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "residents/moves/refuse.html", {"form": form, "hand_over": found}, status=status)


@require_POST
@register_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _answerable(request, pk, rules.can_withdraw_hand_over)
    withdraw_hand_over(officer=request.user, hand_over_id=found.pk)
    messages.success(request, _("Withdrawn. The record stays with you."))
    return redirect(found)


def _answerable(request: HttpRequest, pk: int, may: Callable[..., bool]) -> HandOver:
    """The hand-over, for those who may do this with it."""
    found = queries.get_hand_over(request.user, pk)
    if not may(request.user, found):
        raise PermissionDenied
    return found

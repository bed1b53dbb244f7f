"""The administrator's pages of officers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kontum_portal.accounts.forms import NewOfficerForm, OfficerForm, initial_of
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import has_second_factor, officers_for
from kontum_portal.accounts.rules import may_close_account, may_manage_officers, may_open_account
from kontum_portal.accounts.services import managing_officers as deeds
from kontum_portal.errors import DomainError, NotAllowedError


@require_safe
@login_required
def officers(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    return render(request, "accounts/officers.html", {"officers": officers_for(request.user)})


@login_required
def new_officer(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    form = NewOfficerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            officer, password = deeds.create_officer(administrator=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "accounts/one_time_password.html", {"officer": officer, "password": password})
    return render(request, "accounts/new_officer.html", {"form": form})


@login_required
def officer(request: HttpRequest, officer_id: int) -> HttpResponse:
    found = find_officer(request, officer_id)
    form = OfficerForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change_officer(administrator=request.user, officer_id=found.pk, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The account has been changed."))
            return redirect("accounts:officer", found.pk)
    return render(request, "accounts/officer.html", {"officer": found, "form": form, **_acts(request, found)})


def _refuse_others(request: HttpRequest) -> None:
    if not may_manage_officers(request.user):
        raise NotAllowedError


def find_officer(request: HttpRequest, officer_id: int) -> Officer:
    """An account that this administrator looks after; refused to everybody else."""
    _refuse_others(request)
    return get_object_or_404(officers_for(request.user), pk=officer_id)


def _acts(request: HttpRequest, found: Officer) -> dict[str, bool]:
    """Which formal acts the page offers."""
    return {
        "may_close": may_close_account(request.user, found),
        "may_open": may_open_account(request.user, found),
        "second_factor": has_second_factor(found),
    }

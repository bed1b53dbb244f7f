"""The administrator's pages of officers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kontum_portal.accounts.forms import NewOfficerForm, OfficerForm, initial_of
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import officers_for
from kontum_portal.accounts.rules import may_manage_officers
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
    found = _find(request, officer_id)
    form = OfficerForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change_officer(administrator=request.user, officer_id=found.pk, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The account has been changed."))
            return redirect("accounts:officer", found.pk)
    return render(request, "accounts/officer.html", {"officer": found, "form": form})


@require_POST
@login_required
def password(request: HttpRequest, officer_id: int) -> HttpResponse:
    """The one-time password is on this page and nowhere else."""
    found = _find(request, officer_id)
    _officer, one_time = deeds.reset_password(administrator=request.user, officer_id=found.pk)
    return render(request, "accounts/one_time_password.html", {"officer": found, "password": one_time})


@require_POST
@login_required
def second_factor(request: HttpRequest, officer_id: int) -> HttpResponse:
    deeds.reset_second_factor(administrator=request.user, officer_id=_find(request, officer_id).pk)
    messages.success(request, _("The second factor has been removed; a new one is set up at the next sign-in."))
    return redirect("accounts:officer", officer_id)


@require_POST
@login_required
def account(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Close an open account, open a closed one: the button says which."""
    found = _find(request, officer_id)
    if "open" in request.POST:
        deeds.open_account(administrator=request.user, officer_id=found.pk)
        messages.success(request, _("The account is open again."))
    else:
        deeds.close_account(administrator=request.user, officer_id=found.pk)
        messages.success(request, _("The account is closed."))
    return redirect("accounts:officer", officer_id)


def _refuse_others(request: HttpRequest) -> None:
    if not may_manage_officers(request.user):
        raise NotAllowedError


def _find(request: HttpRequest, officer_id: int) -> Officer:
    _refuse_others(request)
    return get_object_or_404(officers_for(request.user), pk=officer_id)

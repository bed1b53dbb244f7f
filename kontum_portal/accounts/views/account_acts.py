"""Formal acts on an account: each is read once more on its own page before it is done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kontum_portal.accounts.errors import AccountClosedError, AccountOpenError, NoSecondFactorError, OwnAccountError
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import has_second_factor
from kontum_portal.accounts.rules import may_close_account, may_open_account
from kontum_portal.accounts.services import managing_officers as deeds
from kontum_portal.accounts.views.officers import find_officer
from kontum_portal.look.pages import Check


@login_required
def password(request: HttpRequest, officer_id: int) -> HttpResponse:
    """The one-time password is on the page that answers, and nowhere else."""
    found = find_officer(request, officer_id)
    if not _confirmed(request):
        warning = _("The present password, and every open session of this officer, end at once.")
        lead = _("The new password is shown once: hand it over in person.")
        return _check(request, found, _("Give a new one-time password"), warning, lead=lead)
    _officer, one_time = deeds.reset_password(administrator=request.user, officer_id=found.pk)
    return render(request, "accounts/one_time_password.html", {"officer": found, "password": one_time})


@login_required
def second_factor(request: HttpRequest, officer_id: int) -> HttpResponse:
    found = find_officer(request, officer_id)
    if not has_second_factor(found):
        raise NoSecondFactorError
    if not _confirmed(request):
        warning = _(
            "Until a new one is set up, the password alone signs in. Do this only when the officer asks in person."
        )
        return _check(request, found, _("Remove the second factor"), warning)
    deeds.reset_second_factor(administrator=request.user, officer_id=found.pk)
    messages.success(request, _("The second factor has been removed; a new one is set up at the next sign-in."))
    return redirect("accounts:officer", found.pk)


@login_required
def close_account(request: HttpRequest, officer_id: int) -> HttpResponse:
    found = find_officer(request, officer_id)
    if not may_close_account(request.user, found):
        raise OwnAccountError if found == request.user else AccountClosedError
    if not _confirmed(request):
        warning = _("The officer can no longer sign in, and open sessions end with their next page.")
        return _check(request, found, _("Close the account"), warning, danger=True)
    deeds.close_account(administrator=request.user, officer_id=found.pk)
    messages.success(request, _("The account is closed."))
    return redirect("accounts:officer", found.pk)


@login_required
def open_account(request: HttpRequest, officer_id: int) -> HttpResponse:
    found = find_officer(request, officer_id)
    if not may_open_account(request.user, found):
        raise AccountOpenError
    if not _confirmed(request):
        warning = _("The officer signs in again with the role and the units below, and the password of before.")
        return _check(request, found, _("Open the account again"), warning)
    deeds.open_account(administrator=request.user, officer_id=found.pk)
    messages.success(request, _("The account is open again."))
    return redirect("accounts:officer", found.pk)


def _confirmed(request: HttpRequest) -> bool:
    return request.method == "POST" and "confirmed" in request.POST


def _check(
    request: HttpRequest, found: Officer, act: str | Promise, warning: str, *, lead: str = "", danger: bool = False
) -> HttpResponse:
    """What the administrator reads before the act; the button is named after it."""
    page = reverse("accounts:officer", args=[found.pk])
    scope = str(found.area) if found.area else ", ".join(str(unit) for unit in found.units.all())
    rows = [
        (_("User name"), found.username),
        (_("Full name"), found.full_name, page),
        (_("Role"), found.get_role_display(), page),
        (_("Units"), scope or _("none"), page),
        (_("Last sign-in"), found.last_login or _("never")),
    ]
    check = Check(
        title=str(act),
        lead=lead,
        rows=rows,
        button=str(act),
        action=request.path,
        cancel_url=page,
        warnings=[warning],
        danger=danger,
    )
    return render(request, "check.html", {"check": check})

"""The officer's own page, and what each officer chooses: language, display and keys."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from kontum_portal.accounts.forms import DisplayForm, KeysForm, LanguageForm
from kontum_portal.accounts.services.choosing_display import choose_display
from kontum_portal.accounts.services.choosing_keys import choose_keys
from kontum_portal.accounts.services.managing_officers import choose_language
from kontum_portal.errors import DomainError
from kontum_portal.look.display import read_display

A_YEAR = 365 * 24 * 3600


@login_required
def own_page(request: HttpRequest) -> HttpResponse:
    """The officer's own account: who the portal takes one for, and the language."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        choose_language(officer=request.user, language=form.cleaned_data["language"])
        return redirect("accounts:own_page")
    return _own_page(request, form, KeysForm(officer=request.user))


def _own_page(request: HttpRequest, form: LanguageForm, keys_form: KeysForm) -> HttpResponse:
    context = {
        "form": form,
        "keys_form": keys_form,
        "display_form": DisplayForm(officer=request.user),
        "units": request.user.units.all(),
    }
    return render(request, "accounts/own_page.html", context, status=422 if keys_form.errors else 200)


@require_POST
@login_required
def keys(request: HttpRequest) -> HttpResponse:
    """The officer's own keys; a clash stands on the form in the page it came from."""
    form = KeysForm(request.POST, officer=request.user)
    if form.is_valid():
        try:
            choose_keys(officer=request.user, single_keys=form.cleaned_data["single_keys"], typed=form.typed())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your keys are saved."))
            return redirect("accounts:own_page")
    return _own_page(request, LanguageForm(initial={"language": request.user.language}), form)


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """The switch on every page: kept with the officer, and before sign-in with this browser."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES) and chosen != request.user.language:
        choose_language(officer=request.user, language=chosen)
    return set_language(request)


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """The theme and the density of every page: kept with the officer, and before sign-in with this browser."""
    target, chosen = request.POST.get("next", ""), read_display(request.POST)
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = redirect(target if safe else "/")
    if request.user.is_authenticated:
        choose_display(officer=request.user, chosen=chosen)
        return response
    for name, value in chosen.items():
        response.set_cookie(name, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response

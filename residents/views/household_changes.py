"""Splitting, merging, moving: the form, the check before and after, the act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontum_portal.errors import DomainError
from residents.household_checks import HouseholdCheck, check_merge, check_move, check_split
from residents.household_forms import MergeForm, MoveForm, SplitForm
from residents.models import Household, Resident
from residents.queries.households import members_of
from residents.services.household_changes import merge_households, move_household, split_household
from residents.views.gates import register_page
from residents.views.households import changeable, log_household

Checker = Callable[[Household, list[Resident], Any], HouseholdCheck]


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def split(request: HttpRequest, pk: int) -> HttpResponse:
    home, people = _household(request, pk, "household_split")
    place = {"sub_unit": home.sub_unit_id, "address": home.address}
    form = SplitForm(request.POST or None, people=people, unit_ids=[home.unit_id], initial=place)

    def act() -> Household:
        known = {"head_id": form.head_id(), "relations": form.relations(), **form.place()}
        return split_household(officer=request.user, household_id=home.pk, **known)

    return _answer(request, home, people, form, check_split, act)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    home, people = _household(request, pk, "household_merge")
    form = MergeForm(request.POST or None, officer=request.user, household=home, people=people)

    def act() -> Household:
        known = {"into_id": form.cleaned_data["into"].pk, "relations": form.relations()}
        return merge_households(officer=request.user, household_id=home.pk, **known)

    return _answer(request, home, people, form, check_merge, act)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def move(request: HttpRequest, pk: int) -> HttpResponse:
    home, people = _household(request, pk, "household_move")
    place = {"sub_unit": home.sub_unit_id, "address": home.address}
    form = MoveForm(request.POST or None, unit_ids=[home.unit_id], initial=place)

    def act() -> Household:
        known = form.place() | {"with_address": form.cleaned_data["with_address"]}
        return move_household(officer=request.user, household_id=home.pk, **known)

    return _answer(request, home, people, form, check_move, act)


def _household(request: HttpRequest, pk: int, surface: str) -> tuple[Household, list[Resident]]:
    home = changeable(request, pk)
    people = members_of(request.user, [home.pk])
    log_household(request, home, len(people), surface)
    return home, people


def _answer(
    request: HttpRequest,
    home: Household,
    people: list[Resident],
    form: Form,
    checker: Checker,
    act: Callable[[], Household],
) -> HttpResponse:
    """The form; once it is right, the check; once that is confirmed, the act."""
    kind = request.resolver_match.url_name if request.resolver_match else ""
    context = {"household": home, "form": form, "kind": kind}
    if request.method != "POST" or not form.is_valid():
        return render(request, "residents/households/change.html", context, status=422 if form.errors else 200)
    if "again" in request.POST:
        return render(request, "residents/households/change.html", context)
    if "confirmed" not in request.POST:
        return render(request, "residents/households/check.html", context | {"check": checker(home, people, form)})
    try:
        result = act()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return render(request, "residents/households/change.html", context, status=refusal.status)
    messages.success(request, _("Done. This is the household as it is now."))
    return redirect(result)

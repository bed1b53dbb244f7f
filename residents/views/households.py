"""Households: the list, one household, a new one, and who lives in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.errors import DomainError, NotAllowedError
from residents import rules
from residents.household_forms import AddMemberForm, HouseholdFilterForm, NewHouseholdForm, RelationsForm
from residents.models import Household, Resident, Search
from residents.queries import find_people
from residents.queries.households import (
    SEARCH_KIND,
    HouseholdFilters,
    deeds_of,
    get_household,
    list_households,
    members_of,
)
from residents.search_terms import LONGEST, recognise
from residents.services.household_members import add_member, set_relations, take_out_member
from residents.services.households import create_household
from residents.services.searches import settle_search
from residents.views.gates import purpose_of, register_page


@require_safe
@register_page
def households(request: HttpRequest) -> HttpResponse:
    wanted = HouseholdFilters.from_query(request.GET)
    after = request.GET.get("after", "")
    page = list_households(request.user, wanted, int(after) if after.isascii() and after.isdigit() else None)
    following = request.GET.copy()
    following["after"] = str(page.cursor)
    _log_people(request, "households", len(page.households))
    context = {
        "page": page,
        "filters": HouseholdFilterForm(request.GET, officer=request.user),
        "next_url": f"?{following.urlencode()}" if page.cursor else "",
        "may_create": rules.can_register(request.user),
        "shows_unit": len(request.user.register_unit_ids) > 1,
    }
    return render(request, "residents/households/list.html", context)


@require_POST
@register_page
def find(request: HttpRequest) -> HttpResponse:
    """A file number or the beginning of an address: kept behind a token, so that it stands in no URL."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    if not text:
        return redirect("residents:households")
    kept = settle_search(officer=request.user, text=text, kind=SEARCH_KIND, people=0)
    return redirect(f"{reverse('residents:households')}?found={kept.token}")


@require_safe
@register_page
def household(request: HttpRequest, pk: int) -> HttpResponse:
    home = get_household(request.user, pk)
    people = members_of(request.user, [home.pk])
    log_household(request, home, len(people), "household")
    context = {
        "household": home,
        "members": people,
        "leader": next((one for one in people if one.deceased_on is None), None),
        "deeds": deeds_of(request.user, home),
        "may_change": rules.can_change_household(request.user, home) and not home.closed_on,
    }
    return render(request, "residents/households/household.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def new_household(request: HttpRequest) -> HttpResponse:
    if not rules.can_register(request.user):
        raise NotAllowedError
    form = NewHouseholdForm(request.POST or None, unit_ids=sorted(request.user.register_unit_ids))
    if request.method == "POST" and form.is_valid():
        try:
            home = create_household(officer=request.user, unit_id=form.cleaned_data["unit"].pk, **form.place())
        except DomainError as refusal:
            form.add_error("number", str(refusal))
        else:
            messages.success(request, _("The household was made. Add the people who live in it."))
            return redirect("residents:household_add", home.pk)
    return render(request, "residents/households/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Find a person of the unit (POST ``q``, kept behind a token), then take that person in."""
    home = changeable(request, pk)
    if "q" in request.POST:
        text = request.POST["q"].strip()[:LONGEST]
        kept = settle_search(officer=request.user, text=text, kind=recognise(text).kind, people=0)
        return redirect(f"{request.path}?found={kept.token}")
    form = AddMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _take_in(request, home, form)
    context = _candidates(request, home)
    if context["people"]:
        _log_people(request, "household_add", len(context["people"]))
    return render(request, "residents/households/add.html", context)


def _candidates(request: HttpRequest, home: Household) -> dict[str, Any]:
    token = request.GET.get("found", "")
    kept = Search.objects.visible_to(request.user).filter(token=token).first() if token else None
    found = find_people(request.user, recognise(kept.text)).people if kept else []
    return {
        "household": home,
        "searched": kept.text if kept else "",
        "people": [person for person in found if person.unit_id == home.unit_id and person.household_id != home.pk],
        "relations": AddMemberForm().fields["relation"].choices,  # type: ignore[attr-defined]
    }


def _take_in(request: HttpRequest, home: Household, form: AddMemberForm) -> HttpResponse:
    known = form.cleaned_data
    try:
        add_member(
            officer=request.user,
            household_id=home.pk,
            resident_id=known["resident"],
            relation=known["relation"] or None,
            leaves_id=known["leaves"],
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    messages.success(request, _("The person lives in this household now."))
    return redirect(home)


@require_POST
@register_page
def take_out(request: HttpRequest, pk: int, resident_id: int) -> HttpResponse:
    home = changeable(request, pk)
    take_out_member(officer=request.user, household_id=home.pk, resident_id=resident_id)
    messages.success(request, _("The person does not live in this household any more."))
    return redirect(home)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def relations(request: HttpRequest, pk: int) -> HttpResponse:
    home = changeable(request, pk)
    people: list[Resident] = members_of(request.user, [home.pk])
    form = RelationsForm(request.POST or None, people=people, head_id=home.head_id)
    if request.method == "POST" and form.is_valid():
        try:
            set_relations(
                officer=request.user, household_id=home.pk, head_id=form.head_id(), relations=form.relations()
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(home)
    log_household(request, home, len(people), "household_relations")
    return render(request, "residents/households/relations.html", {"household": home, "form": form})


def changeable(request: HttpRequest, pk: int) -> Household:
    """The household, for those who may change it: out of reach is 404, not allowed is 403."""
    home = get_household(request.user, pk)
    if not rules.can_change_household(request.user, home):
        raise NotAllowedError
    return home


def _log_people(request: HttpRequest, surface: str, people: int) -> None:
    record_access(
        officer=request.user, purpose=purpose_of(request), surface=surface, subject_kind="list", people=people
    )


def log_household(request: HttpRequest, home: Household, people: int, surface: str) -> None:
    purpose = Purpose.VERIFY if surface == "print_household" else purpose_of(request)
    record_access(
        officer=request.user, purpose=purpose, surface=surface, subject_kind="household", subject_id=home.pk,
        unit_id=home.unit_id, people=people,
    )  # fmt: skip

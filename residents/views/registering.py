"""The one-page form: registering a person, with its warnings."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kontum_portal.accounts.services import record_access
from kontum_portal.look.pages import after_saving, liked_id
from residents import rules
from residents.errors import LooksLikeSomebodyError, NumberAlreadyHeldError, TooManyLookUpsError
from residents.forms import ResidentForm
from residents.models import Resident
from residents.quality.evaluate import evaluate
from residents.queries import get_resident
from residents.queries.duplicates import DuplicateCheck, check_duplicates
from residents.queries.scans import read_scan, typed_from_card
from residents.services.looking_across import name_holder
from residents.services.registering import register_resident
from residents.views.gates import purpose_of, register_page
from residents.views.readings import words_of_holder


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def register(request: HttpRequest) -> HttpResponse:
    if not rules.can_register(request.user):
        raise PermissionDenied
    scan = read_scan(request.user, request.GET.get("scan", ""))
    initial = _kept_from_last(request) | (typed_from_card(scan.card) if scan else {})
    form = ResidentForm(request.POST or None, officer=request.user, initial=initial, focus="full_name")
    if request.method == "POST" and form.is_valid():
        saved = _register(request, form)
        if saved:
            return after_saving(request, saved)
    context = {"form": form, "check": _check(request, form) if form.asks_reason else None, "scan": scan}
    return render(request, "residents/register.html", context, status=_status(form))


def _register(request: HttpRequest, form: ResidentForm) -> Resident | None:
    try:
        saved = register_resident(
            officer=request.user,
            unit_id=form.cleaned_data["unit"].pk,
            facts=form.facts(),
            sub_unit_id=form.sub_unit_id(),
            household_number=form.cleaned_data["household_number"],
            reason=form.cleaned_data.get("reason") or "",
        )
    except NumberAlreadyHeldError as refusal:
        said = words_of_holder(request, form.cleaned_data["personal_id"], refusal)
        form.ask_for_reason(said, "personal_id")
        return None
    except LooksLikeSomebodyError as refusal:
        form.ask_for_reason(str(refusal), None)
        return None
    messages.success(request, _("Registered."))
    return saved


def _kept_from_last(request: HttpRequest) -> dict[str, object]:
    """“Save and enter next” keeps unit, sub-unit, household and address of the person just saved."""
    last = liked_id(request)
    if last is None:
        return {}
    person = get_resident(request.user, last)
    kept = {name: getattr(person, name) for name in ("permanent_address", "current_address", "residence_kind")}
    number = person.household.number if person.household else ""
    return kept | {"unit": person.unit_id, "sub_unit": person.sub_unit_id, "household_number": number}


@require_POST
@register_page
def warnings(request: HttpRequest) -> HttpResponse:
    """What the rules would say of the form as it stands, and who in the register is alike; nothing is saved."""
    form = ResidentForm(request.POST, officer=request.user)
    form.is_valid()
    failures = evaluate(form.facts() | {"sub_unit_id": form.sub_unit_id()})
    context = {"failures": failures, "check": _check(request, form)}
    return render(request, "residents/warnings.html", context)


def _check(request: HttpRequest, form: ResidentForm) -> DuplicateCheck:
    """Those alike; seeing people of the register is a reading, and is logged as one."""
    corrected = request.GET.get("of", "")
    but = int(corrected) if corrected.isascii() and corrected.isdigit() and len(corrected) < 19 else None
    check = check_duplicates(request.user, form.facts(), but_resident_id=but)
    if check.elsewhere:
        check = _named(request, check, form.facts().get("personal_id"))
    if check.found:
        record_access(
            officer=request.user,
            purpose=purpose_of(request),
            surface="duplicates",
            subject_kind="resident",
            people=len(check.lookalikes) + len(check.elsewhere),
        )
    return check


def _named(request: HttpRequest, check: DuplicateCheck, number: str | None) -> DuplicateCheck:
    """Other wards are named as often as they may be looked up, and no more."""
    try:
        name_holder(officer=request.user, number=number, purpose=purpose_of(request))
    except TooManyLookUpsError as too_many:
        return replace(check, elsewhere=[], unsaid=str(too_many))
    return check


def _status(form: ResidentForm) -> int:
    return 422 if form.is_bound and form.errors else 200

"""Sub-units and expected populations, unit by unit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kontum_portal.accounts.models import Officer
from kontum_portal.area_lists import queries, rules
from kontum_portal.area_lists.forms import ExpectedPopulationForm, SubUnitForm
from kontum_portal.area_lists.services import add_sub_unit, record_expected_population, rename_sub_unit
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import DomainError, NotAllowedError


@require_safe
@login_required
def units(request: HttpRequest) -> HttpResponse:
    """One's own unit at once; a list where there are several."""
    found = list(_units_of(request.user))
    if len(found) == 1:
        return redirect("area_lists:unit", found[0].pk)
    return render(request, "area_lists/units.html", {"units": found})


@login_required
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    place = get_object_or_404(_units_of(request.user), pk=unit_id)
    form = SubUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_sub_unit(officer=request.user, unit_id=place.pk, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The sub-unit has been added."))
            return redirect("area_lists:unit", place.pk)
    return render(request, "area_lists/unit.html", _page(request.user, place, form))


@login_required
def sub_unit(request: HttpRequest, sub_unit_id: int) -> HttpResponse:
    part = get_object_or_404(queries.sub_units_for(_allowed(request.user)), pk=sub_unit_id)
    form = SubUnitForm(request.POST or None, initial={"name": part.name, "kind": part.kind})
    if request.method == "POST" and form.is_valid():
        try:
            rename_sub_unit(officer=request.user, sub_unit_id=part.pk, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The sub-unit has been changed."))
            return redirect("area_lists:unit", part.unit_id)
    return render(request, "area_lists/sub_unit.html", {"sub_unit": part, "form": form})


@login_required
def expected_population(request: HttpRequest, unit_id: int) -> HttpResponse:
    place = get_object_or_404(_units_of(request.user), pk=unit_id)
    if not rules.can_record_expected_population(request.user, place):
        raise NotAllowedError
    form = ExpectedPopulationForm(request.POST or None, unit=place)
    if request.method == "POST" and form.is_valid():
        try:
            _record(request.user, place, form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The figure has been recorded."))
            return redirect("area_lists:unit", place.pk)
    return render(request, "area_lists/expected_population.html", {"unit": place, "form": form})


def _record(officer: Officer, place: AdminUnit, figure: dict) -> None:
    part = figure.pop("sub_unit")
    record_expected_population(officer=officer, unit_id=place.pk, sub_unit_id=part.pk if part else None, **figure)


def _allowed(officer: Officer) -> Officer:
    if not rules.can_view_units(officer):
        raise NotAllowedError
    return officer


def _units_of(officer: Officer):
    return queries.units_for(_allowed(officer))


def _page(officer: Officer, place: AdminUnit, form: SubUnitForm) -> dict:
    return {
        "unit": place,
        "form": form,
        "sub_units": place.sub_units.all(),
        "expected": queries.expected_populations_of(place),
        "may_edit": rules.can_edit_sub_units(officer, place),
        "may_record": rules.can_record_expected_population(officer, place),
    }

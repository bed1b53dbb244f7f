"""Registering a death: the day, the check, the deed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontum_portal.errors import DomainError
from kontum_portal.look.pages import Check
from residents import rules
from residents.forms import DeathForm
from residents.masking import masked_number, partial_date
from residents.models import Resident
from residents.queries import get_resident
from residents.services.deaths import register_death
from residents.views.gates import register_page
from residents.views.readings import show_person


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def death(request: HttpRequest, pk: int) -> HttpResponse:
    resident = get_resident(request.user, pk)
    if not rules.can_register_death(request.user, resident):
        raise PermissionDenied
    form = DeathForm(request.POST or None, initial={"version": resident.version})
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            check = {"check": _check(request, form, resident)}
            return show_person(request, resident, "check.html", check, surface="death")
        if _register_death(request, form, resident):
            return redirect(resident)
    return show_person(request, resident, "residents/death.html", {"form": form}, surface="death")


def _check(request: HttpRequest, form: DeathForm, resident: Resident) -> Check:
    rows = [
        (_("Full name"), resident.full_name),
        (_("Birth date"), partial_date(resident.birth_year, resident.birth_month, resident.birth_day)),
        (_("Personal number"), masked_number(resident.personal_id)),
        (_("Day of death"), form.cleaned_data["deceased_on"], request.path),
    ]
    return Check(
        title=_("Register the death"),
        lead=_("It closes open dossiers and takes the person off the lists."),
        rows=rows,
        button=_("Register the death"),
        action=request.path,
        cancel_url=resident.get_absolute_url(),
        form=form.hidden(),
        danger=True,
    )


def _register_death(request: HttpRequest, form: DeathForm, resident: Resident) -> bool:
    try:
        register_death(officer=request.user, resident_id=resident.pk, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The death is registered."))
    return True

"""A page that shows one person, if only the name, is a reading of that person: logged with its purpose."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kontum_portal.accounts.services import record_access
from residents.errors import NumberAlreadyHeldError, TooManyLookUpsError
from residents.models import Resident
from residents.services.looking_across import name_holder
from residents.views.gates import purpose_of


def log_person(request: HttpRequest, resident: Resident, surface: str, purpose: str = "") -> None:
    """One row of the access log; without a ``purpose`` the one the officer reads under."""
    record_access(
        officer=request.user,
        purpose=purpose or purpose_of(request),
        surface=surface,
        subject_kind="resident",
        subject_id=resident.pk,
        unit_id=resident.unit_id,
    )


def show_person(
    request: HttpRequest, resident: Resident, template: str, context: dict[str, Any], *, surface: str, purpose: str = ""
) -> HttpResponse:
    """The page, and the reading with it; a form that was refused answers 422."""
    log_person(request, resident, surface, purpose)
    form = context.get("form")
    refused = form is not None and form.is_bound and form.errors
    return render(request, template, {"resident": resident, **context}, status=422 if refused else 200)


def words_of_holder(request: HttpRequest, number: str | None, refusal: NumberAlreadyHeldError) -> str:
    """The sentence that names who holds the number, once that is counted; else why it is not named."""
    try:
        name_holder(officer=request.user, number=number, purpose=purpose_of(request))
    except TooManyLookUpsError as too_many:
        return str(too_many)
    return str(refusal)

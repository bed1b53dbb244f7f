"""Who gets to a page at all, and what is logged when a person's dossier is opened."""

import functools
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse

from id_cards import rules
from id_cards.models import CardApplication
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.errors import NotAllowedError

View = Callable[..., HttpResponse]


def register_page(view: View) -> View:
    """Signed in, with a role that sees the register (403 otherwise); a row out of reach is 404."""

    @login_required
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not rules.may_open_pages(request.user):
            raise NotAllowedError
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error

    return guarded


def require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowedError


def log_reading(request: HttpRequest, application: CardApplication, surface: str) -> None:
    """One row: this officer read this person's dossier, for the card's sake."""
    log_person(request, application.resident_id, application.unit_id, surface)


def log_list(request: HttpRequest, people: int, surface: str) -> None:
    """One row: this officer read a list with so many people on it; an empty list is nobody's reading."""
    if people:
        record_access(
            officer=request.user,
            purpose=Purpose.CARD,
            surface=f"id_cards:{surface}",
            subject_kind="list",
            people=people,
        )


def log_person(request: HttpRequest, resident_id: int, unit_id: int, surface: str) -> None:
    record_access(
        officer=request.user,
        purpose=Purpose.CARD,
        surface=f"id_cards:{surface}",
        subject_kind="resident",
        subject_id=resident_id,
        unit_id=unit_id,
    )

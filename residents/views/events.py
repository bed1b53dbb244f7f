"""Events of a person: entered through a form and a check, taken back with a reason; the relative's telephone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kontum_portal.errors import DomainError
from residents import rules
from residents.errors import LooksLikeSomebodyError, NumberAlreadyHeldError
from residents.life_forms import EventForm, MoveInForm, ReasonForm
from residents.life_pages import EVENT_PAGES, EventPage, check_of
from residents.masking import national_phone
from residents.models import Resident, ResidentEvent
from residents.queries import get_resident
from residents.queries.timeline import whereabouts_of
from residents.services.moving import move_in as enter_move_in
from residents.services.undoing_events import undo_event as take_back
from residents.views.gates import register_page
from residents.views.readings import log_person, show_person, words_of_holder


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def event(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    resident = get_resident(request.user, pk)
    if kind not in EVENT_PAGES:
        raise Http404
    if not rules.can_enter_events(request.user, resident):
        raise PermissionDenied
    page = EVENT_PAGES[kind]
    form = page.form(request.POST or None, resident=resident)
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            check = {"check": check_of(page, resident, form)}
            return show_person(request, resident, "check.html", check, surface="event")
        if _enter(request, page, resident, form):
            return redirect(resident)
    return show_person(request, resident, "residents/moves/event.html", {"form": form, "page": page}, surface="event")


def _enter(request: HttpRequest, page: EventPage, resident: Resident, form: EventForm) -> bool:
    try:
        page.enter(request.user, resident, form.arguments())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Entered."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def move_in(request: HttpRequest) -> HttpResponse:
    """A person from outside the area."""
    units = [unit_id for unit_id in request.user.register_unit_ids if rules.can_register_in(request.user, unit_id)]
    if not units:
        raise PermissionDenied
    form = MoveInForm(request.POST or None, unit_id=units[0])
    if request.method == "POST" and form.is_valid():
        try:
            entered = enter_move_in(officer=request.user, **form.arguments())
        except NumberAlreadyHeldError as refusal:
            form.add_error("personal_id", words_of_holder(request, form.cleaned_data["personal_id"], refusal))
            form.add_error(None, _("Somebody in the register of another ward is handed over by that ward."))
        except LooksLikeSomebodyError as refusal:
            form.ask_for_reason(str(refusal))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Registered."))
            return redirect(entered.resident)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "residents/moves/move_in.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def undo_event(request: HttpRequest, pk: int, event_id: int) -> HttpResponse:
    resident = get_resident(request.user, pk)
    found = get_object_or_404(ResidentEvent.objects.visible_to(request.user).filter(resident=resident), pk=event_id)
    if not rules.can_undo_event(request.user, found):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(officer=request.user, event_id=found.pk, reason=form.cleaned_data["reason"])
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Taken back."))
            return redirect("residents:list") if found.kind == "birth" else redirect(resident)
    context = {"form": form, "event": found}
    return show_person(request, resident, "residents/moves/undo.html", context, surface="undo_event")


@require_POST
@register_page
def relative_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole number of the relative, on demand and logged with the purpose."""
    resident = get_resident(request.user, pk)
    known = whereabouts_of(request.user, resident)
    if known is None or not known.relative_phone:
        raise Http404
    log_person(request, resident, "reveal:relative_phone")
    shown = {"shown": national_phone(known.relative_phone), "resident": resident, "fact": "relative_phone"}
    template = "residents/revealed.html" if request.htmx else "residents/revealed_page.html"
    return render(request, template, shown)

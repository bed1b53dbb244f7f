"""One dossier: its page, its beginning, and taking its last step back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from id_cards import presenting, queries, rules
from id_cards.eligibility import Eligibility
from id_cards.forms import StartForm
from id_cards.services import start_application, undo_step
from id_cards.views.access import log_person, log_reading, register_page, require
from kontum_portal.clock import today
from residents.models import Resident


@register_page
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier's state, its next step as the button, its path and its facts."""
    found = queries.get_application(request.user, pk)
    log_reading(request, found, "application")
    parts = presenting.dossier_parts(request.user, found, queries.steps_of(found))
    return render(request, "id_cards/application.html", parts)


@register_page
def start(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Take the dossier of a person: the suggested case in words, what stands in the way, and the form."""
    resident = Resident.objects.open_to(request.user).select_related("unit").get(pk=resident_id)
    require(rules.can_start(request.user, resident))
    eligibility = queries.eligibility_for(resident, today())
    form = StartForm(
        request.POST or None,
        initial={"reason": eligibility.reason},
        representative_needed=eligibility.representative,
    )
    if request.method == "POST" and form.is_valid():
        started = start_application(officer=request.user, resident_id=resident_id, **form.cleaned_data)
        messages.success(request, _("The dossier was taken."))
        return redirect(started)
    return _start_page(request, resident, eligibility, form)


def _start_page(request: HttpRequest, resident: Resident, eligibility: Eligibility, form: StartForm) -> HttpResponse:
    log_person(request, resident.pk, resident.unit_id, "start")
    context = {
        "resident": resident,
        "birth": presenting.birth_text(resident),
        "number": presenting.masked(resident.personal_id),
        "eligibility": eligibility,
        "open_application": queries.open_application_of(request.user, resident.pk),
        "form": form,
    }
    return render(request, "id_cards/start.html", context)


@register_page
@require_POST
def undo(request: HttpRequest, pk: int, step_id: int) -> HttpResponse:
    application = undo_step(officer=request.user, application_id=pk, step_id=step_id)
    messages.success(request, _("The last step was taken back."))
    return redirect(application)

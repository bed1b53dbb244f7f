"""Take a step: at once, after a check, or with what the step has to know."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from id_cards import checking, queries, rules, services
from id_cards.choices import DeedName
from id_cards.eligibility import born_on
from id_cards.forms import HandOverForm, NotedStepForm, ReturnForm, StepForm
from id_cards.models import CardApplication
from id_cards.views.access import log_reading, register_page, require
from id_cards.views.listing import AT_DESK
from kontum_portal.clock import today

SERVICE_OF: dict[str, Callable[..., CardApplication]] = {
    DeedName.WAIT_FOR_DATA: services.wait_for_data,
    DeedName.RESUME: services.resume_dossier,
    DeedName.TAKE_BIOMETRICS: services.take_biometrics,
    DeedName.ISSUE_SLIP: services.issue_slip,
    DeedName.SEND: services.send_dossier,
    DeedName.RETURN_WITH_ERROR: services.return_with_error,
    DeedName.APPROVE: services.approve_dossier,
    DeedName.START_PRINTING: services.start_printing,
    DeedName.RECORD_ARRIVAL: services.record_card_arrival,
    DeedName.POST: services.post_card,
    DeedName.MARK_WRONG: services.mark_card_wrong,
    DeedName.REFUSE: services.refuse_application,
    DeedName.CANCEL: services.cancel_application,
    DeedName.EXPIRE: services.expire_application,
}


@register_page
def step(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """GET shows the check; POST does the deed (a formal one only with ``confirmed``)."""
    if deed not in SERVICE_OF:
        raise Http404
    application = queries.get_application(request.user, pk)
    require(rules.can_do(request.user, application, deed))
    form = _form_for(DeedName(deed), request.POST or None, application)
    confirmed = "confirmed" in request.POST or deed not in rules.FORMAL_DEEDS
    if request.method == "POST" and form.is_valid() and confirmed:
        SERVICE_OF[deed](officer=request.user, application_id=pk, **form.cleaned_data)
        messages.success(request, _("Done: %(deed)s.") % {"deed": DeedName(deed).label})
        return redirect(application)
    log_reading(request, application, "step")
    return render(request, "check.html", {"check": checking.check_step(application, DeedName(deed), form)})


def _form_for(deed: DeedName, data: object, application: CardApplication) -> StepForm:
    kind = (
        ReturnForm if deed == DeedName.RETURN_WITH_ERROR else NotedStepForm if deed in rules.NOTED_DEEDS else StepForm
    )
    return kind(data, initial={"version": application.version})


@register_page
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom and how identified, then the check page, then the card is the citizen's."""
    application = queries.get_application(request.user, pk)
    require(rules.can_do(request.user, application, DeedName.HAND_OVER))
    form = _hand_over_form(request, application, hidden=False)
    if request.method == "POST" and form.is_valid():
        if "confirmed" in request.POST:
            services.hand_over_card(officer=request.user, application_id=pk, **form.cleaned_data)
            messages.success(request, _("The card was handed over."))
            return redirect("id_cards:desk" if AT_DESK in request.GET else application)
        hidden = _hand_over_form(request, application, hidden=True)
        return render(request, "check.html", {"check": checking.check_hand_over(application, form, hidden)})
    log_reading(request, application, "hand_over")
    return render(request, "id_cards/hand_over.html", checking.hand_over_parts(application, form))


def _hand_over_form(request: HttpRequest, application: CardApplication, *, hidden: bool) -> HandOverForm:
    child = rules.needs_representative(born_on(application.resident), today())
    initial = {"version": application.version, "issued_on": application.approved_on}
    if child:
        initial["receiver_name"] = application.representative_name
    return HandOverForm(request.POST or None, initial=initial, holder_is_child=child, hidden=hidden)

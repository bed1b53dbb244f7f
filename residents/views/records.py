"""One person: the record, its masked values, and why it is read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from residents import rules
from residents.extension_points import record_panels
from residents.forms import PurposeForm
from residents.masking import national_phone, spaced_number
from residents.models import Resident
from residents.queries import get_open_resident, pending_correction_id, read_record
from residents.queries.scans import compare_scan
from residents.shown_facts import fix_url, identity_facts, residence_facts
from residents.views.gates import SESSION_KEY, purpose_of, register_page
from residents.views.readings import log_person

REVEALED = {"personal_id": spaced_number, "old_id": spaced_number, "phone": national_phone}


@require_safe
@register_page
def record(request: HttpRequest, pk: int) -> HttpResponse:
    resident = get_open_resident(request.user, pk)
    purpose = purpose_of(request)
    log_person(request, resident, "record", purpose)
    known = read_record(request.user, resident)
    context = {
        "resident": resident,
        "record": known,
        "missing": [(finding, fix_url(resident, finding.fact)) for finding in known.missing],
        "to_mend": [(finding, fix_url(resident, finding.fact)) for finding in known.to_mend],
        "identity": identity_facts(resident),
        "residence": residence_facts(resident),
        "panels": _panels(request, resident),
        "scan": compare_scan(request.user, request.GET.get("scan", ""), resident),
        "purpose_form": PurposeForm(initial={"purpose": purpose}),
        "print_links": [
            (reverse("residents:print_sheet", args=[pk]), _("Information sheet of a citizen")),
            (reverse("residents:dc01", args=[pk]), _("Form DC01")),
            (reverse("residents:print_letter", args=[pk]), _("Invitation letter")),
        ],
        "pending": pending_correction_id(resident),
        "may_see_story": rules.is_of_register(request.user, resident),
        "may_see_readers": rules.can_see_readers(request.user, resident),
        "may_record_contact": rules.can_record_contact(request.user, resident),
        "may_correct": rules.can_correct(request.user, resident),
        "may_register_death": rules.can_register_death(request.user, resident) and not resident.deceased_on,
    }
    return render(request, "residents/record.html", context)


def _panels(request: HttpRequest, resident: Resident) -> list[str]:
    """The parts that other apps put on the page."""
    ordered = sorted(record_panels, key=lambda panel: panel.order)
    parts = [(panel.template, dict(panel.context(request.user, resident))) for panel in ordered]
    return [render_to_string(template, context, request=request) for template, context in parts]


@require_POST
@register_page
def reveal(request: HttpRequest, pk: int, fact: str) -> HttpResponse:
    """The whole value of a masked fact, on demand and logged with the purpose."""
    if fact not in REVEALED:
        raise Http404
    resident = get_open_resident(request.user, pk)
    log_person(request, resident, f"reveal:{fact}")
    shown = REVEALED[fact](getattr(resident, fact))
    if request.htmx:
        return render(request, "residents/revealed.html", {"shown": shown})
    return render(request, "residents/revealed_page.html", {"shown": shown, "resident": resident, "fact": fact})


@require_POST
@register_page
def choose_purpose(request: HttpRequest) -> HttpResponse:
    """Keep the purpose for this sign-in, and go back to the record."""
    form = PurposeForm(request.POST)
    if form.is_valid():
        request.session[SESSION_KEY] = form.cleaned_data["purpose"]
    number = request.POST.get("resident", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return redirect(reverse("residents:list"))
    return redirect(get_object_or_404(Resident.objects.open_to(request.user), pk=int(number)))

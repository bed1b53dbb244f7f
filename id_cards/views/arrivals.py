"""Cards that come from above: opened, scanned one after the other, checked, closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from id_cards import custody_queries, rules
from id_cards.custody_choices import DIFFERENCES, ScanOutcome
from id_cards.custody_forms import CloseForm, OpenArrivalForm
from id_cards.forms import ScanForm
from id_cards.models import ArrivalScan, CardArrival
from id_cards.services.receiving_cards import close_arrival, open_arrival, scan_card, take_back_scan
from id_cards.views.access import log_list, log_reading, register_page, require
from kontum_portal.errors import DomainError
from kontum_portal.look.pages import Check

TONES = {"arrived": "good", "double": "wait", "unexpected": "late", "wrong_person": "late", "missing": "late"}


@register_page
def arrivals(request: HttpRequest) -> HttpResponse:
    """The arrivals of the ward, and the form that opens one."""
    unit, form = (
        custody_queries.own_unit(request.user),
        OpenArrivalForm(request.POST if request.method == "POST" else None),
    )
    if request.method == "POST":
        require(unit is not None)
        if form.is_valid():
            announced = form.cleaned_data["announced"]
            return redirect(open_arrival(officer=request.user, unit_id=unit.pk, announced=announced))
    context = {
        "arrivals": custody_queries.arrivals(request.user),
        "form": form if unit else None,
        "many_units": len(request.user.register_unit_ids) > 1,
    }
    return render(request, "id_cards/custody/arrivals.html", context)


def _found(request: HttpRequest, pk: int) -> CardArrival:
    return CardArrival.objects.visible_to(request.user).select_related("unit", "opened_by").get(pk=pk)


@register_page
@require_safe
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """Open: the box to scan into and the last cards. Closed: the counts, and every difference by name."""
    found = _found(request, pk)
    parts = _parts(request, found)
    if not found.is_open:
        parts["scans"] = _rows(custody_queries.scans_of(found, outcomes=DIFFERENCES))
    log_list(request, len(parts["scans"]), "arrival")
    return render(request, "id_cards/custody/arrival.html", parts | {"form": ScanForm()})


def _parts(request: HttpRequest, found: CardArrival, **said: object) -> dict:
    counts = custody_queries.outcome_counts(found.scans.standing(), ScanOutcome)
    scans = custody_queries.scans_of(found, last=custody_queries.LAST_SCANS)
    last = scans[0] if scans else None
    may_scan = found.is_open and rules.can_write(request.user, found.unit_id)
    return {
        "arrival": found,
        "counts": [(label, number, TONES[code] if number else "") for code, label, number in counts],
        "scans": _rows(scans),
        "may_scan": may_scan,
        "undo": last if may_scan and last and last.scanned_by_id == request.user.pk else None,
    } | said


def _rows(scans: list[ArrivalScan]) -> list[tuple[ArrivalScan, str]]:
    return [(one, TONES[one.outcome]) for one in scans]


@register_page
@require_POST
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """One scan: a small partial for scripts, the whole page without; a refusal is said where the officer looks."""
    form = ScanForm(request.POST)
    require(rules.can_write(request.user, _found(request, pk).unit_id))
    said: dict[str, object] = {"refusal": _("Nothing was scanned.")}
    if form.is_valid():
        try:
            done = scan_card(officer=request.user, arrival_id=pk, text=form.cleaned_data["scanned"])
        except DomainError as refusal:
            if refusal.status == 403:
                raise
            said = {"refusal": str(refusal)}
        else:
            said = {"said": done, "said_tone": TONES[done.outcome]}
            if done.application is not None:
                log_reading(request, done.application, "arrival")
    if not request.htmx:
        return redirect("id_cards:arrival", pk)
    return render(request, "id_cards/custody/arrival_scans.html", _parts(request, _found(request, pk), **said))


@register_page
@require_POST
def take_back(request: HttpRequest, pk: int, scan_id: int) -> HttpResponse:
    take_back_scan(officer=request.user, arrival_id=pk, scan_id=scan_id)
    if request.htmx:
        parts = _parts(request, _found(request, pk), taken_back=True)
        return render(request, "id_cards/custody/arrival_scans.html", parts)
    messages.success(request, _("The last scan was taken back."))
    return redirect("id_cards:arrival", pk)


@register_page
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(rules.can_write(request.user, found.unit_id))
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "confirmed" in request.POST:
        close_arrival(officer=request.user, arrival_id=pk, note=form.cleaned_data["note"])
        messages.success(request, _("The arrival was closed. Now the cards go into the safe."))
        return redirect("id_cards:arrival", pk)
    return render(request, "check.html", {"check": _check(found, form)})


def _check(found: CardArrival, form: CloseForm) -> Check:
    counts = custody_queries.outcome_counts(found.scans.standing(), ScanOutcome)
    came = counts[0][2]
    differ = found.announced is not None and found.announced != came
    sentence = _("The delivery paper says %(announced)s cards, %(came)s were scanned.")
    return Check(
        title=_("Check before the arrival is closed"),
        lead=_("What is missing of the batches these cards were sent in is named when you close."),
        rows=[
            (_("Number"), found.number),
            (_("Cards on the delivery paper"), found.announced if found.announced is not None else "–"),
            *((label, number) for code, label, number in counts if code != ScanOutcome.MISSING),
        ],
        button=_("Close the arrival"),
        action=reverse("id_cards:close_arrival", args=[found.pk]),
        cancel_url=found.get_absolute_url(),
        warnings=[sentence % {"announced": found.announced, "came": came}] if differ else [],
        form=form,
    )

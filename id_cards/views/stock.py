"""Counting what lies here: opened, scanned, checked, closed with a printed list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from id_cards import custody_queries, papers, rules
from id_cards.custody_choices import StockOutcome
from id_cards.forms import ScanForm
from id_cards.models import StockTake, StockTakeLine
from id_cards.services.printing import record_list_print
from id_cards.services.stock_taking import close_stock_take, count_card, open_stock_take, take_back_count
from id_cards.views.access import log_list, log_person, register_page, require
from kontum_portal.errors import DomainError
from kontum_portal.look.pages import Check, paper

TONES = {"here": "good", "not_expected": "late", "missing": "late"}


@register_page
def stock_takes(request: HttpRequest) -> HttpResponse:
    unit = custody_queries.own_unit(request.user)
    if request.method == "POST":
        require(unit is not None)
        return redirect(open_stock_take(officer=request.user, unit_id=unit.pk))
    rows = custody_queries.stock_takes(request.user)
    open_one = next((one for one in rows if unit and one.is_open and one.unit_id == unit.pk), None)
    return render(
        request,
        "id_cards/custody/stock_takes.html",
        {"rows": rows, "may_open": unit is not None and open_one is None, "open_one": open_one},
    )


def _found(request: HttpRequest, pk: int) -> StockTake:
    return StockTake.objects.visible_to(request.user).select_related("unit", "opened_by", "closed_by").get(pk=pk)


def _parts(request: HttpRequest, found: StockTake, **said: object) -> dict:
    """While it is open what is missing is what was not scanned yet; the figure is worked out, nothing is written."""
    counts = custody_queries.outcome_counts(found.lines, StockOutcome)
    numbers = {code: number for code, _label, number in counts}
    expected = custody_queries.should_be_here(found) if found.is_open else numbers["here"] + numbers["missing"]
    numbers["missing"] = max(expected - numbers["here"], 0) if found.is_open else numbers["missing"]
    lines = custody_queries.stock_lines(found, last=custody_queries.LAST_SCANS)
    may_scan = found.is_open and rules.can_write(request.user, found.unit_id)
    return {
        "stock_take": found,
        "expected": expected,
        "counts": [(label, numbers[code], TONES[code] if numbers[code] else "") for code, label, _number in counts],
        "lines": [(one, TONES[one.outcome]) for one in lines],
        "may_scan": may_scan,
        "undo": lines[0] if may_scan and lines and lines[0].scanned_by_id == request.user.pk else None,
    } | said


@register_page
@require_safe
def stock_take(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    parts = _parts(request, found)
    if not found.is_open:
        parts["lines"] = [(one, TONES[one.outcome]) for one in _sorted(custody_queries.stock_lines(found))]
    log_list(request, len(parts["lines"]), "stock_take")
    return render(request, "id_cards/custody/stock_take.html", parts | {"form": ScanForm()})


def _sorted(lines: list[StockTakeLine]) -> list[StockTakeLine]:
    """What needs somebody first."""
    order = [StockOutcome.MISSING, StockOutcome.NOT_EXPECTED, StockOutcome.HERE]
    return sorted(lines, key=lambda one: (order.index(StockOutcome(one.outcome)), one.pk))


@register_page
@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    form = ScanForm(request.POST)
    require(rules.can_write(request.user, _found(request, pk).unit_id))
    said: dict[str, object] = {"refusal": _("Nothing was scanned.")}
    if form.is_valid():
        try:
            line = count_card(officer=request.user, stock_take_id=pk, text=form.cleaned_data["scanned"])
        except DomainError as refusal:
            if refusal.status == 403:
                raise
            said = {"refusal": str(refusal)}
        else:
            said = {"said": line, "said_tone": TONES[line.outcome]}
            if line.card is not None:
                log_person(request, line.card.resident_id, line.unit_id, "stock_take")
    if not request.htmx:
        return redirect("id_cards:stock_take", pk)
    return render(request, "id_cards/custody/stock_scans.html", _parts(request, _found(request, pk), **said))


@register_page
@require_POST
def take_back_line(request: HttpRequest, pk: int, line_id: int) -> HttpResponse:
    take_back_count(officer=request.user, stock_take_id=pk, line_id=line_id)
    if request.htmx:
        parts = _parts(request, _found(request, pk), taken_back=True)
        return render(request, "id_cards/custody/stock_scans.html", parts)
    messages.success(request, _("The last scan was taken back."))
    return redirect("id_cards:stock_take", pk)


@register_page
def close_stock(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(rules.can_write(request.user, found.unit_id))
    if request.method == "POST" and "confirmed" in request.POST:
        close_stock_take(officer=request.user, stock_take_id=pk)
        messages.success(request, _("The stock-taking was closed. Print its list and sign it."))
        return redirect("id_cards:stock_take", pk)
    parts = _parts(request, found)
    check = Check(
        title=_("Check before the stock-taking is closed"),
        lead=_("Every missing card becomes a finding for the chief."),
        rows=[
            (_("Should be here"), parts["expected"]),
            *((label, number) for label, number, _tone in parts["counts"]),
        ],
        button=_("Close the stock-taking"),
        action=reverse("id_cards:close_stock_take", args=[pk]),
        cancel_url=found.get_absolute_url(),
    )
    return render(request, "check.html", {"check": check})


@register_page
@require_safe
@paper
def print_stock_take(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    lines = _sorted(custody_queries.stock_lines(found))
    record_list_print(officer=request.user, lane="stock_take", people=len(lines))
    parts = _parts(request, found) | {"lines": lines} | papers.list_parts(request.user)
    return render(request, "id_cards/custody/print_stock_take.html", parts)

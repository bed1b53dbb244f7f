"""Dossiers by lane, and the desk where slips and cards are scanned."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from id_cards import presenting, queries, rules, waiting
from id_cards.choices import State
from id_cards.forms import ScanForm
from id_cards.views.access import register_page
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_access
from residents.queries import LINES


@register_page
@require_safe
def lane(request: HttpRequest, code: str) -> HttpResponse:
    """One lane, the longest waiting first, 50 a page; the desks of what waits can be narrowed."""
    chosen, narrowed = queries.LANE_OF[code], _narrowed(request, code)
    page = queries.page_of(request.user, chosen, after=request.GET.get("after", ""), narrow=narrowed.narrow)
    _log_list(request, len(page.rows), code)
    counts = queries.lane_counts(request.user)
    context = {
        "lane": chosen,
        "lanes": _lanes(counts, code),
        "may_print": bool(page.rows) and (not page.after or counts.get(code, LINES + 1) <= LINES),
        **_table(request.user, page.rows),
        "next_url": f"{request.path}?{urlencode(narrowed.as_query() | {'after': page.after})}" if page.after else "",
    }
    if code in waiting.WAITING_LANES:
        context |= _desk_parts(request, chosen, narrowed, page.rows)
        waits = waiting.waits_of(request.user, page.rows)
        context["rows"] = [row | {"wait": waits[row["application"].pk]} for row in context["rows"]]
    return render(request, "id_cards/list.html", context)


def _narrowed(request: HttpRequest, code: str) -> waiting.Narrowed:
    """Whatever is no known value narrows nothing."""
    if code not in waiting.WAITING_LANES:
        return waiting.Narrowed()
    older, sub_unit = (request.GET.get(name, "") for name in ("older", "sub_unit"))
    return waiting.Narrowed(
        older=int(older) if older in {str(days) for days in waiting.BANDS} else 0,
        sub_unit_id=int(sub_unit) if sub_unit.isascii() and sub_unit.isdecimal() and len(sub_unit) < 10 else None,
        contact=waiting.TO_DO if request.GET.get("contact") == waiting.TO_DO else "",
    )


def _desk_parts(
    request: HttpRequest, chosen: queries.Lane, narrowed: waiting.Narrowed, rows: list[queries.CardApplication]
) -> dict:
    """The ageing, the hamlets, and what was tried for each person of the page."""
    said = narrowed.as_query()
    bands = [
        {"days": band.days, "count": band.count, "query": urlencode(said | {"older": band.days}),
         "current": band.days == narrowed.older}
        for band in waiting.bands_of(request.user, chosen)
    ]  # fmt: skip
    sub_units = queries.sub_units_shown(request.user)
    letters = {"card": "arrived", "kind": "fetch", "purpose": Purpose.CARD.value}
    letters |= {"sub_unit": said["sub_unit"]} if "sub_unit" in said else {}
    return {
        "narrowed": narrowed,
        "bands": bands,
        "sub_units": sub_units,
        "letters": urlencode(letters) if chosen.code == "undelivered" and rows and sub_units else "",
    }


def _lanes(counts: dict[str, int], current: str) -> list[dict]:
    return [
        {
            "count": counts[item.code],
            "label": item.label,
            "url": reverse(f"id_cards:{item.code}"),
            "tone": item.tone,
            "current": item.code == current,
        }
        for item in queries.LANES
        if item.code in counts
    ]


def _table(officer: Officer, applications: list[queries.CardApplication]) -> dict:
    """What rows.html shows; who can take no step has no column of steps."""
    rows = [_row(officer, application) for application in applications]
    many_units = len(officer.register_unit_ids) > 1
    return {"rows": rows, "many_units": many_units, "may_step": any(row["next"] for row in rows)}


def _row(officer: Officer, application: queries.CardApplication) -> dict:
    buttons = presenting.buttons_for(officer, application)
    return {
        "application": application,
        "tone": presenting.tone_of(application),
        "clock": presenting.clock_of(application),
        "next": buttons[0] if buttons else None,
    }


def _log_list(request: HttpRequest, people: int, code: str) -> None:
    if people:
        record_access(
            officer=request.user,
            purpose=Purpose.CARD,
            surface=f"id_cards:{code}",
            subject_kind="list",
            people=people,
        )


AT_DESK = "ban"  # the hand-over was opened from the desk, and leads back to it


@register_page
def desk(request: HttpRequest) -> HttpResponse:
    """Scan a slip or a card: the dossier opens at what is to be done with it, and the desk again after the hand-over."""
    form = ScanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        application = queries.application_scanned(request.user, form.cleaned_data["scanned"])
        ready = application.state in (State.CARD_ARRIVED, State.POSTED)
        to_hand = ready and rules.can_write(request.user, application.unit_id)
        if to_hand:
            return redirect(f"{reverse('id_cards:hand_over', args=[application.pk])}?{AT_DESK}=1")
        return redirect("id_cards:application", application.pk)
    return render(request, "id_cards/desk.html", {"form": form} | _waiting_cards(request))


def _waiting_cards(request: HttpRequest) -> dict:
    page = queries.page_of(request.user, queries.LANE_OF["undelivered"], size=20)
    _log_list(request, len(page.rows), "desk")
    return {
        **_table(request.user, page.rows),
        "waiting": queries.lane_count(request.user, "undelivered"),
    }

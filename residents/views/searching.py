"""The search box: as-you-type hits, and the page of results behind a token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kontum_portal.errors import DomainError
from residents.models import Search
from residents.queries import SearchPage, codes_found, find_people
from residents.rules import can_register
from residents.search_terms import LONGEST, Kind, SearchTerms, recognise
from residents.services.looking_across import look_up_across
from residents.services.searches import record_next_page, settle_search
from residents.views.gates import purpose_of, register_page

HITS = 8


@require_POST
@register_page
def search(request: HttpRequest) -> HttpResponse:
    """With htmx the first hits as a partial; as a plain form the record itself, or the page of results."""
    text = request.POST.get("q", "")[:LONGEST]
    terms = recognise(text)
    if request.htmx:
        return _hits(request, text, terms)
    return open_found(request, text)


def open_found(request: HttpRequest, text: str) -> HttpResponse:
    """The one page that a number or a code leads to, else the page of results."""
    terms = recognise(text)
    codes = codes_found(request.user, terms, text)
    page = find_people(request.user, terms)
    found = len(page.people) + len(codes)
    settled = settle_search(officer=request.user, text=text[:LONGEST], kind=terms.kind, people=found)
    if len(codes) == 1:
        return redirect(codes[0].url)
    scanned = f"?scan={settled.token}" if terms.card else ""
    if terms.exact and len(page.people) == 1:
        return redirect(f"{page.people[0].get_absolute_url()}{scanned}")
    if terms.card and not page.people and can_register(request.user):
        return redirect(_known_elsewhere(request, text) or f"{reverse('residents:register')}{scanned}")
    return redirect("residents:search_results", settled.token)


def _known_elsewhere(request: HttpRequest, text: str) -> str:
    """The answer of the look-up across wards for the card in hand; nothing when no register holds its number."""
    try:
        found = look_up_across(officer=request.user, text=text, purpose=purpose_of(request))
    except DomainError:  # too many for this hour: the new record's own check of twins still speaks
        return ""
    return reverse("residents:across_found", args=[found.token]) if found.holdings else ""


def _hits(request: HttpRequest, text: str, terms: SearchTerms) -> HttpResponse:
    """Asked at every pause in typing; the partial itself asks once more when the officer has stopped."""
    page = find_people(request.user, terms, limit=HITS)
    codes = codes_found(request.user, terms, text)
    if request.POST.get("settled") and terms.kind != Kind.TOO_SHORT:
        settle_search(officer=request.user, text=text, kind=terms.kind, people=len(page.people) + len(codes))
        return HttpResponse(status=204)
    return render(request, "residents/search_hits.html", _context(terms, page) | {"codes": codes})


@require_safe
@register_page
def results(request: HttpRequest, token: str) -> HttpResponse:
    found = get_object_or_404(Search.objects.visible_to(request.user), token=token)
    cursor = request.GET.get("after", "")
    terms = recognise(found.text)
    page = find_people(request.user, terms, cursor)
    if cursor:
        record_next_page(officer=request.user, search=found, people=len(page.people))
    shown = "" if terms.card or terms.refusal else found.text
    codes = codes_found(request.user, terms, found.text)
    context = _context(terms, page) | {"text": shown, "codes": codes, "token": token}
    return render(request, "residents/search_results.html", context)


def _context(terms: SearchTerms, page: SearchPage) -> dict[str, object]:
    return {"terms": terms, "page": page, "kind": str(terms.kind), "refusal": str(terms.refusal or "")}

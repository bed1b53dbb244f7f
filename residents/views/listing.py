"""The list of residents."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kontum_portal.accounts.services import record_access
from residents import rules
from residents.list_forms import ResidentFilterForm, SavedFilterForm
from residents.models import SavedFilter
from residents.quality.set_rules import every_rule
from residents.queries import (
    LETTERS,
    LINES,
    ResidentFilters,
    ResidentPage,
    count_residents,
    list_residents,
    paper_link,
)
from residents.views.gates import purpose_of, register_page


@require_safe
@register_page
def residents(request: HttpRequest) -> HttpResponse:
    saved = list(SavedFilter.objects.visible_to(request.user))
    default = next((one for one in saved if one.is_default), None)
    if default and not request.GET:
        return redirect(f"{request.path}?{default.query}")
    wanted = ResidentFilters.from_query(request.GET)
    if request.htmx and "count" in request.GET:
        return render(request, "residents/list_total.html", {"total": count_residents(request.user, wanted)})
    page = list_residents(request.user, wanted, _cursor(request.GET.get("after", "")))
    record_access(
        officer=request.user, purpose=purpose_of(request), surface="list", subject_kind="list", people=len(page.people)
    )
    return render(request, "residents/list.html", _context(request, page) | _saved_context(saved, wanted))


def _saved_context(saved: list[SavedFilter], wanted: ResidentFilters) -> dict[str, object]:
    """The officer's own filters, and the form that keeps the present ones."""
    query = wanted.as_query()
    return {"saved": saved, "query": query, "save_form": SavedFilterForm(initial={"query": query})}


def _context(request: HttpRequest, page: ResidentPage) -> dict[str, object]:
    rule_names = [(rule.code, rule.sentence) for rule in every_rule()]
    return {
        "page": page,
        "filters": ResidentFilterForm(request.GET, officer=request.user, rules=rule_names),
        "next_url": _url_with(request.GET, "after", page.cursor),
        "count_url": _url_with(request.GET, "count", 1 if page.is_long else None),
        "may_register": rules.can_register(request.user),
        "print_links": _print_links(request.GET, page),
        "shows_unit": len(request.user.register_unit_ids) > 1,
    }


def _print_links(query: QueryDict, page: ResidentPage) -> list[tuple[str, str]]:
    """The papers of all the people whom these filters let through; they are offered on the first page, which counts."""
    if "after" in query:
        return []
    papers = [
        ("residents:print_list", _("The list"), LINES),
        ("residents:print_check_list", _("Sheet for checking residence data"), LINES),
        ("residents:print_letters", _("Invitation letters"), LETTERS),
    ]
    people = page.total if page.total is not None else LINES + 1
    tail = f"?{query.urlencode()}" if query else ""
    return [paper_link(f"{reverse(name)}{tail}", label, people=people, limit=limit) for name, label, limit in papers]


def _cursor(text: str) -> int | None:
    """The id of the last person of the page before."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _url_with(query: QueryDict, name: str, value: int | None) -> str:
    """The same filters with one more parameter."""
    if value is None:
        return ""
    following = query.copy()
    following[name] = str(value)
    return f"?{following.urlencode()}"

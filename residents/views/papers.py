"""Paper: one person's sheet and letter, and lists, check lists and letters of the people a filter lets through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kontum_portal import clock
from kontum_portal.accounts.choices import Purpose
from kontum_portal.look.pages import paper
from residents.dc01 import dc01_lines
from residents.models import Resident
from residents.paper_forms import BlankForm, LetterForm, filters_in_words
from residents.queries import ResidentFilters, get_resident, matching_residents, open_findings
from residents.queries.papers import LETTERS, check_lines, letters, people_to_print, print_lines, unit_of_paper
from residents.services.printing import record_print_of_list, record_print_of_person
from residents.shown_facts import identity_facts, residence_facts, whole_facts
from residents.views.gates import purpose_of, register_page


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
@paper
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of one person: masked as on the screen, whole numbers only when asked for (POST)."""
    resident, purpose, whole = get_resident(request.user, pk), purpose_of(request), request.method == "POST"
    name = "sheet_whole" if whole else "sheet"
    record_print_of_person(officer=request.user, resident=resident, purpose=purpose, paper=name)
    identity = identity_facts(resident)
    context = {
        "resident": resident,
        "parts": [
            (_("Identity"), whole_facts(resident, identity) if whole else identity),
            (_("Residence"), residence_facts(resident)),
        ],
        "findings": open_findings(request.user, resident),
        "is_whole": whole,
    }
    return render(request, "residents/papers/sheet.html", context | _paper_foot(purpose))


@require_safe
@register_page
@paper
def blank_dc01(request: HttpRequest) -> HttpResponse:
    """The form to be filled by hand: nobody's data. A white zone asks for as many as people are missing in it."""
    form = BlankForm(request.GET, officer=request.user)
    form.is_valid()
    hamlet = form.cleaned_data.get("sub_unit")
    context = {
        "lines": dc01_lines(None),
        "copies": range(form.cleaned_data.get("copies") or 1),
        "hamlet": hamlet,
        "unit": hamlet.unit if hamlet else unit_of_paper(request.user, None),
        "resident": None,
        "day": None,
    }
    return render(request, "residents/papers/dc01.html", context)


@require_safe
@register_page
@paper
def dc01(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with all that is known: whole numbers, for the citizen to check and sign."""
    resident = get_resident(request.user, pk)
    record_print_of_person(officer=request.user, resident=resident, purpose=purpose_of(request), paper="dc01")
    context = {
        "lines": dc01_lines(resident),
        "copies": range(1),
        "hamlet": None,
        "unit": resident.unit,
        "resident": resident,
        "day": clock.today(),
    }
    return render(request, "residents/papers/dc01.html", context | _paper_foot(purpose_of(request)))


@require_safe
@register_page
@paper
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation of one person."""
    resident, purpose = get_resident(request.user, pk), purpose_of(request)
    record_print_of_person(officer=request.user, resident=resident, purpose=purpose, paper="letter")
    return render(request, "residents/papers/letters.html", letters_context(request, [resident]))


@require_safe
@register_page
@paper
def filtered_letters(request: HttpRequest) -> HttpResponse:
    people = people_to_print(_wanted(request), limit=LETTERS)
    _log_list(request, "letters", people)
    return render(request, "residents/papers/letters.html", letters_context(request, people))


@require_safe
@register_page
@paper
def people_list(request: HttpRequest) -> HttpResponse:
    people = people_to_print(_wanted(request))
    _log_list(request, "list", people)
    return render(request, "residents/papers/list.html", {"lines": print_lines(people)} | _list_head(request))


@require_safe
@register_page
@paper
def check_list(request: HttpRequest) -> HttpResponse:
    """To take along from door to door: what is known, what has to be asked, and room to write."""
    people = people_to_print(_wanted(request))
    _log_list(request, "check_list", people)
    context = {"lines": check_lines(request.user, people)} | _list_head(request)
    return render(request, "residents/papers/check_list.html", context)


def letters_context(request: HttpRequest, people: list[Resident]) -> dict[str, object]:
    """Letters with the kind, day and hour that the address says."""
    form = LetterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    return {
        "form": form,
        "kept": [(name, value) for name, value in request.GET.items() if name not in form.fields],
        "letters": letters(people, chosen.get("kind", "")),
        "on": chosen.get("on"),
        "at": chosen.get("at"),
        "day": clock.today(),
    }


def _wanted(request: HttpRequest):  # type: ignore[no-untyped-def]
    return matching_residents(request.user, ResidentFilters.from_query(request.GET))


def _log_list(request: HttpRequest, name: str, people: list[Resident]) -> None:
    record_print_of_list(officer=request.user, purpose=purpose_of(request), paper=name, people=len(people))


def _list_head(request: HttpRequest) -> dict[str, object]:
    """Whose list it is, what it was narrowed by, and what stands at the foot of each page."""
    unit = unit_of_paper(request.user, ResidentFilters.from_query(request.GET).unit_id)
    head = {"unit": unit, "narrowed": filters_in_words(request.GET, request.user), "shows_unit": unit is None}
    return head | _paper_foot(purpose_of(request))


def _paper_foot(purpose: str) -> dict[str, object]:
    return {"purpose": Purpose(purpose).label, "printed_at": clock.now(), "day": clock.today()}

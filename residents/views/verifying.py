"""Verifying records: the worklist of a hamlet, one word per key, a scan of the checklist, the checklist itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontum_portal import clock
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.errors import DomainError, NotAllowedError
from kontum_portal.look.pages import paper
from residents import rules
from residents.choices import CheckResult
from residents.models import Resident, Verification
from residents.qr_codes import qr_svg
from residents.queries import get_resident
from residents.queries.households import get_household
from residents.queries.verifying import (
    PRINTED,
    Group,
    groups_of_hamlet,
    groups_of_household,
    hamlets,
    line_of,
    verifications_of,
)
from residents.record_codes import record_code, resident_id_in
from residents.services.printing import record_print_of_list
from residents.services.verifying import confirm_household, record_verification, undo_verification
from residents.verify_forms import UnitForm, VerificationForm
from residents.views.gates import register_page
from residents.views.readings import log_person, show_person

NOWHERE = 0  # stands in the address for people without a sub-unit


@require_safe
@register_page
def overview(request: HttpRequest) -> HttpResponse:
    """Hamlets of one unit; who looks after several chooses first."""
    units = request.user.register_unit_ids
    form = UnitForm(request.GET, officer=request.user)
    chosen = form.cleaned_data.get("unit") if form.is_valid() else None
    unit_id = next(iter(units)) if len(units) == 1 else chosen.pk if chosen else None
    rows = hamlets(request.user, unit_id) if unit_id else []
    context = {"form": form if len(units) > 1 else None, "unit_id": unit_id, "rows": rows}
    return render(request, "residents/verify/overview.html", context)


@require_safe
@register_page
def worklist(request: HttpRequest, unit_id: int, sub_unit_id: int) -> HttpResponse:
    unit, hamlet = _place(request, unit_id, sub_unit_id)
    groups = groups_of_hamlet(request.user, unit.pk, hamlet.pk if hamlet else None)
    _log(request, groups, "verify", unit.pk)
    context = {"unit": unit, "hamlet": hamlet, "sub_unit_id": sub_unit_id, "groups": groups}
    return render(request, "residents/verify/worklist.html", context | _may(request, unit.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """One word about one person: with htmx the row again, from the worklist back to it, else the whole form."""
    resident = get_resident(request.user, pk)
    if not rules.can_verify(request.user, resident):
        raise NotAllowedError
    form = VerificationForm(request.POST or None, initial={"checked_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            said = record_verification(officer=request.user, resident_id=pk, **form.said())
        except DomainError as refusal:
            if request.htmx:
                raise
            form.add_error(None, str(refusal))
        else:
            return _after(request, resident, said)
    context = {"form": form, "known": verifications_of(request.user, resident)}
    surface = {"surface": "verify_person", "purpose": Purpose.VERIFY}
    return show_person(request, resident, "residents/verify/person.html", context, **surface)


def _after(request: HttpRequest, resident: Resident, said: Verification) -> HttpResponse:
    """A difference is mended at once; everything else goes back to where the officer was."""
    if said.result == CheckResult.DIFFERS:
        address = f"{reverse('residents:correct', args=[resident.pk])}?field={_box(said)}&purpose=verify"
        response = redirect(address)
        if request.htmx:
            response = HttpResponse(status=204, headers={"HX-Redirect": address})
        return response
    if request.htmx:
        return _row(request, resident)
    messages.success(
        request, _("%(name)s: %(result)s.") % {"name": resident.full_name, "result": said.get_result_display()}
    )
    return redirect(_back(request) or resident.get_absolute_url())


def _box(said: Verification) -> str:
    first = said.fields[0] if said.fields else ""
    return {"birth_year": "birth", "household": "household_number"}.get(first, first)


@require_POST
@register_page
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Verification.objects.visible_to(request.user), pk=pk)
    resident = undo_verification(officer=request.user, verification_id=known.pk)
    if request.htmx:
        return _row(request, resident)
    messages.success(request, _("Your check was taken back."))
    return redirect(_back(request) or resident.get_absolute_url())


@require_POST
@register_page
def scan(request: HttpRequest, unit_id: int, sub_unit_id: int) -> HttpResponse:
    """The QR of the checklist: the record is confirmed at once, and can be taken back."""
    _place(request, unit_id, sub_unit_id)
    back = redirect("residents:verify_hamlet", unit_id, sub_unit_id)
    resident_id = resident_id_in(request.POST.get("code", ""))
    person = Resident.objects.visible_to(request.user).filter(pk=resident_id).first() if resident_id else None
    if person is None:
        messages.error(
            request, _("This is not the code of a record of your unit. Scan the QR beside the person's name.")
        )
        return back
    try:
        record_verification(officer=request.user, resident_id=person.pk, result=CheckResult.MATCHES)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return back
    messages.success(request, _("Confirmed: %(name)s.") % {"name": person.full_name})
    return back


@require_POST
@register_page
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of the household who were ticked."""
    home = get_household(request.user, pk)
    ticked = [int(one) for one in request.POST.getlist("resident") if one.isascii() and one.isdigit()]
    done = confirm_household(officer=request.user, household_id=home.pk, resident_ids=ticked)
    messages.success(request, _("Confirmed: %(count)d people of the household.") % {"count": len(done)})
    return redirect(_back(request) or home.get_absolute_url())


@require_safe
@register_page
@paper
def print_household(request: HttpRequest, pk: int) -> HttpResponse:
    home = get_household(request.user, pk)
    return _checklist(request, groups_of_household(request.user, home), home.unit, home.sub_unit)


@require_safe
@register_page
@paper
def print_hamlet(request: HttpRequest, unit_id: int, sub_unit_id: int) -> HttpResponse:
    unit, hamlet = _place(request, unit_id, sub_unit_id)
    groups = groups_of_hamlet(request.user, unit.pk, hamlet.pk if hamlet else None, limit=PRINTED)
    return _checklist(request, groups, unit, hamlet)


def _checklist(request: HttpRequest, groups: list[Group], unit: AdminUnit, hamlet: SubUnit | None) -> HttpResponse:
    people = sum(len(group.lines) for group in groups)
    record_print_of_list(
        officer=request.user, purpose=Purpose.VERIFY, paper="verification", people=people, subject_kind="unit",
        subject_id=unit.pk,
    )  # fmt: skip
    pages = [(one.household, [(line, qr_svg(record_code(line.resident.pk))) for line in one.lines]) for one in groups]
    context = {"pages": pages, "unit": unit, "hamlet": hamlet, "day": clock.today(), "people": people}
    foot = {"purpose": Purpose.VERIFY.label, "printed_at": clock.now()}
    return render(request, "residents/verify/checklist.html", context | foot)


def _place(request: HttpRequest, unit_id: int, sub_unit_id: int) -> tuple[AdminUnit, SubUnit | None]:
    """The unit and its hamlet, in the officer's scope; 404 otherwise."""
    if unit_id not in request.user.register_unit_ids:
        raise Http404
    unit = get_object_or_404(AdminUnit, pk=unit_id)
    hamlet = get_object_or_404(SubUnit, pk=sub_unit_id, unit_id=unit_id) if sub_unit_id != NOWHERE else None
    return unit, hamlet


def _row(request: HttpRequest, resident: Resident) -> HttpResponse:
    fresh = get_resident(request.user, resident.pk)
    log_person(request, fresh, "verify_row", Purpose.VERIFY)
    context = {"line": line_of(request.user, fresh)} | _may(request, fresh.unit_id)
    return render(request, "residents/verify/row.html", context)


def _may(request: HttpRequest, unit_id: int) -> dict[str, bool]:
    """Asked once for the unit: every row of a worklist is of that unit."""
    return {"may_verify": rules.can_verify(request.user, Resident(unit_id=unit_id))}


def _back(request: HttpRequest) -> str:
    """The worklist that the form stood on, by its ids."""
    unit_id, _sep, sub_unit_id = request.POST.get("from", "").partition("-")
    if not (unit_id.isascii() and unit_id.isdigit() and sub_unit_id.isascii() and sub_unit_id.isdigit()):
        return ""
    return reverse("residents:verify_hamlet", args=[int(unit_id), int(sub_unit_id)])


def _log(request: HttpRequest, groups: list[Group], surface: str, unit_id: int) -> None:
    record_access(
        officer=request.user, purpose=Purpose.VERIFY, surface=surface, subject_kind="list", unit_id=unit_id,
        people=sum(len(group.lines) for group in groups),
    )  # fmt: skip

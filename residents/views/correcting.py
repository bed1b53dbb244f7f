"""Correcting a record: the one-page form again, what somebody else changed meanwhile, what needs a second person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontum_portal.errors import StaleRecordError
from residents import rules
from residents.errors import (
    CorrectionAlreadyPendingError,
    NothingChangedError,
    NumberAlreadyHeldError,
    ReasonMissingError,
)
from residents.forms import ResidentForm
from residents.models import Resident
from residents.queries import get_resident, pending_correction_id
from residents.queries.conflicts import Meanwhile, changed_meanwhile
from residents.queries.scans import compare_scan, taken_over
from residents.services.correcting import correct_resident
from residents.services.corrections import ask_for_correction
from residents.views.gates import register_page
from residents.views.readings import log_person, words_of_holder


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    resident = get_resident(request.user, pk)
    if not rules.can_correct(request.user, resident):
        raise PermissionDenied
    focus = request.GET.get("field", "full_name")
    taken = taken_over(compare_scan(request.user, request.GET.get("scan", ""), resident), request.GET.getlist("take"))
    form = ResidentForm(request.POST or None, officer=request.user, resident=resident, focus=focus, initial=taken)
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        saved, meanwhile = _correct(request, form, resident)
        if saved:
            return redirect(resident)
    return _page(request, form, resident, meanwhile)


def _page(request: HttpRequest, form: ResidentForm, resident: Resident, meanwhile: Meanwhile | None) -> HttpResponse:
    """The boxes hold whole numbers, so that showing them is a reading of its own."""
    log_person(request, resident, "correct")
    if meanwhile:
        form.show_theirs([box.box for box in meanwhile.theirs_alone], resident)
    context = {
        "form": form,
        "resident": resident,
        "meanwhile": meanwhile.marked(form.chosen()) if meanwhile else None,
        "pending": pending_correction_id(resident),
    }
    refused = 422 if form.is_bound and form.errors else 200
    return render(request, "residents/correct.html", context, status=409 if meanwhile else refused)


def _correct(request: HttpRequest, form: ResidentForm, resident: Resident) -> tuple[bool, Meanwhile | None]:
    """(saved, what somebody else changed meanwhile and this officer has not settled)"""
    changes, seen = form.changes(), form.cleaned_data["version"] or 0
    if seen != resident.version:
        meanwhile = changed_meanwhile(request.user, resident, seen, form.typed_by_column())
        has_seen_theirs = request.POST.get("theirs_version") == str(resident.version)
        if meanwhile.boxes and not (has_seen_theirs and meanwhile.is_settled_by(form.chosen())):
            return False, meanwhile
        changes = meanwhile.keep(changes, form.chosen())
    try:
        _save(request, form, resident, changes)
    except StaleRecordError:  # somebody saved in this very moment
        resident.refresh_from_db()
        return False, changed_meanwhile(request.user, resident, seen, form.typed_by_column())
    except NumberAlreadyHeldError as refusal:
        form.ask_for_reason(words_of_holder(request, form.cleaned_data["personal_id"], refusal), "personal_id")
    except (ReasonMissingError, CorrectionAlreadyPendingError) as refusal:
        _say_at_its_box(form, refusal)
    except NothingChangedError as refusal:
        messages.info(request, str(refusal))
        return True, None
    else:
        return True, None
    return False, None


def _save(request: HttpRequest, form: ResidentForm, resident: Resident, changes: dict) -> None:
    """Key facts of a verified record go to a second person, all else is written."""
    known = {"officer": request.user, "resident_id": resident.pk, "version": resident.version, "changes": changes}
    if not form.asks_evidence:
        correct_resident(**known, reason=form.cleaned_data.get("reason") or "")
        messages.success(request, _("Saved."))
        return
    reason, evidence = form.cleaned_data["change_reason"] or "", form.cleaned_data["evidence"] or ""
    if ask_for_correction(**known, reason=reason, evidence=evidence):
        messages.success(request, _("Saved. What says who the person is waits for the approval of a second person."))
    else:
        messages.success(request, _("Saved."))


def _say_at_its_box(form: ResidentForm, refusal: ReasonMissingError | CorrectionAlreadyPendingError) -> None:
    if isinstance(refusal, CorrectionAlreadyPendingError):
        form.add_error(None, str(refusal))
        return
    for box in ("change_reason", "evidence"):
        if not form.cleaned_data[box]:
            form.add_error(box, _("Name, birth date, sex and number were verified: changing them needs this."))

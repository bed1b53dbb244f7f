"""Corrections that need a second person: the worklist, before and after, the decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kontum_portal.accounts.services import record_access
from kontum_portal.errors import DomainError
from residents import rules
from residents.choices import CorrectionState
from residents.forms import RefusalForm
from residents.models import CorrectionRequest
from residents.queries.corrections import ShownCorrection, get_correction, is_outdated, list_corrections
from residents.queries.duplicates import units_holding
from residents.services import corrections as services
from residents.views.gates import View, purpose_of, register_page


@require_safe
@register_page
def worklist(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; the newest decisions below."""
    rows = list_corrections(request.user)
    decided = list_corrections(request.user, decided=True)
    _log(request, len(rows) + len(decided))
    context = {"rows": rows, "decided": decided, "may_decide": rules.can_decide_corrections(request.user)}
    return render(request, "residents/corrections.html", context)


@require_safe
@register_page
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_correction(request.user, pk), RefusalForm())


def _page(request: HttpRequest, shown: ShownCorrection, form: RefusalForm, status: int = 200) -> HttpResponse:
    asked = shown.asked
    waits = asked.state == CorrectionState.PENDING
    _log(request, 1, asked)
    number = asked.proposed["personal_id"]
    changes_number = waits and number != asked.before["personal_id"]
    context = {
        "asked": asked,
        "rows": shown.rows,
        "form": form,
        "waits": waits,
        "outdated": waits and is_outdated(asked, asked.resident),
        "is_held": changes_number and bool(units_holding(number, asked.resident_id)),
        "may_decide": waits and rules.can_decide_correction(request.user, asked),
        "may_withdraw": waits and rules.can_withdraw_correction(request.user, asked),
    }
    return render(request, "residents/correction.html", context, status=status)


def _decision(view: Callable[[HttpRequest, int], Any], done: Callable[[], str]) -> View:
    """A decision that is refused is said on the page of the correction; one that is made goes back to the record."""

    @require_POST
    @register_page
    def decide(request: HttpRequest, pk: int) -> HttpResponse:
        asked = get_correction(request.user, pk).asked
        try:
            view(request, pk)
        except DomainError as refusal:
            if refusal.status == 403:
                raise
            messages.error(request, str(refusal))
            return redirect(asked)
        messages.success(request, done())
        return redirect(asked.resident)

    return decide


def _approve(request: HttpRequest, pk: int) -> None:
    services.approve_correction(officer=request.user, correction_id=pk)


def _refuse(request: HttpRequest, pk: int) -> None:
    services.refuse_correction(officer=request.user, correction_id=pk, reason=request.POST.get("reason", ""))


def _withdraw(request: HttpRequest, pk: int) -> None:
    services.withdraw_correction(officer=request.user, correction_id=pk)


approve = _decision(_approve, lambda: _("Approved: the record is corrected."))
refuse = _decision(_refuse, lambda: _("Not approved: the record stays as it is."))
withdraw = _decision(_withdraw, lambda: _("Withdrawn: the record stays as it is."))


def _log(request: HttpRequest, people: int, asked: CorrectionRequest | None = None) -> None:
    if people:
        record_access(
            officer=request.user,
            purpose=purpose_of(request),
            surface="correction",
            subject_kind="resident",
            subject_id=asked.resident_id if asked else None,
            unit_id=asked.unit_id if asked else None,
            people=people,
        )

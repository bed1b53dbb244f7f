"""What the nightly proofs and the stock-takings found, for the chief."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from id_cards import custody_queries, rules
from id_cards.custody_forms import FindingForm
from id_cards.proofs import words_of
from id_cards.services.numbering import series_of
from id_cards.services.proving import settle_finding
from id_cards.views.access import log_list, register_page


@register_page
@require_safe
def card_findings(request: HttpRequest) -> HttpResponse:
    found = custody_queries.findings(request.user)
    log_list(request, len(found), "card_findings")
    context = {
        "rows": [_row(request, one) for one in found],
        "many_units": len(request.user.register_unit_ids) > 1,
        "form": FindingForm(),
    }
    return render(request, "id_cards/custody/findings.html", context)


def _row(request: HttpRequest, finding: custody_queries.CardFinding) -> dict:
    dossier = finding.application or (finding.card.application if finding.card else None)
    person = dossier.resident if dossier else finding.card.resident if finding.card else None
    slip = ""
    if finding.counter is not None and finding.slip_sequence is not None:
        slip = custody_queries.slip_number_of(finding.counter, finding.slip_sequence, series_of(finding.counter.unit))
    sentence, hint = words_of(finding.kind)
    return {
        "finding": finding,
        "name": person.full_name if person else slip,
        "url": dossier.get_absolute_url() if dossier else person.get_absolute_url() if person else "",
        "sentence": sentence,
        "hint": hint,
        "may_settle": rules.may_settle_findings(request.user, finding.unit_id),
    }


@register_page
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    settle_finding(officer=request.user, finding_id=pk, note=request.POST.get("note", ""))
    messages.success(request, _("The finding was closed with your word."))
    return redirect("id_cards:card_findings")

"""Where each card is now, and cards that go from one officer to another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from id_cards import custody_queries, papers, rules
from id_cards.choices import CUSTODY_PLACES, CardPlace
from id_cards.custody_choices import TransferState
from id_cards.custody_forms import HandOnForm
from id_cards.models import CardTransfer
from id_cards.services.handing_on import offer_cards, refuse_cards, take_cards, withdraw_cards
from id_cards.services.printing import record_list_print
from id_cards.views.access import log_list, register_page, require
from kontum_portal.look.pages import paper
from kontum_portal.text import whole_number

ANSWERS = {
    "nhan": (take_cards, TransferState.TAKEN),
    "tu-choi": (refuse_cards, TransferState.REFUSED),
    "rut": (withdraw_cards, TransferState.WITHDRAWN),
}
TONES = {"offered": "wait", "taken": "good", "refused": "late", "withdrawn": ""}


@register_page
def custody(request: HttpRequest) -> HttpResponse:
    """The cards of one place; ticked ones are offered to a colleague with the form below the list."""
    place = request.GET.get("noi", "") or CardPlace.AT_UNIT
    if place not in CUSTODY_PLACES:
        raise Http404
    unit = custody_queries.own_unit(request.user)
    cards = custody_queries.cards_at(request.user, place, arrival_id=whole_number(request.GET.get("dot")))
    form = _hand_on_form(request, place)
    if request.method == "POST":
        require(unit is not None and form is not None)
        if form.is_valid():
            given = form.cleaned_data
            transfer = offer_cards(
                officer=request.user, unit_id=unit.pk, card_ids=given["chosen"], to_place=given["to_place"],
                taker_id=given["taker"].pk, note=given["note"], request_key=given["request_key"],
            )  # fmt: skip
            messages.success(request, _("Offered. The cards move when the other officer has signed."))
            return redirect(transfer)
    log_list(request, len(cards), "custody")
    context = {"place": place, "cards": cards, "form": form, "ticked": bool(request.GET.get("dot"))}
    return render(request, "id_cards/custody/custody.html", context | _around(request, place))


def _around(request: HttpRequest, place: str) -> dict:
    found = custody_queries.places(request.user)
    return {
        "lanes": [
            {"count": one.number, "label": one.label, "url": f"?noi={one.code}", "current": one.code == place}
            for one in found
        ],
        "place_label": next(one.label for one in found if one.code == place),
        "waiting": custody_queries.waiting_for(request.user),
        "finding_count": custody_queries.finding_count(request.user),
        "many_units": len(request.user.register_unit_ids) > 1,
    }


def _hand_on_form(request: HttpRequest, place: str) -> HandOnForm | None:
    """None for those who only read, and at places from which nothing is handed on here."""
    unit = custody_queries.own_unit(request.user)
    if unit is None or place == CardPlace.IN_POST:
        return None
    to_place = CardPlace.WITH_OFFICER if place == CardPlace.IN_SAFE else CardPlace.IN_SAFE
    takers = custody_queries.colleagues(request.user, unit.pk)
    return HandOnForm(request.POST or None, takers=takers, initial={"to_place": to_place})


@register_page
@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    rows = [(one, TONES[one.state]) for one in custody_queries.transfers(request.user)]
    return render(request, "id_cards/custody/transfers.html", {"rows": rows})


@register_page
@require_safe
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """What is handed on, and the signature where it is asked of this officer."""
    parts = _parts(request, pk)
    found = parts["transfer"]
    waits = found.state == TransferState.OFFERED
    parts["may_sign"] = waits and rules.can_answer_transfer(request.user, found, TransferState.TAKEN)
    parts["may_withdraw"] = waits and rules.can_answer_transfer(request.user, found, TransferState.WITHDRAWN)
    return render(request, "id_cards/custody/transfer.html", parts)


@register_page
@require_POST
def answer(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    if said not in ANSWERS:
        raise Http404
    service, state = ANSWERS[said]
    found = service(officer=request.user, transfer_id=pk)
    messages.success(request, state.label)
    return redirect(found)


@register_page
@require_safe
@paper
def print_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    parts = _parts(request, pk)
    record_list_print(officer=request.user, lane="transfer", people=len(parts["movements"]))
    return render(request, "id_cards/custody/print_transfer.html", parts | papers.list_parts(request.user))


def _parts(request: HttpRequest, pk: int) -> dict:
    rows = CardTransfer.objects.visible_to(request.user).select_related("unit", "giver", "taker", "outing")
    found = rows.get(pk=pk)
    movements = custody_queries.transfer_cards(found)
    log_list(request, len(movements), "transfer")
    outing = custody_queries.outing_of(found.outing or found)
    return {"transfer": found, "tone": TONES[found.state], "movements": movements, "outing": outing}

"""The page from which invitations and campaigns for renewals begin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from id_cards.renewals.queries import renewal_rows
from id_cards.renewals.rules import WINDOWS
from id_cards.views.access import register_page


@register_page
@require_safe
def renewals(request: HttpRequest) -> HttpResponse:
    """Numbers only; the lists behind them log who is read."""
    rows = renewal_rows(request.user)
    totals = [(days, sum(dict(row.counts)[days] for row in rows)) for days in WINDOWS]
    many_units = len(request.user.register_unit_ids) > 1
    context = {"rows": rows, "totals": totals, "windows": WINDOWS, "many_units": many_units}
    return render(request, "id_cards/renewals.html", context)

"""Values keyed in by hand, with their source."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kontum_portal.errors import DomainError, NotAllowedError
from reports import rules
from reports.forms import KeyedValueForm
from reports.models import KeyedValue
from reports.services.keying import key_value

NEWEST = 30


@login_required
def keyed_values(request: HttpRequest) -> HttpResponse:
    if not rules.can_key_any(request.user):
        raise NotAllowedError
    form = KeyedValueForm(request.POST or None, officer=request.user)
    if request.method == "POST" and form.is_valid() and _is_keyed(request, form):
        return redirect("reports:keyed")
    values = KeyedValue.objects.visible_to(request.user).select_related("indicator", "unit", "entered_by")
    return render(request, "reports/keyed.html", {"form": form, "values": values.order_by("-entered_at")[:NEWEST]})


def _is_keyed(request: HttpRequest, form: KeyedValueForm) -> bool:
    """A refusal stands on the form, with what was typed."""
    found = form.cleaned_data
    try:
        key_value(
            officer=request.user,
            indicator=found["indicator"],
            unit_id=form.unit_id,
            period=found["period"],
            numbers=form.numbers(),
            source_named=found["source_named"],
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The value is kept."))
    return True

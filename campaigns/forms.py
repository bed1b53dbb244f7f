"""Forms of the campaign pages."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.choices import DROP_REASONS, ClosedReason, Goal
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_city_commander
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import today
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import WholeDateField

CAMPAIGN_DAYS = 30


class CampaignForm(DraftableForm, forms.Form):
    draft_key, draft_label = "campaign", _("Campaign")

    name = forms.CharField(label=_("Name"), max_length=160)
    goal = forms.ChoiceField(label=_("Goal for each person"), choices=Goal.choices)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=AdminUnit.objects.none(), required=False)
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(format="%d/%m/%Y"))
    ends_on = forms.DateField(label=_("To"), widget=forms.DateInput(format="%d/%m/%Y"))

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        first = today()
        dates = {"starts_on": first, "ends_on": first + dt.timedelta(days=CAMPAIGN_DAYS)}
        super().__init__(*args, initial=dates | kwargs.pop("initial", {}), **kwargs)
        unit = self.fields["unit"]
        unit.queryset = AdminUnit.objects.filter(pk__in=officer.register_unit_ids).order_by("code")
        unit.required = not is_city_commander(officer)
        unit.empty_label = _("The whole area") if is_city_commander(officer) else None

    def deed(self) -> dict[str, Any]:
        """The arguments of the service."""
        found = self.cleaned_data
        unit: AdminUnit | None = found["unit"]
        return {
            "name": found["name"],
            "goal": found["goal"],
            "unit_id": unit.pk if unit else None,
            "starts_on": found["starts_on"],
            "ends_on": found["ends_on"],
        }


class DropForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why the person is taken off the list"),
        choices=[(reason.value, reason.label) for reason in ClosedReason if reason in DROP_REASONS],
        widget=forms.RadioSelect,
    )


class MeetingForm(forms.Form):
    """When the people of a campaign are invited; left empty, day and hour are written by hand."""

    on = WholeDateField(label=_("Day"), required=False)
    at = forms.TimeField(label=_("Hour"), required=False, input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"])

"""Forms of figures and reports."""

from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.areas.queries import with_predecessors
from kontum_portal.clock import today
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import SuggestedInput
from reports.choices import Group, Source
from reports.content.numbers import short_date
from reports.errors import PeriodUnreadableError
from reports.models import Indicator
from reports.periods import Period, month_of, parse_period, usual_periods
from reports.querysets import AREA_READERS
from reports.services.keying import Numbers
from reports.services.remarking import PARTS


class PeriodField(forms.CharField):
    """Cleans to a ``Period``."""

    widget = SuggestedInput

    def __init__(self, **kwargs: Any) -> None:
        hint = _("2026-10 (month), 2026-W43 (week), 2026-Q4 (quarter), 2026-H1 (half year), 2026, or DATE..DATE")
        super().__init__(label=_("Period"), help_text=hint, **kwargs)

    def clean(self, value: Any) -> Period:
        try:
            return parse_period(super().clean(value))
        except PeriodUnreadableError as error:
            raise forms.ValidationError(str(error)) from error


def _spoken(period: Period) -> str:
    """``Tháng: 01/10/2026 – 31/10/2026``, in the language of the page; a report's own name for it is Vietnamese."""
    return f"{period.kind.label}: {short_date(period.start)} – {short_date(period.end)}"


class UnitField(forms.ModelChoiceField):
    """Units that have gone into others stand last, with the day of their end."""

    def label_from_instance(self, unit: AdminUnit) -> str:
        ended = unit.valid_to is not None and unit.valid_to < today()
        return (
            _("%(unit)s (until %(day)s)") % {"unit": unit, "day": f"{unit.valid_to:%d/%m/%Y}"} if ended else str(unit)
        )


class ScopeForm(forms.Form):
    """A period, and a unit of the officer's; without one the whole area, where that is the officer's."""

    period = PeriodField()
    unit = UnitField(label=_("Unit"), queryset=AdminUnit.objects.none(), required=False)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        initial = {"period": str(month_of(today()))} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        usual = [(str(period), _spoken(period)) for period in usual_periods(today())]
        self.fields["period"].widget.suggestions = usual  # type: ignore[attr-defined]
        has_area = officer.role in AREA_READERS
        unit = self.fields["unit"]
        units = AdminUnit.objects.filter(pk__in=with_predecessors(officer.register_unit_ids))
        unit.queryset = units.order_by(F("valid_to").desc(nulls_first=True), "code")
        unit.required, unit.empty_label = not has_area, _("The whole area") if has_area else None

    def clean(self) -> dict[str, Any]:
        """A unit that has ended has numbers of its own time only, and its successor none of that time."""
        cleaned = super().clean() or {}
        unit, period = cleaned.get("unit"), cleaned.get("period")
        if unit and period and not unit.is_valid_on(min(period.end, today())):
            self.add_error("unit", _("%(unit)s did not exist at the end of this period.") % {"unit": unit})
        return cleaned

    @property
    def unit_id(self) -> int | None:
        unit = self.cleaned_data["unit"]
        return unit.pk if unit else None


class StartReportForm(ScopeForm):
    groups = forms.TypedMultipleChoiceField(
        label=_("Groups"),
        choices=Group.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=[group.value for group in Group],
    )


def _long_text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=8000, widget=forms.Textarea({"rows": 5}))


class RemarksForm(DraftableForm, forms.Form):
    draft_key, draft_label = "report_remarks", _("Remarks of a report")

    steering = _long_text(_("Direction and steering"))
    shortcomings = _long_text(_("Shortcomings and their causes"))
    tasks = _long_text(_("Tasks of the time to come"))
    proposals = _long_text(_("Proposals"))

    def remarks(self) -> dict[str, str]:
        return {part: self.cleaned_data[part] for part in PARTS}


class KeyedValueForm(DraftableForm, ScopeForm):
    draft_key, draft_label = "keyed_value", _("Value keyed in by hand")

    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=Indicator.objects.exclude(source=Source.COMPUTED))
    numerator = forms.DecimalField(label=_("Value of the period"), max_digits=18, decimal_places=2, localize=True)
    denominator = forms.DecimalField(
        label=_("Out of (for a rate)"), max_digits=18, decimal_places=2, required=False, localize=True
    )
    cumulative_numerator = forms.DecimalField(
        label=_("Cumulative since the start of the year"),
        max_digits=18,
        decimal_places=2,
        required=False,
        localize=True,
    )
    cumulative_denominator = forms.DecimalField(
        label=_("Cumulative out of"), max_digits=18, decimal_places=2, required=False, localize=True
    )
    source_named = forms.CharField(label=_("Source of the figure"), max_length=240)

    field_order = ["indicator", "period", "unit"]

    def numbers(self) -> Numbers:
        names = ("numerator", "denominator", "cumulative_numerator", "cumulative_denominator")
        return Numbers(**{name: self.cleaned_data[name] for name in names})

"""The filters of the list, and a name for them."""

from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.areas.queries import with_predecessors
from residents.choices import EIdState, Presence, ResidenceKind
from residents.extension_points import resident_filters
from residents.fields import TidyTextField
from residents.queries.lists import ABSENT, AGES, BLOCKING, VERIFIED


class OnceUnitField(forms.ModelChoiceField):
    """Also units that have gone into the officer's own: the people who came from there."""

    def label_from_instance(self, unit: AdminUnit) -> str:
        return _("formerly %(unit)s") % {"unit": unit} if unit.valid_to else str(unit)


class ResidentFilterForm(forms.Form):
    """The coded filters of the list; the boxes of other apps come from ``resident_filters``."""

    unit = OnceUnitField(AdminUnit.objects.none(), label=_("Unit"), required=False, empty_label=_("all"))
    sub_unit = forms.ModelChoiceField(SubUnit.objects.none(), label=_("Sub-unit"), required=False, empty_label=_("all"))
    residence_kind = forms.ChoiceField(
        label=_("Residence"), choices=[("", _("all")), *ResidenceKind.choices], required=False
    )
    presence = forms.ChoiceField(
        label=_("Presence"),
        choices=[("", _("all")), *Presence.choices, (ABSENT, _("Absent, of any kind"))],
        required=False,
    )
    age = forms.ChoiceField(label=_("Age"), required=False)
    eid_state = forms.ChoiceField(label=_("E-identity"), choices=[("", _("all")), *EIdState.choices], required=False)
    verified = forms.ChoiceField(label=_("Last verified"), required=False)
    rule = forms.ChoiceField(label=_("Open finding"), required=False)

    def __init__(self, *args: Any, officer: Officer, rules: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = AdminUnit.objects.filter(pk__in=with_predecessors(officer.register_unit_ids))
        self.fields["unit"].queryset = units.order_by(F("valid_to").desc(nulls_first=True), "sort_key")  # type: ignore[attr-defined]
        self.fields["sub_unit"].queryset = _sub_units_shown(officer, self.data.get("unit"))  # type: ignore[attr-defined]
        self.fields["age"].choices = [("", _("all")), *((code, AGE_LABELS[code]) for code in AGES)]  # type: ignore[attr-defined]
        self.fields["verified"].choices = [("", _("all")), *((code, VERIFIED_LABELS[code]) for code in VERIFIED)]  # type: ignore[attr-defined]
        self.fields["rule"].choices = [("", _("all")), (BLOCKING, _("Anything that blocks a card")), *rules]  # type: ignore[attr-defined]
        if len(officer.register_unit_ids) == 1 and not officer.past_unit_ids:
            del self.fields["unit"]
        for one in resident_filters:
            choices = [("", _("all")), *one.choices]
            self.fields[one.code] = forms.ChoiceField(label=one.label, choices=choices, required=False)


def _sub_units_shown(officer: Officer, unit: str | None) -> Any:
    """Those of the one unit in question; of many units no list of hundreds is drawn."""
    wanted = [int(unit)] if unit and unit.isascii() and unit.isdigit() else officer.register_unit_ids
    shown = [pk for pk in wanted if pk in officer.register_unit_ids]
    return SubUnit.objects.filter(unit_id__in=shown) if len(shown) == 1 else SubUnit.objects.none()


VERIFIED_LABELS = {
    "never": _("never"),
    "over_a_year": _("more than a year ago"),
    "within_a_year": _("within the last year"),
}
AGE_LABELS = {
    "under_6": _("under 6"),
    "6_13": _("6 to 13"),
    "14_24": _("14 to 24"),
    "25_59": _("25 to 59"),
    "60_up": _("60 and over"),
    "14_up": _("14 and over"),
}


class SavedFilterForm(forms.Form):
    """The filters as they stand, under a name."""

    name = TidyTextField(label=_("Name of the filter"), max_length=60)
    is_default = forms.BooleanField(label=_("Show when I open the list"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, max_length=400)

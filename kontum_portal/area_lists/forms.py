from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.choices import SubUnitKind
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.look.fields import WholeDateField


class SubUnitForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=SubUnitKind.choices)
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As the unit writes it, for example “Thôn 5”."))


class ExpectedPopulationForm(forms.Form):
    sub_unit = forms.ModelChoiceField(
        label=_("Sub-unit"), queryset=SubUnit.objects.none(), required=False, empty_label=_("The whole unit")
    )
    people = forms.IntegerField(label=_("People"), min_value=0, max_value=2_000_000)
    households = forms.IntegerField(label=_("Households"), min_value=0, max_value=500_000, required=False)
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("The document the figure stands in."))
    as_of = WholeDateField(label=_("As of"))

    def __init__(self, *args: object, unit: AdminUnit, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sub_unit"].queryset = SubUnit.objects.filter(unit=unit)

"""The upload form, and the form of policies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.clock import today
from kontum_portal.look.fields import WholeDateField
from residents.choices import Policy
from residents.extension_points import import_kinds
from residents.imports.directory import units_on
from residents.imports.policies import allowed


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "Excel (.xlsx, .xls), OpenDocument or CSV, as the unit keeps it. Nothing is written to the register yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"}),
    )
    kind = forms.ChoiceField(label=_("What the list holds"))
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=None,
        required=False,
        empty_label=_("As the list says: its unit column or its title"),
        help_text=_("Choose one only when the list does not name its ward or commune."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in import_kinds.values()]
        self.fields["unit"].queryset = units_on(today()).order_by("sort_key")

    def deed(self) -> dict[str, Any]:
        """The arguments of the service."""
        upload = self.cleaned_data["file"]
        return {
            "chunks": upload.chunks,
            "file_name": upload.name,
            "kind": self.cleaned_data["kind"],
            "unit": self.cleaned_data["unit"],
        }


class PoliciesForm(forms.Form):
    """One choice per fact that the list has a column for, and the day of the list."""

    as_of = WholeDateField(
        label=_("The list was made on"),
        help_text=_("A record verified later than this day is newer than the list."),
    )

    def __init__(self, *args: Any, facts: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = [fact for fact, _label in facts]
        for fact, label in facts:
            choices = [(policy.value, policy.label) for policy in allowed(fact)]
            self.fields[fact] = forms.ChoiceField(label=label, choices=choices, initial=Policy.FILL)

    def deed(self) -> dict[str, Any]:
        """The arguments of the service."""
        policies = {fact: self.cleaned_data[fact] for fact in self.facts}
        return {"policies": policies, "as_of": self.cleaned_data["as_of"]}

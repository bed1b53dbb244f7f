"""What an officer says of a comparison: read into codes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import WholeDateField
from residents.choices import CheckedAgainst, CheckNote, CheckResult
from residents.models import PersonFacts

_SHOWN = (
    "full_name", "sex", "personal_id", "old_id", "relation_to_head", "residence_kind", "presence", "phone",
    "permanent_address", "current_address", "native_place",
)  # fmt: skip
DIFFERING = [
    *((name, PersonFacts._meta.get_field(name).verbose_name) for name in _SHOWN),  # type: ignore[union-attr]
    ("birth_year", _("birth date")),
    ("household", _("household")),
]


class VerificationForm(DraftableForm, forms.Form):
    """The whole form of the record page; the worklist sends only ``result``."""

    draft_key, draft_label = "verification", _("Verification of a person")

    against = forms.ChoiceField(
        label=_("Checked against"), choices=CheckedAgainst.choices, initial=CheckedAgainst.PERSON, required=False
    )
    checked_on = WholeDateField(label=_("Checked on"), required=False)
    result = forms.ChoiceField(label=_("Result"), choices=CheckResult.choices)
    fields = forms.MultipleChoiceField(
        label=_("What differs"), choices=DIFFERING, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.ChoiceField(label=_("Note"), choices=CheckNote.choices, required=False)

    field_order = ["against", "checked_on", "result", "fields", "note"]

    def said(self) -> dict[str, object]:
        """Keyword arguments of the service."""
        known = self.cleaned_data
        return known | {"against": known["against"] or CheckedAgainst.PERSON}


class UnitForm(forms.Form):
    unit = forms.ModelChoiceField(AdminUnit.objects.none(), label=_("Unit"), required=False, empty_label="—")

    def __init__(self, *args: object, officer: Officer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        units = AdminUnit.objects.filter(pk__in=officer.register_unit_ids).order_by("sort_key")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

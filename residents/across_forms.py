"""What is asked before another ward's register is looked into, or a citizen is served away from home."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.drafts.draftable import DraftableForm
from residents.choices import VisitStep
from residents.fields import TidyTextField
from residents.rules import RECORD_PURPOSES


class LookUpForm(forms.Form):
    q = forms.CharField(
        label=_("Whole personal number, or the code of the card"),
        max_length=600,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    purpose = forms.ChoiceField(label=_("Why you look"), choices=[(one.value, one.label) for one in RECORD_PURPOSES])


class VisitForm(DraftableForm, forms.Form):
    """Why the citizen is served away from home, and what for."""

    draft_key, draft_label = "visit", _("A citizen of another ward at the counter")

    reason = TidyTextField(label=_("Why the citizen is served here"), max_length=300)
    steps = forms.MultipleChoiceField(
        label=_("What is to be done today"),
        choices=[(one.value, one.label) for one in VisitStep if one != VisitStep.READ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

"""What officers fill in. No box may ask for a secret of the citizen, and none has free text that could hold one."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from id_cards.e_identity.choices import (
    HelpStep,
    Level,
    NotActivatedReason,
    Paper,
    RefusedReason,
    RegisteredHow,
)
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import PastDateField, WholeDateField
from residents.fields import PhoneField

OWN_PHONE = [("", _("not asked")), ("yes", _("yes")), ("no", _("no"))]


class RegisterAccountForm(DraftableForm, forms.Form):
    """``request_key`` is drawn once a page: the same form sent twice is one account."""

    draft_key, draft_label = "eid_account", _("E-identity account")

    level = forms.TypedChoiceField(
        label=_("Level"), choices=Level.choices, coerce=int, initial=Level.TWO, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(label=_("How registered"), choices=RegisteredHow.choices, initial=RegisteredHow.COUNTER)
    registered_on = PastDateField(label=_("On"), required=False)
    phone = PhoneField(
        label=_("Telephone of the account"),
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    phone_is_own = forms.ChoiceField(
        label=_("The number is in the citizen's own name"),
        choices=OWN_PHONE,
        required=False,
        help_text=_("A number in another's name may lead to a locked account."),
    )
    papers = forms.MultipleChoiceField(
        label=_("Papers to show in the account"),
        choices=Paper.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    representative_name = forms.CharField(
        label=_("Representative (parent or guardian)"), max_length=200, required=False,
        help_text=_("Needed when the person is under 14."),
    )  # fmt: skip
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: object, representative_needed: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if representative_needed:
            self.fields["representative_name"].required = True
        else:
            del self.fields["representative_name"]

    def clean_phone_is_own(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["phone_is_own"])


class AccountStepForm(forms.Form):
    """``version`` is the account as the officer saw it: the same form sent twice is one step."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DatedStepForm(AccountStepForm):
    on = PastDateField(label=_("On"), required=False, help_text=_("Empty: today."))


class RefuseAccountForm(AccountStepForm):
    reason = forms.ChoiceField(label=_("Why"), choices=RefusedReason.choices, widget=forms.RadioSelect)


class HelpForm(AccountStepForm):
    help_steps = forms.MultipleChoiceField(
        label=_("Done together"),
        choices=HelpStep.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The citizen types code, password and answers alone. Never ask for them, never write them down."),
    )
    not_activated_reason = forms.ChoiceField(
        label=_("Why not activated yet"), choices=[("", "–"), *NotActivatedReason.choices], required=False
    )
    follow_up_on = WholeDateField(label=_("Look again on"), required=False)

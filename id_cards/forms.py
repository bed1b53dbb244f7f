"""What officers fill in; the forms check words, the services decide."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from id_cards.choices import REASONS_OF, Channel, IdentifiedBy, ReceiverKind, ReturnedCause
from id_cards.rules import receiver_refusal
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import WholeDateField

# Choosing the reason chooses the type of case: the reasons of the law are grouped by it.
GROUPED_REASONS = [
    (case_type.label, [(reason.value, reason.label) for reason in reasons]) for case_type, reasons in REASONS_OF.items()
]


class StartForm(DraftableForm, forms.Form):
    """``request_key`` is drawn once a page: the same form sent twice is one dossier."""

    draft_key, draft_label = "card_application", _("Căn cước dossier")

    reason = forms.ChoiceField(label=_("Type and reason"), choices=GROUPED_REASONS)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices, initial=Channel.COUNTER)
    collection_place = forms.CharField(label=_("Place of collection"), max_length=200, required=False)
    representative_name = forms.CharField(
        label=_("Representative (parent or guardian)"),
        max_length=200,
        required=False,
        help_text=_("Needed when the person is under 14."),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: object, representative_needed: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if representative_needed:
            self.fields["representative_name"].required = True
        else:
            del self.fields["representative_name"]


class StepForm(forms.Form):
    """``version`` is the dossier as the officer saw it: the same form sent twice is one step."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class NotedStepForm(DraftableForm, StepForm):
    draft_key, draft_label = "card_step", _("Step of a căn cước dossier")
    draft_never = ("version",)

    note = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))


class ReturnForm(NotedStepForm):
    cause = forms.ChoiceField(
        label=_("Whose error"),
        choices=ReturnedCause.choices,
        widget=forms.RadioSelect,
        help_text=_("Only for the citizen's error does the deadline stop."),
    )
    field_order = ("version", "cause", "note")


class HandOverForm(DraftableForm, StepForm):
    draft_key, draft_label = "card_hand_over", _("Handing a card over")
    draft_never = ("version",)

    receiver_kind = forms.ChoiceField(label=_("Handed to"), choices=ReceiverKind.choices, widget=forms.RadioSelect)
    identified_by = forms.ChoiceField(
        label=_("Identified by"),
        choices=IdentifiedBy.choices,
        initial=IdentifiedBy.SLIP_AND_FACE,
        widget=forms.RadioSelect,
    )
    receiver_name = forms.CharField(
        label=_("Name of the receiver"), max_length=200, required=False, help_text=_("When it is not the holder.")
    )
    issued_on = WholeDateField(
        label=_("Day of issue printed on the card"), required=False, help_text=_("The validity is worked out from it.")
    )

    def __init__(self, *args: object, holder_is_child: bool, hidden: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.holder_is_child = holder_is_child
        self.fields["receiver_kind"].initial = ReceiverKind.REPRESENTATIVE if holder_is_child else ReceiverKind.HOLDER
        if hidden:  # on the check page they are shown in words and sent along
            for field in self.fields.values():
                field.widget = forms.HiddenInput()

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        refusal = receiver_refusal(
            receiver_kind=cleaned.get("receiver_kind", ""),
            receiver_name=cleaned.get("receiver_name"),
            identified_by=cleaned.get("identified_by", ""),
            holder_is_child=self.holder_is_child,
        )
        if refusal is not None:
            raise forms.ValidationError(str(refusal()), code=refusal().code)
        return cleaned


class ScanForm(forms.Form):
    scanned = forms.CharField(
        label=_("Slip number, personal number, or the QR of a card"),
        max_length=600,
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )

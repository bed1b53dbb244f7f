"""What officers fill in about batches, arrivals, hand-ons and stock-taking."""

import uuid
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from id_cards.choices import CardPlace
from id_cards.errors import NothingToHandOnError
from kontum_portal.accounts.models import Officer

_MOST = 500


class ChosenField(forms.Field):
    """Ticked rows, or their ids with commas between where a check page carries them along; ids only."""

    def to_python(self, value: object) -> list[int]:
        texts = [part for text in (value or []) for part in str(text).split(",")]  # type: ignore[attr-defined]
        ids = {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19}
        return sorted(ids)[:_MOST]

    def validate(self, value: list[int]) -> None:
        if not value:
            raise forms.ValidationError(NothingToHandOnError.message, code="required")


class ChosenForm(forms.Form):
    """``request_key`` makes the deed behind the check one deed."""

    chosen = ChosenField(widget=forms.MultipleHiddenInput)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *args: object, hidden: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if hidden:
            self.initial["chosen"] = [self.initial["chosen"]]
            for field in self.fields.values():
                if not isinstance(field.widget, forms.MultipleHiddenInput):
                    field.widget = forms.HiddenInput()


class HandOnForm(ChosenForm):
    """To whom the ticked cards go, and where they are then."""

    to_place = forms.ChoiceField(
        label=_("Where to"),
        choices=[(CardPlace.IN_SAFE, _("Into the safe")), (CardPlace.WITH_OFFICER, _("Out on a visit"))],
    )
    taker = forms.ModelChoiceField(label=_("Officer who signs for them"), queryset=Officer.objects.none())
    note = forms.CharField(label=_("Note (hamlet, purpose)"), max_length=200, required=False)

    def __init__(self, *args: object, takers: Iterable[Officer], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = takers
        self.fields["taker"].label_from_instance = Officer.get_full_name
        self.order_fields(["to_place", "taker", "note"])


class OpenArrivalForm(forms.Form):
    announced = forms.IntegerField(
        label=_("Cards on the delivery paper"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("So that a card too few or too many is noticed at once."),
    )


class CloseForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, help_text=_("What was agreed about the differences.")
    )


class FindingForm(forms.Form):
    note = forms.CharField(label=_("What was found out and done"), max_length=500)

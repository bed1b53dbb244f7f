"""What officers fill in about notices; the services decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from id_cards.notices.choices import CancelReason, DeliveredTo, NoticeReason
from kontum_portal.areas.models import SubUnit
from kontum_portal.look.fields import PastDateField


class WantedForm(forms.Form):
    """The filters of the lists."""

    reason = forms.ChoiceField(label=_("For"), choices=NoticeReason.choices, required=False)
    sub_unit = forms.ModelChoiceField(SubUnit.objects.none(), label=_("Sub-unit"), required=False, empty_label=_("all"))
    group = forms.ChoiceField(label=_("School or hamlet"), required=False)

    def __init__(self, *args: object, sub_units: list[SubUnit], groups: list[str] | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if groups is None:
            del self.fields["group"]
        else:
            self.fields["group"].choices = [("", _("all")), *((name, name) for name in groups)]  # type: ignore[attr-defined]
            self.fields["reason"].choices = [("", _("all")), *NoticeReason.choices]  # type: ignore[attr-defined]
        if sub_units:
            ids = [one.pk for one in sub_units]
            self.fields["sub_unit"].queryset = SubUnit.objects.filter(pk__in=ids).order_by("sort_key")  # type: ignore[attr-defined]
        else:
            del self.fields["sub_unit"]


class RequestForm(forms.Form):
    reason = forms.ChoiceField(choices=NoticeReason.choices, widget=forms.HiddenInput)
    group = forms.CharField(
        label=_("Name of the list: school, class or hamlet"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class ReceiverForm(forms.Form):
    delivered_to = forms.ChoiceField(label=_("Delivered to"), choices=DeliveredTo.choices)
    receiver_name = forms.CharField(
        label=_("Name of the receiver"), max_length=200, required=False, help_text=_("When it is not the holder.")
    )


class NoticeStepForm(forms.Form):
    """``version`` is the notice as the officer saw it: the same form sent twice is one step."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(NoticeStepForm):
    number = forms.RegexField(
        r"^[0-9]{12}$",
        label=_("Personal number"),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("12 digits. Empty: the number in the record."),
        error_messages={"invalid": _("A personal number has 12 digits.")},
    )
    issued_on = PastDateField(label=_("Issued on"), required=False, help_text=_("Empty: today."))


class DeliverForm(NoticeStepForm, ReceiverForm):
    delivered_on = PastDateField(label=_("Delivered on"), required=False, help_text=_("Empty: today."))


class CancelForm(NoticeStepForm):
    reason = forms.ChoiceField(label=_("Why"), choices=CancelReason.choices, widget=forms.RadioSelect)

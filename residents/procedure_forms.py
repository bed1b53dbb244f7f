"""The forms of residence files."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal import clock
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import WholeDateField
from residents.choices import ProcedureChannel, ProcedureKind
from residents.fields import TidyTextField
from residents.models import ResidenceProcedure, ResidentEvent


class ProcedureForm(DraftableForm, forms.Form):
    """``request_key`` is drawn once a page: the same form sent twice is one file."""

    draft_key, draft_label = "procedure", _("Residence file")

    kind = forms.ChoiceField(label=_("Service"), choices=ProcedureKind.choices)
    channel = forms.ChoiceField(label=_("Channel"), choices=ProcedureChannel.choices)
    received_on = WholeDateField(label=_("Received on"), initial=clock.today)
    file_number = TidyTextField(label=_("File number"), required=False, max_length=40)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ResultForm(DraftableForm, forms.Form):
    draft_key, draft_label = "procedure_result", _("Result of a residence file")

    approved = forms.TypedChoiceField(
        label=_("Result"),
        choices=[("yes", _("Approved")), ("no", _("Refused"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    done_on = WholeDateField(label=_("Done on"), initial=clock.today)
    result = TidyTextField(label=_("Result or reason"), required=False, max_length=300)
    event = forms.ModelChoiceField(
        ResidentEvent.objects.none(), label=_("Event it led to"), required=False, empty_label="—"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, procedure: ResidenceProcedure, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": procedure.version}, **kwargs)
        events = ResidentEvent.objects.standing().filter(resident_id=procedure.resident_id).order_by("-id")
        self.fields["event"].queryset = events  # type: ignore[attr-defined]
        self.fields["event"].label_from_instance = _event_in_words  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        event = said["event"]
        kept = {name: said[name] for name in ("version", "approved", "done_on", "result")}
        return kept | {"event_id": event.pk if event else None}


def _event_in_words(event: ResidentEvent) -> str:
    return f"{event.happened_on:%d/%m/%Y} · {event.get_kind_display()}"


class ProcedureFilterForm(forms.Form):
    lane = forms.ChoiceField(
        label=_("State"),
        choices=[("open", _("Being worked on")), ("overdue", _("Overdue")), ("closed", _("Closed"))],
        required=False,
    )
    kind = forms.ChoiceField(label=_("Service"), choices=[("", _("all")), *ProcedureKind.choices], required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", _("all")), *ProcedureChannel.choices], required=False)

"""The forms of a hand-over between two wards."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import WholeDateField
from residents.fields import TidyTextField
from residents.models import HandOver, Resident
from residents.services.hand_overs import destinations


class HandOverForm(DraftableForm, forms.Form):
    """``request_key`` is drawn once a page: the same form sent twice is one hand-over."""

    draft_key, draft_label = "hand_over", _("Hand-over to another ward")

    destination = forms.ChoiceField(label=_("Moved to"))
    moved_on = WholeDateField(label=_("Moved on"))
    reason = TidyTextField(label=_("Reason"), max_length=300)
    whole_household = forms.BooleanField(label=_("The whole household moves"), required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, resident: Resident, hidden: bool = False, whole: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"version": resident.version, "whole_household": whole}, **kwargs)
        self.fields["destination"].choices = [("", "—"), *_places(destinations(resident.unit_id))]  # type: ignore[attr-defined]
        if resident.household_id is None:
            del self.fields["whole_household"]
        if hidden:  # on the check page they are shown in words and sent along
            for field in self.fields.values():
                field.widget = forms.HiddenInput()

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        unit_id, sub_unit_id = _read_place(said["destination"])
        kept = {name: said.get(name) for name in ("version", "moved_on", "reason", "request_key")}
        places = {"to_unit_id": unit_id, "to_sub_unit_id": sub_unit_id}
        return kept | places | {"whole_household": bool(said.get("whole_household"))}

    def destination_in_words(self) -> str:
        unit_id, sub_unit_id = _read_place(self.cleaned_data["destination"])
        unit = str(AdminUnit.objects.get(pk=unit_id))
        return f"{SubUnit.objects.get(pk=sub_unit_id).name}, {unit}" if sub_unit_id else unit


def _places(units: Any) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Units with their hamlets: ``7`` is a whole unit, ``7-31`` one hamlet of it."""
    hamlets: dict[int, list[tuple[str, Any]]] = {}
    for pk, unit_id, name in SubUnit.objects.filter(unit__in=units).values_list("pk", "unit_id", "name"):
        hamlets.setdefault(unit_id, []).append((f"{unit_id}-{pk}", name))
    unsaid = _("hamlet or group not known")
    return [(str(unit), [(f"{unit.pk}", f"{unit} ({unsaid})"), *hamlets.get(unit.pk, [])]) for unit in units]


def _read_place(value: str) -> tuple[int, int | None]:
    unit_id, _dash, sub_unit_id = value.partition("-")
    return int(unit_id), int(sub_unit_id) if sub_unit_id else None


class AcceptForm(forms.Form):
    """Where in the receiving ward the people live now."""

    sub_unit = forms.ModelChoiceField(
        SubUnit.objects.none(), label=_("Residential group, hamlet or village"), required=False, empty_label="—"
    )
    household_number = TidyTextField(
        label=_("Household number"),
        required=False,
        max_length=40,
        help_text=_("Leave it empty to keep the household that comes along."),
    )

    def __init__(self, *args: Any, hand_over: HandOver, **kwargs: Any) -> None:
        super().__init__(*args, initial={"sub_unit": hand_over.to_sub_unit_id}, **kwargs)
        self.fields["sub_unit"].queryset = SubUnit.objects.filter(unit_id=hand_over.to_unit_id)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        chosen = self.cleaned_data["sub_unit"]
        number = self.cleaned_data["household_number"]
        return {"sub_unit_id": chosen.pk if chosen else None, "household_number": number}

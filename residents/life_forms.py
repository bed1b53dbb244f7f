"""The forms of events: what is told of each, read into the services' arguments. No writes, no rules."""

import copy
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.models import SubUnit
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import WholeDateField
from residents.choices import Presence, Relation, ResidenceKind, Sex
from residents.fields import BirthDateField, PersonalIdField, PhoneField, TidyTextField
from residents.masking import national_phone
from residents.models import Resident
from residents.services.eventing import Told
from residents.services.whereabouts import Away

PHONE_BOX = forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
NUMBER_BOX = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})


class EventForm(DraftableForm, forms.Form):
    """``request_key`` is drawn once a page: the same form sent twice is one event."""

    draft_key, draft_label = "event", _("Something that happened to a person")

    happened_on = WholeDateField(label=_("On which day"))
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, resident: Resident, hidden: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": resident.version} | self.typed_before(resident) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.resident = resident
        self.furnish(resident)
        if hidden:  # on the check page they are shown in words and sent along
            for field in self.fields.values():
                field.widget = forms.HiddenInput()

    def typed_before(self, resident: Resident) -> dict[str, Any]:
        return {}

    def furnish(self, resident: Resident) -> None:
        """Choices that depend on the person."""

    def told(self) -> Told:
        said = self.cleaned_data
        return Told(said["happened_on"], said.get("place"), said.get("reason"), said["request_key"])

    def arguments(self) -> dict[str, Any]:
        """What the service is called with, beside officer and resident."""
        return {"version": self.cleaned_data["version"] or 0, "told": self.told()}

    def rows(self) -> list[tuple]:
        """(label, value in words) of what was filled in, for the check page."""
        shown = [(bound, self.cleaned_data.get(bound.name)) for bound in self if not bound.is_hidden]
        return [(bound.label, _in_words(bound.field, value)) for bound, value in shown if value not in (None, "")]


def _in_words(field: forms.Field, value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, PhoneField):
        return national_phone(value)
    return dict(getattr(field, "choices", ())).get(value, value)


class AwayForm(EventForm):
    """An absence: where, why, until when, and who can reach the person."""

    place = TidyTextField(label=_("Place"), required=False, max_length=300)
    reason = TidyTextField(label=_("Reason"), required=False, max_length=300)
    relative_phone = PhoneField(
        label=_("Telephone of a relative"),
        required=False,
        widget=PHONE_BOX,
        help_text=_("Kept only as long as the person is away, and shown only for a stated purpose."),
    )
    expected_return = WholeDateField(label=_("Expected back on"), required=False)
    last_seen_on = WholeDateField(label=_("Last seen on"), required=False)

    def away(self) -> Away:
        said = self.cleaned_data
        return Away(said.get("relative_phone"), said.get("expected_return"), said.get("last_seen_on"))

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"away": self.away()}


class ResidenceForm(AwayForm):
    kind = forms.ChoiceField(label=_("Residence"), choices=ResidenceKind.choices)
    until = WholeDateField(
        label=_("Until"), required=False, help_text=_("Temporary: at most two years; a short stay: under 30 days.")
    )
    last_seen_on = None  # type: ignore[assignment]
    expected_return = None  # type: ignore[assignment]
    field_order = ("kind", "happened_on", "until", "reason", "place", "relative_phone")

    def typed_before(self, resident: Resident) -> dict[str, Any]:
        return {"kind": resident.residence_kind, "until": resident.residence_until}

    def away(self) -> Away:
        return Away(self.cleaned_data.get("relative_phone"), self.cleaned_data.get("until"))

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        return super().arguments() | {"kind": said["kind"], "until": said["until"]}


class PresenceForm(AwayForm):
    presence = forms.ChoiceField(label=_("Presence"), choices=Presence.choices)
    field_order = ("presence", "happened_on", "reason", "place", "last_seen_on", "expected_return", "relative_phone")

    def typed_before(self, resident: Resident) -> dict[str, Any]:
        known = resident.whereabouts.first()
        if known is None:
            return {"presence": resident.presence}
        facts = ("reason", "place", "last_seen_on", "expected_return")
        return {"presence": resident.presence} | {name: getattr(known, name) for name in facts}

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"presence": self.cleaned_data["presence"]}


class MoveOutForm(AwayForm):
    last_seen_on = None  # type: ignore[assignment]
    expected_return = None  # type: ignore[assignment]
    field_order = ("happened_on", "place", "reason", "relative_phone")

    def furnish(self, resident: Resident) -> None:
        self.fields["place"].required = True
        self.fields["place"].label = _("Where to")


class ReturnForm(EventForm):
    reason = TidyTextField(label=_("Remark"), required=False, max_length=300)


class MarriageForm(EventForm):
    place = TidyTextField(label=_("Registered at"), required=False, max_length=300)
    spouse_number = PersonalIdField(
        label=_("Personal number of the spouse"),
        required=False,
        widget=NUMBER_BOX,
        help_text=_("When the spouse is in your register; otherwise leave it empty."),
    )
    joins_household = forms.BooleanField(label=_("Moves into the spouse's household"), required=False)
    relation_to_head = forms.TypedChoiceField(
        label=_("Relation to head of household"),
        choices=[("", "—"), *Relation.choices],
        required=False,
        empty_value=None,
    )

    def arguments(self) -> dict[str, Any]:
        names = ("spouse_number", "joins_household", "relation_to_head")
        return super().arguments() | {name: self.cleaned_data[name] for name in names}


class BirthForm(EventForm):
    full_name = TidyTextField(label=_("Full name of the child"), max_length=200)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices)
    place = TidyTextField(label=_("Place of birth"), required=False, max_length=300)
    registered_at = TidyTextField(label=_("Birth registration place"), required=False, max_length=200)
    field_order = ("full_name", "happened_on", "sex", "place", "registered_at")

    def furnish(self, resident: Resident) -> None:
        self.fields["happened_on"].label = _("Birth date")

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        kept = {name: said[name] for name in ("full_name", "sex", "registered_at")}
        return kept | {"told": self.told(), "mother_id": self.resident.pk}


class MoveInForm(DraftableForm, forms.Form):
    """A person from outside the area, as much as the counter asks; the rest is completed on the record."""

    draft_key, draft_label = "move_in", _("A person who moves in")

    full_name = TidyTextField(label=_("Full name"), max_length=200)
    birth = BirthDateField(
        label=_("Birth date"), required=False, help_text=_("ddmmyyyy, mmyyyy or yyyy: only what is known")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices)
    personal_id = PersonalIdField(label=_("Personal number"), required=False, widget=NUMBER_BOX)
    happened_on = WholeDateField(label=_("Moved in on"))
    place = TidyTextField(label=_("Where from"), max_length=300)
    residence_kind = forms.ChoiceField(
        label=_("Residence"), choices=ResidenceKind.choices[:3], initial=ResidenceKind.PERMANENT
    )
    residence_until = WholeDateField(label=_("Residence until"), required=False)
    current_address = TidyTextField(label=_("Current address"), required=False, max_length=300)
    sub_unit = forms.ModelChoiceField(
        SubUnit.objects.none(), label=_("Residential group, hamlet or village"), required=False, empty_label="—"
    )
    household_number = TidyTextField(label=_("Household number"), required=False, max_length=40)
    relation_to_head = forms.TypedChoiceField(
        label=_("Relation to head of household"),
        choices=[("", "—"), *Relation.choices],
        required=False,
        empty_value=None,
    )
    another = TidyTextField(label=_("Why this is another person"), max_length=300)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, unit_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "another" not in self.data:
            del self.fields["another"]
        self.unit_id = unit_id
        self.fields["sub_unit"].queryset = SubUnit.objects.filter(unit_id=unit_id)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        said, born = self.cleaned_data, self.cleaned_data["birth"]
        names = ("full_name", "sex", "personal_id", "residence_kind", "residence_until", "current_address")
        facts = {name: said[name] for name in (*names, "relation_to_head")}
        parts = (born.year, born.month, born.day) if born else (None, None, None)
        facts |= dict(zip(("birth_year", "birth_month", "birth_day"), parts, strict=True))
        sub_unit = said["sub_unit"]
        return {
            "unit_id": self.unit_id,
            "facts": facts,
            "told": Told(said["happened_on"], said["place"], None, said["request_key"]),
            "sub_unit_id": sub_unit.pk if sub_unit else None,
            "household_number": said["household_number"],
            "reason": said.get("another") or "",
        }

    def ask_for_reason(self, sentence: str) -> None:
        """Somebody very much alike is there already: say so, and open the box for the reason."""
        self.fields["another"] = copy.deepcopy(self.base_fields["another"])
        self.add_error(None, sentence)


class ReasonForm(DraftableForm, forms.Form):
    draft_key, draft_label = "reason", _("Reason of a refusal or of taking back")

    reason = TidyTextField(label=_("Why"), max_length=300)

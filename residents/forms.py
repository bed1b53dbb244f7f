"""The forms of the register: what a person is told to type, read into facts. No writes, no rules."""

import copy
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.drafts.draftable import DraftableForm
from kontum_portal.look.fields import ChoiceBox, WholeDateField
from residents.choices import (
    CardClaim,
    ContactChannel,
    ContactNote,
    ContactResult,
    NextAction,
    Presence,
    Relation,
    ResidenceKind,
    Sex,
)
from residents.fields import BirthDateField, OldIdField, PersonalIdField, PhoneField, TidyTextField
from residents.masking import national_phone, partial_date
from residents.models import Resident
from residents.rules import RECORD_PURPOSES

UNSAID = [("", "—")]
# Facts that are typed in one box under another name.
BOX_OF_FACT = {"birth_year": "birth", "birth_month": "birth", "birth_day": "birth"}
_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


def _choice(choices: type, label: Any, widget: type[forms.Select] = forms.Select) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        widget=widget,
        choices=[*UNSAID, *choices.choices],
        required=False,
        empty_value=None,  # type: ignore[attr-defined]
    )


class ResidentForm(DraftableForm, forms.Form):
    """One dense page in the order of form DC01."""

    draft_key, draft_label = "resident", _("A person's record")

    full_name = TidyTextField(label=_("Full name"), max_length=200)
    birth = BirthDateField(
        label=_("Birth date"), required=False, help_text=_("ddmmyyyy, mmyyyy or yyyy: only what is known")
    )
    sex = _choice(Sex, _("Sex"))
    birth_registration_place = TidyTextField(label=_("Birth registration place"), required=False, max_length=200)
    native_place = TidyTextField(label=_("Native place"), required=False, max_length=200)
    personal_id = PersonalIdField(label=_("Personal number"), required=False, widget=forms.TextInput(_DIGITS))
    old_id = OldIdField(label=_("Old identity number"), required=False, widget=forms.TextInput(_DIGITS))
    permanent_address = TidyTextField(label=_("Permanent address"), required=False, max_length=300)
    current_address = TidyTextField(label=_("Current address"), required=False, max_length=300)
    unit = forms.ModelChoiceField(AdminUnit.objects.none(), label=_("Unit"), empty_label=None)
    sub_unit = forms.ModelChoiceField(
        SubUnit.objects.none(),
        label=_("Residential group, hamlet or village"),
        required=False,
        empty_label="—",
        widget=ChoiceBox,
    )
    residence_kind = _choice(ResidenceKind, _("Residence"))
    residence_until = WholeDateField(label=_("Residence until"), required=False)
    presence = _choice(Presence, _("Presence"))
    household_number = TidyTextField(label=_("Household number"), required=False, max_length=40)
    relation_to_head = _choice(Relation, _("Relation to head of household"), ChoiceBox)
    phone = PhoneField(
        label=_("Telephone"), required=False, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
    )
    language = TidyTextField(label=_("Preferred language"), required=False, max_length=40)
    card_claim = _choice(CardClaim, _("Card, as the person says"))
    card_issued_on = WholeDateField(label=_("Card issued on"), required=False)
    reason = TidyTextField(label=_("Why this is another person"), required=False, max_length=300)
    change_reason = TidyTextField(label=_("Reason of the change"), required=False, max_length=300)
    evidence = TidyTextField(
        label=_("Evidence"),
        required=False,
        max_length=300,
        help_text=_("Which paper says so: kind, number, date, issued by whom"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    FACTS = (
        "full_name", "sex", "personal_id", "old_id", "birth_registration_place", "native_place", "permanent_address",
        "current_address", "residence_kind", "residence_until", "presence", "relation_to_head", "phone", "language",
        "card_claim", "card_issued_on",
    )  # fmt: skip

    def __init__(
        self, *args: Any, officer: Officer, resident: Resident | None = None, focus: str = "", **kwargs: Any
    ) -> None:
        initial = _as_typed(resident) if resident else {"presence": Presence.PRESENT}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self._offer_places([resident.unit_id] if resident else sorted(officer.register_unit_ids))
        if resident:
            del self.fields["unit"]
        if not (resident and resident.last_verified_on):
            del self.fields["change_reason"], self.fields["evidence"]
        if not (self.is_bound and self.data.get("reason_asked")):
            del self.fields["reason"]
        if focus in self.fields:
            self.fields[focus].widget.attrs["autofocus"] = True

    def _offer_places(self, unit_ids: list[int]) -> None:
        """The officer's units, and their sub-units; a single unit needs no box."""
        units = AdminUnit.objects.filter(pk__in=unit_ids).order_by("sort_key")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["sub_unit"].queryset = SubUnit.objects.filter(unit_id__in=unit_ids)  # type: ignore[attr-defined]
        if len(unit_ids) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = unit_ids[0]

    @property
    def shows_unit(self) -> bool:
        return "unit" in self.fields and not self.fields["unit"].widget.is_hidden

    @property
    def asks_reason(self) -> bool:
        return "reason" in self.fields

    def facts(self) -> dict[str, Any]:
        """The facts of a person by column, as far as they could be read; unknown is None."""
        known = {name: self.cleaned_data[name] for name in self.FACTS if name in self.cleaned_data}
        if "birth" in self.cleaned_data:
            born = self.cleaned_data["birth"]
            parts = (born.year, born.month, born.day) if born else (None, None, None)
            known |= dict(zip(("birth_year", "birth_month", "birth_day"), parts, strict=True))
        return known

    def sub_unit_id(self) -> int | None:
        chosen = self.cleaned_data.get("sub_unit")
        return chosen.pk if chosen else None

    def changes(self) -> dict[str, Any]:
        """What a correction writes: the facts, the sub-unit, and the household when its number was touched."""
        household = {"household_number": self.cleaned_data["household_number"]}
        touched = household if "household_number" in self.changed_data else {}
        return self.facts() | {"sub_unit_id": self.sub_unit_id()} | touched

    def ask_for_reason(self, sentence: str, box: str | None) -> None:
        """Somebody like this is there already: say so at the ``box``, and open the one for the reason."""
        self.fields["reason"] = copy.deepcopy(self.base_fields["reason"])
        self.fields["reason"].required = True
        self.fields["reason"].widget.attrs["autofocus"] = True
        self.add_error(box, sentence)

    @property
    def asks_evidence(self) -> bool:
        return "evidence" in self.fields

    def typed_by_column(self) -> dict[str, Any]:
        """All that stands in the form, the household by its number."""
        return self.facts() | {
            "sub_unit_id": self.sub_unit_id(),
            "household_number": self.cleaned_data["household_number"],
        }

    def chosen(self) -> dict[str, str]:
        """Of boxes that somebody else changed too: whose value is kept."""
        return {name.removeprefix("choose_"): self.data[name] for name in self.data if name.startswith("choose_")}

    def show_theirs(self, boxes: Iterable[str], resident: Resident) -> None:
        """Put what the register says now into boxes that this officer left alone."""
        self.data = self.data.copy()
        known = _as_typed(resident)
        for box in boxes:
            value = known[box]
            self.data[box] = value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value or "")


def _as_typed(resident: Resident) -> dict[str, Any]:
    """A record as an officer would type it."""
    known = {name: getattr(resident, name) for name in ResidentForm.FACTS}
    return known | {
        "birth": partial_date(resident.birth_year, resident.birth_month, resident.birth_day),
        "phone": national_phone(resident.phone),
        "sub_unit": resident.sub_unit_id,
        "household_number": resident.household.number if resident.household else "",
        "version": resident.version,
    }


class RefusalForm(forms.Form):
    reason = TidyTextField(label=_("Why it is not approved"), max_length=300)


class ContactForm(forms.Form):
    """A contact in five codes and a day."""

    channel = forms.ChoiceField(label=_("How"), choices=ContactChannel.choices)
    result = forms.ChoiceField(label=_("What came of it"), choices=ContactResult.choices)
    note = _choice(ContactNote, _("Why"))
    next_action = _choice(NextAction, _("What is next"))
    next_on = WholeDateField(label=_("On which day"), required=False)


class DeathForm(forms.Form):
    deceased_on = WholeDateField(label=_("Day of death"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def hidden(self) -> "DeathForm":
        """The same, sent along by the check page."""
        form = DeathForm(self.data)
        form.fields["deceased_on"].widget = forms.HiddenInput()
        return form


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("Why this record is read"), choices=[(one.value, one.label) for one in RECORD_PURPOSES]
    )

"""The forms of households: what is typed, read into ids and codes. No writes, no rules."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.drafts.draftable import DraftableForm
from residents.choices import Relation
from residents.fields import TidyTextField
from residents.models import Household, Resident
from residents.queries.households import household_numbered_so

UNSAID = [("", "—")]
NOT_HEAD = [(code, label) for code, label in Relation.choices if code != Relation.HEAD]
ALL = [("", _("all"))]
_SUB_UNIT = _("Residential group, hamlet or village")
_NUMBER = _("Residence file number")


class HouseholdFilterForm(forms.Form):
    unit = forms.ModelChoiceField(AdminUnit.objects.none(), label=_("Unit"), required=False, empty_label=_("all"))
    sub_unit = forms.ModelChoiceField(SubUnit.objects.none(), label=_SUB_UNIT, required=False, empty_label=_("all"))
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            *ALL,
            ("no_head", _("no living head")),
            ("none_verified", _("nobody verified yet")),
            ("nobody", _("no members")),
        ],
        required=False,
    )
    size = forms.ChoiceField(
        label=_("Members"), choices=[*ALL, ("1", "1"), ("2_4", "2–4"), ("5_7", "5–7"), ("8_up", "≥ 8")], required=False
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = officer.register_unit_ids
        chosen = self.data.get("unit", "")
        shown = [int(chosen)] if chosen.isascii() and chosen.isdigit() else list(mine)
        _offer(self, "unit", AdminUnit.objects.filter(pk__in=mine).order_by("sort_key"))
        one_unit = len(shown) == 1 and shown[0] in mine
        _offer(self, "sub_unit", SubUnit.objects.filter(unit_id__in=shown if one_unit else []))
        if len(mine) == 1:
            del self.fields["unit"]


class PlaceForm(DraftableForm, forms.Form):
    """Where a household lives and under which number it is filed."""

    draft_key, draft_label = "household", _("Household")

    number = TidyTextField(label=_NUMBER, required=False, max_length=40)
    sub_unit = forms.ModelChoiceField(SubUnit.objects.none(), label=_SUB_UNIT, required=False, empty_label="—")
    address = TidyTextField(label=_("Address"), required=False, max_length=300)

    def __init__(self, *args: Any, unit_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "sub_unit", SubUnit.objects.filter(unit_id__in=unit_ids))

    def place(self) -> dict[str, Any]:
        """Keyword arguments of the services, as far as this form asks them."""
        chosen = self.cleaned_data.get("sub_unit")
        known = {name: self.cleaned_data.get(name) or None for name in ("number", "address") if name in self.fields}
        return known | {"sub_unit_id": chosen.pk if chosen else None}


class NewHouseholdForm(PlaceForm):
    unit = forms.ModelChoiceField(AdminUnit.objects.none(), label=_("Unit"), empty_label=None)

    field_order = ["unit", "number", "sub_unit", "address"]

    def __init__(self, *args: Any, unit_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, unit_ids=unit_ids, **kwargs)
        _offer(self, "unit", AdminUnit.objects.filter(pk__in=unit_ids).order_by("sort_key"))
        if len(unit_ids) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = unit_ids[0]


class MoveForm(PlaceForm):
    with_address = forms.BooleanField(
        label=_("It is the current address of all its people too"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["number"]


class RelationsMixin(DraftableForm, forms.Form):
    """A box for each member: the relation to the head that is or will be."""

    draft_key, draft_label = "household_people", _("People of a household")
    draft_prefixes = ("take_", "relation_", "head")

    def add_relations(self, people: list[Resident], *, keep: bool, can_take: bool = False) -> None:
        self.people = people
        for person in people:
            if can_take:
                self.fields[f"take_{person.pk}"] = forms.BooleanField(label=person.full_name, required=False)
            known = person.relation_to_head if keep and person.relation_to_head != Relation.HEAD else ""
            self.fields[f"relation_{person.pk}"] = forms.ChoiceField(
                label=_("Relation to head of household"), choices=UNSAID + NOT_HEAD, required=False, initial=known
            )

    def add_head(self, label: Any, initial: int | None, empty: str) -> None:
        choices = [("", empty), *((str(one.pk), one.full_name) for one in self.people)]
        self.fields["head"] = forms.ChoiceField(label=label, choices=choices, required=not empty, initial=initial or "")

    def member_rows(self) -> Iterator[tuple[Resident, Any, Any]]:
        for person in self.people:
            take = self[f"take_{person.pk}"] if f"take_{person.pk}" in self.fields else None
            yield person, take, self[f"relation_{person.pk}"]

    def relations(self) -> dict[int, str | None]:
        """Relation by person; of a form that lets one choose, those who were chosen."""
        chosen = [one for one in self.people if self.cleaned_data.get(f"take_{one.pk}", True)]
        return {one.pk: self.cleaned_data[f"relation_{one.pk}"] or None for one in chosen}

    def head_id(self) -> int | None:
        head = self.cleaned_data.get("head")
        return int(head) if head else None


class RelationsForm(RelationsMixin):
    def __init__(self, *args: Any, people: list[Resident], head_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_relations(people, keep=True)
        self.add_head(_("Head of household"), head_id, "—")


class SplitForm(RelationsMixin, PlaceForm):
    def __init__(self, *args: Any, people: list[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_relations(people, keep=False, can_take=True)
        self.add_head(_("Head of the new household"), None, "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken = [one for one in self.people if cleaned.get(f"take_{one.pk}")]
        if not taken:
            self.add_error(None, _("Choose who leaves for the new household."))
        elif len(taken) == len(self.people):
            self.add_error(None, _("Somebody has to stay. To move everybody, move the whole household."))
        elif cleaned.get("head") and int(cleaned["head"]) not in {one.pk for one in taken}:
            self.add_error("head", _("The head is one of those who leave for the new household."))
        return cleaned


class MergeForm(RelationsMixin):
    into = TidyTextField(
        label=_("Residence file number of the household that takes them in"),
        max_length=40,
        help_text=_("Without a file number: № and the portal's own number, for example № 1204."),
    )

    def __init__(self, *args: Any, officer: Officer, household: Household, people: list[Resident], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.officer, self.household = officer, household
        self.add_relations(people, keep=False)

    def clean_into(self) -> Household:
        target = household_numbered_so(self.officer, self.household.unit_id, self.cleaned_data["into"])
        if target is None:
            raise forms.ValidationError(
                _("The unit has no household with this number. Check the number on the list of households.")
            )
        if target.pk == self.household.pk:
            raise forms.ValidationError(_("This is the household itself. Give the number of the other one."))
        return target


class AddMemberForm(forms.Form):
    relation = forms.ChoiceField(
        label=_("Relation to head of household"), choices=UNSAID + Relation.choices, required=False
    )
    resident = forms.IntegerField(widget=forms.HiddenInput)
    leaves = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]

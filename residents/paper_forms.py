"""What may be chosen before a paper is printed, and how the filters of a list read on it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import SubUnit
from kontum_portal.look.fields import WholeDateField
from residents.dc01 import MOST_BLANK
from residents.letters import LetterKind
from residents.list_forms import ResidentFilterForm
from residents.quality.set_rules import every_rule


class BlankForm(forms.Form):
    """How many blank forms, and for which hamlet of the officer's units; wrong values print one form for nowhere."""

    copies = forms.IntegerField(min_value=1, max_value=MOST_BLANK, required=False)
    sub_unit = forms.ModelChoiceField(SubUnit.objects.none(), required=False)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = SubUnit.objects.filter(unit_id__in=officer.register_unit_ids).select_related("unit")
        self.fields["sub_unit"].queryset = mine  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """Left empty, a letter suits the person and leaves room to write day and hour by hand."""

    kind = forms.ChoiceField(
        label=_("What for"), choices=[("", _("what fits each person")), *LetterKind.choices], required=False
    )
    on = WholeDateField(label=_("Day"), required=False)
    at = forms.TimeField(label=_("Hour"), required=False, input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"])


def filters_in_words(query: QueryDict, officer: Officer) -> list[tuple[str, str]]:
    """(label, chosen value) of every filter that is set, as the boxes of the list call them."""
    rules = [(rule.code, rule.sentence) for rule in every_rule()]
    form = ResidentFilterForm(query, officer=officer, rules=rules)
    form.is_valid()
    chosen = [(name, form.cleaned_data.get(name)) for name in form.fields]
    return [(str(form.fields[name].label), _said(form.fields[name], value)) for name, value in chosen if value]


def _said(field: forms.Field, value: object) -> str:
    labels = dict(field.choices) if type(field) is forms.ChoiceField else {}
    return str(labels.get(value, value))

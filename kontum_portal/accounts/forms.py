from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.choices import LogKind, Purpose, Role
from kontum_portal.accounts.log_queries import verb_label, verbs_in_use
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SupervisionArea
from kontum_portal.look.display import DENSITIES, THEMES
from kontum_portal.look.fields import WholeDateField
from kontum_portal.look.keys import CHANGEABLE, pressed_keys

ROLES = [(role.value, role.label) for role in Role if role != Role.SYSTEM]


class OfficerForm(forms.Form):
    full_name = forms.CharField(label=_("Full name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    units = forms.ModelMultipleChoiceField(
        label=_("Units"),
        queryset=AdminUnit.objects.filter(successions__isnull=True).order_by("valid_from", "code"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("For officers and chiefs of a ward: whose people they may see. Ctrl chooses several."),
    )
    area = forms.ModelChoiceField(
        label=_("Supervision area"),
        queryset=SupervisionArea.objects.order_by("name"),
        required=False,
        help_text=_("For the city command and data stewards."),
    )


class NewOfficerForm(OfficerForm):
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters, digits and . _ - only. It cannot be changed later."),
    )
    field_order = ["username", "full_name", "role", "units", "area"]


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class DisplayForm(forms.Form):
    theme = forms.ChoiceField(label=_("Theme"), choices=list(THEMES.items()), required=False)
    density = forms.ChoiceField(label=_("Density"), choices=list(DENSITIES.items()), required=False)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        kwargs["initial"] = {"theme": officer.theme, "density": officer.density}
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.falls_back = True  # type: ignore[attr-defined]


class KeysForm(forms.Form):
    """One box a changeable key; its field is named after the act."""

    single_keys = forms.BooleanField(label=_("Keys of a single character are on"), required=False)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        pressed = pressed_keys(officer.key_changes)
        kwargs["initial"] = pressed | {"single_keys": officer.single_keys}
        super().__init__(*args, **kwargs)
        for act, key in CHANGEABLE.items():
            box = forms.TextInput({"autocomplete": "off", "spellcheck": "false", "size": 8})
            hint = _("Usually %(key)s; left empty, it is that again.") % {"key": key.pressed}
            self.fields[act] = forms.CharField(
                label=key.label, max_length=10, required=False, strip=False, widget=box, help_text=hint
            )
            self.fields[act].falls_back = True  # type: ignore[attr-defined]

    def typed(self) -> dict[str, str]:
        return {act: self.cleaned_data[act] for act in CHANGEABLE}


class LogFilterForm(forms.Form):
    log = forms.ChoiceField(label=_("Log"), choices=LogKind.choices, required=False)
    word = forms.ChoiceField(label=_("Act or purpose"), required=False)
    actor = forms.CharField(label=_("User name"), max_length=150, required=False)
    since = WholeDateField(label=_("From"), required=False)
    until = WholeDateField(label=_("To"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = (
            Purpose.choices if self.data.get("log") == LogKind.ACCESS else [(v, verb_label(v)) for v in verbs_in_use()]
        )
        self.fields["word"].choices = [("", _("All")), *words]


def initial_of(officer: Officer) -> dict[str, Any]:
    return {
        "full_name": officer.full_name,
        "role": officer.role,
        "units": list(officer.units.all()),
        "area": officer.area,
    }

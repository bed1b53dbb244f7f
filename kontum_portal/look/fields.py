"""Form fields that take what officers type the way they type it: dates, and choices by a few letters."""

import datetime as dt
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kontum_portal.clock import today
from kontum_portal.look.typed_dates import TypedDate, TypedDateError, parse_typed_date


class TypedDateInput(forms.TextInput):
    """One text box; `static/forms.js` writes the date out in full when the officer leaves it."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "data-typed-date": "", **(attrs or {})})

    def format_value(self, value) -> str | None:
        return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else super().format_value(value)


class ChoiceBox(forms.Select):
    """A long list to choose from by code or by the first letters of any word, accents or not.

    `static/choices.js` makes the box (ARIA combobox); without it this is a plain select. `codes` maps a value to
    its code; the rows of a model bring their own `code` where they have one.
    """

    def __init__(self, attrs: dict | None = None, choices=(), codes: dict | None = None) -> None:
        super().__init__({"data-choice-box": "", **(attrs or {})}, choices)
        self.codes = codes or {}

    def create_option(self, name, value, *args, **kwargs) -> dict:
        option = super().create_option(name, value, *args, **kwargs)
        code = self.codes.get(value) or getattr(getattr(value, "instance", None), "code", "")
        if code:
            option["attrs"]["data-code"] = code
        return option


class SuggestedInput(forms.TextInput):
    """A text box that offers usual answers (value, words), and takes any other; the browser's own list, no script."""

    suggestions: Sequence[tuple[str, str]] = ()

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        known = f"{(attrs or {}).get('id', name)}_usual"
        box = super().render(name, value, {**(attrs or {}), "list": known, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.suggestions)
        return format_html('{}<datalist id="{}">{}</datalist>', box, known, options)


class PartialDateField(forms.CharField):
    """Cleans to a `TypedDate` of whatever precision was typed, or None when left empty."""

    widget = TypedDateInput

    def to_python(self, value) -> TypedDate | None:
        if value in self.empty_values or isinstance(value, TypedDate):
            return value or None
        try:
            return parse_typed_date(str(value))
        except TypedDateError as error:
            raise ValidationError(str(error), code="invalid") from error


class WholeDateField(PartialDateField):
    """Cleans to a `datetime.date`; a month or a year alone is refused."""

    default_error_messages = {
        "not_whole": _("Day, month and year are all needed here. Type them together, for example 17031990.")
    }

    def to_python(self, value) -> dt.date | None:
        if isinstance(value, dt.date):
            return value
        typed = super().to_python(value)
        if typed is None:
            return None
        if typed.whole is None:
            raise ValidationError(self.error_messages["not_whole"], code="not_whole")
        return typed.whole


class PastDateField(WholeDateField):
    """The day of something that has happened: not one to come."""

    default_error_messages = {"future": _("This day has not come yet. Type the day on which it happened.")}

    def validate(self, value) -> None:
        super().validate(value)
        if value is not None and value > today():
            raise ValidationError(self.error_messages["future"], code="future")

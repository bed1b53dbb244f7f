"""Form fields that read what officers type: numbers with dots, phones, partial birth dates."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kontum_portal import clock
from kontum_portal.look.fields import TypedDateInput
from kontum_portal.look.typed_dates import TypedDateError, parse_typed_date
from kontum_portal.text import clean
from residents.parsing.birth_dates import ParsedDate, parse_birth_date
from residents.parsing.phones import parse_phone

# What a readable date may still be told about; anything else means that it was not understood.
_READABLE = {"birth_date_partial", "birth_date_0101"}
_SEPARATORS = re.compile(r"[\s.\-]+")


class TidyTextField(forms.CharField):
    """A text in NFC with single spaces; None when left empty, as unknown is NULL."""

    def to_python(self, value: object) -> str | None:
        return clean(str(value)) or None if value not in self.empty_values else None


class PersonalIdField(TidyTextField):
    """Twelve digits; a lost leading zero is proposed, never put back silently."""

    default_error_messages = {
        "length": _("The personal number has 12 digits; these are %(count)s."),
        "lost_zero": _("11 digits: was the leading 0 lost? If so, type %(number)s."),
        "signs": _("The personal number has digits only. Take the letters and signs out."),
        "old": _("9 digits are an old identity number; write it in its own box."),
    }

    def to_python(self, value: object) -> str | None:
        digits = _SEPARATORS.sub("", super().to_python(value) or "")
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit()):
            raise ValidationError(self.error_messages["signs"], code="signs")
        if len(digits) == 12:
            return digits
        code = {11: "lost_zero", 9: "old"}.get(len(digits), "length")
        params = {"count": len(digits), "number": f"0{digits}"}
        raise ValidationError(self.error_messages[code], code=code, params=params)


class OldIdField(TidyTextField):
    default_error_messages = {
        "length": _("The old identity number has 9 digits. Check it against the paper, or leave it empty.")
    }

    def to_python(self, value: object) -> str | None:
        digits = _SEPARATORS.sub("", super().to_python(value) or "")
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 9):
            raise ValidationError(self.error_messages["length"], code="length")
        return digits or None


class PhoneField(TidyTextField):
    """Cleans to ``+84…``."""

    default_error_messages = {"invalid": _("This is no telephone number. Type it like 0905 111 222.")}

    def to_python(self, value: object) -> str | None:
        typed = super().to_python(value)
        number = parse_phone(typed).number if typed else None
        if typed and not number:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class BirthDateField(forms.CharField):
    """One box for what is known: a day, a month or a year. Cleans to ``ParsedDate`` or None."""

    widget = TypedDateInput
    default_error_messages = {"future": _("The birth date lies in the future. Check the year.")}

    def to_python(self, value: object) -> ParsedDate | None:
        if value in self.empty_values:
            return None
        parsed = _as_typed(str(value))
        today = clock.today()
        known = (parsed.year or 0, parsed.month or 1, parsed.day or 1)
        if known > (today.year, today.month, today.day):
            raise ValidationError(self.error_messages["future"], code="future")
        return parsed


def _as_typed(text: str) -> ParsedDate:
    """As the portal's date boxes read it, else as lists write it ("năm 1950", "15-1-1990")."""
    try:
        typed = parse_typed_date(text)
    except TypedDateError as error:
        parsed = parse_birth_date(text, clock.today())
        if parsed.year is None or set(parsed.reasons) - _READABLE:
            raise ValidationError(str(error), code="invalid") from error
        return parsed
    return ParsedDate(typed.year, typed.month, typed.day)

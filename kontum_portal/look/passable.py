"""Warnings of a form that an officer may go past, with a reason: generic, so that no form invents its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.text import clean

REASON, SEEN = "go_on_reason", "warnings_seen"


@dataclass(frozen=True)
class FormWarning:
    """`code` is the stable word that the deed keeps; `field` names where the sentence also stands, if at one field."""

    code: str
    sentence: str
    field: str = ""


class PassableWarningsMixin:
    """Put it before `forms.Form`, and say in `list_warnings` what is odd about the clean values.

    The form is valid when nothing is odd, or when it comes back with every warning seen and a reason typed.
    `passed_warnings()` is what the service writes into the details of its deed; the box itself is drawn by
    `{% portal_form %}` and by `check.html`.
    """

    open_warnings: list[FormWarning]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.open_warnings = []
        self._passed: dict[str, Any] = {}
        super().__init__(*args, **kwargs)

    def list_warnings(self) -> Iterable[FormWarning]:
        """What is odd, asked only when every field is clean."""
        return ()

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        if self.is_bound and not self._errors:  # type: ignore[attr-defined]
            self.open_warnings = list(self.list_warnings())
            if self.open_warnings:
                self._ask_why()

    def _ask_why(self) -> None:
        form: Any = self
        form.fields[REASON] = forms.CharField(
            label=_("Why you go on all the same"), max_length=300, widget=forms.Textarea({"rows": 2})
        )
        codes = [warning.code for warning in self.open_warnings]
        reason = clean(" ".join((form.data.get(form.add_prefix(REASON)) or "").split()))[:300]
        if not set(codes) <= set((form.data.get(form.add_prefix(SEEN)) or "").split()):
            form.add_error(REASON, _("Look at the warnings. To go on all the same, say why."))
        elif not reason:
            form.add_error(REASON, _("Say why you go on: the reason is kept with what you did."))
        else:
            self._passed = {"warnings": codes, "warning_reason": reason}

    def passed_warnings(self) -> dict[str, Any]:
        """`{"warnings": [codes], "warning_reason": text}` for the deed; empty when nothing was odd."""
        return self._passed


def warnings_of(form: forms.BaseForm) -> list[FormWarning]:
    return getattr(form, "open_warnings", [])

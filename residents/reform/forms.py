"""The administrator hands in a table of unit changes."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.areas.services.loading import LISTS
from kontum_portal.errors import DomainError
from kontum_portal.look.fields import WholeDateField
from residents.reform.table import MOST_BYTES, TableLine, lines_of, read_table

OWN, FILE = "own", "file"
OWN_TABLE, OWN_DAY = LISTS / "unit_changes.csv", dt.date(2025, 7, 1)


class TableForm(forms.Form):
    source = forms.ChoiceField(
        label=_("Table"),
        choices=[
            (OWN, _("The reform of 01/07/2025: 21 wards and communes become 6 (NQ 1677/NQ-UBTVQH15)")),
            (FILE, _("Another table, from a file")),
        ],
        initial=OWN,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("CSV in UTF-8 with the columns old_code, old_name, new_code, new_name, effective_date."),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    effective_on = WholeDateField(label=_("Takes effect on"), initial=f"{OWN_DAY:%d/%m/%Y}")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("source") == FILE and not cleaned.get("file"):
            self.add_error("file", _("Choose the file of the table."))
        elif "source" in cleaned:
            try:
                cleaned["lines"] = self._lines(cleaned)
            except DomainError as refusal:
                self.add_error("file" if cleaned["source"] == FILE else None, str(refusal))
        return cleaned

    def _lines(self, cleaned: dict[str, Any]) -> list[TableLine]:
        if cleaned["source"] == OWN:
            return read_table(OWN_TABLE)
        return lines_of(cleaned["file"].read(MOST_BYTES + 1), cleaned["file"].name)

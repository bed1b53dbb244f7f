"""The kinds of spreadsheets that this app brings in itself."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A kind of list: its code on the command line and its name on the page."""

    code: str
    label: str | Promise


RESIDENTS = Kind("residents", _("List of residents"))

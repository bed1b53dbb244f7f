"""The kinds of spreadsheets that this app brings in itself."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from residents.models import ImportBatch
from residents.services.comparing_lists import settle_found


@dataclass(frozen=True)
class Kind:
    """A kind of list: its code on the command line and its name on the page."""

    code: str
    label: str | Promise
    adds_people: bool = True

    def check(self, cursor: Any, batch: ImportBatch) -> None:
        """Nothing more is known of residents than the rules say."""


@dataclass(frozen=True)
class OutsideList(Kind):
    """A list of somebody else about people: found in the register, perhaps found, or not found. Nobody is added."""

    adds_people: bool = False

    def check(self, cursor: Any, batch: ImportBatch) -> None:
        settle_found(cursor, batch)


RESIDENTS = Kind("residents", _("List of residents"))
OUTSIDE_LISTS = (
    OutsideList("health_insurance", _("Health insurance list (compared only)")),
    OutsideList("social_insurance", _("Social insurance list (compared only)")),
    OutsideList("association", _("Members of an association (compared only)")),
    OutsideList("land", _("Land users (compared only)")),
    OutsideList("school", _("Pupils and students (compared only)")),
)

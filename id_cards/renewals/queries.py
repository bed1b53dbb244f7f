"""How many need a new card soon, by hamlet of a ward or by unit of the area."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from id_cards.renewals.rules import WINDOWS, renewing
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.clock import today
from residents.models import Resident


@dataclass(frozen=True)
class RenewalRow:
    """A hamlet (or a unit, for those who see several), and how many turn an age of exchange within each window.

    ``query`` narrows the list of residents to this place; the numbers are as long as those lists.
    """

    name: str
    query: str
    counts: tuple[tuple[int, int], ...]

    @property
    def may_invite(self) -> bool:
        """Somebody of one hamlet turns the age within 90 days."""
        return bool(self.query and dict(self.counts)[90])


def renewal_rows(officer: Officer) -> list[RenewalRow]:
    """One query over the people of the officer; nothing for who sees nobody."""
    units = officer.register_unit_ids
    column = "sub_unit_id" if len(units) == 1 else "unit_id"
    places = _places(units, column)
    counted = Resident.objects.visible_to(officer).order_by().values(column)
    numbers = {f"within_{days}": Count("pk", filter=renewing(today(), days)) for days in WINDOWS}
    found = {row[column]: row for row in counted.filter(renewing(today(), max(WINDOWS))).annotate(**numbers)}
    return [_row(pk, name, column, found[pk]) for pk, name in places.items() if pk in found]


def _places(units: frozenset[int], column: str) -> Mapping[int | None, str]:
    if column == "unit_id":
        return dict(AdminUnit.objects.filter(pk__in=units).order_by("sort_key").values_list("pk", "name"))
    return dict(SubUnit.objects.filter(unit_id__in=units).order_by("sort_key").values_list("pk", "name")) | {None: ""}


def _row(pk: int | None, name: str, column: str, found: dict) -> RenewalRow:
    query = f"&{column.removesuffix('_id')}={pk}" if pk else ""
    return RenewalRow(name, query, tuple((days, found[f"within_{days}"]) for days in WINDOWS))

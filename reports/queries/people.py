"""The rows behind a number, in Vietnamese name order, and the count that the number must be."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Model, Q, QuerySet

from kontum_portal.accounts.models import Officer
from reports.figures import Figure, Span
from reports.models import UnitFigure
from residents.models import Resident

PAGE = 50


@dataclass(frozen=True)
class PersonRow:
    """One counted row: its person, and the dossier or finding when that is what was counted.

    ``resident`` None: in the register of another ward by now.
    """

    resident: Resident | None
    row: Model | None


@dataclass(frozen=True)
class PeoplePage:
    rows: list[PersonRow]
    next_after: int | None


def counts_by_unit(officer: Officer, figure: Figure, span: Span, unit_id: int | None) -> dict[int, int]:
    """How many rows each unit has at this moment; units without any are missing."""
    rows = figure.rows(officer, span, unit_id).order_by()
    return dict(rows.values_list(f"{figure.population.unit}_id").annotate(number=Count("pk")))


def differing_units(
    officer: Officer, figure: Figure, live: dict[int, int], unit_id: int | None, span: Span
) -> list[int]:
    """Units whose counted number of today is not what the rows say now."""
    counted = UnitFigure.objects.visible_to(officer).filter(figure=figure.code, day=span.end)
    if unit_id is not None:
        counted = counted.filter(unit_id=unit_id)
    known = dict(counted.values_list("unit_id", "value"))
    return sorted(unit for unit in known.keys() | live.keys() if known.get(unit) != live.get(unit, 0))


def people_page(officer: Officer, figure: Figure, span: Span, unit_id: int | None, after: int | None) -> PeoplePage:
    """``after``: the id of the last row of the page before."""
    if figure.population.elsewhere:
        return _page_elsewhere(officer, figure.rows(officer, span, unit_id), after or 0)
    prefix = figure.population.prefix
    rows = figure.rows(officer, span, unit_id)
    if after is not None:
        rows = rows.filter(_following(figure.rows(officer, span, unit_id), prefix, after))
    joined = [f"{prefix}unit", f"{prefix}sub_unit"]
    found = list(rows.select_related(*joined).order_by(f"{prefix}sort_key", "pk")[: PAGE + 1])
    page = [_person_row(figure, row) for row in found[:PAGE]]
    return PeoplePage(page, found[PAGE - 1].pk if len(found) > PAGE else None)


def _page_elsewhere(officer: Officer, rows: QuerySet, after: int) -> PeoplePage:
    """By id: the names of those who went to another ward are not read, so they cannot set the order."""
    found = list(rows.filter(pk__gt=after).select_related("from_unit", "to_unit").order_by("pk")[: PAGE + 1])
    page = found[:PAGE]
    known = Resident.objects.visible_to(officer).select_related("unit", "sub_unit")
    people = known.in_bulk([row.resident_id for row in page])
    shown = [PersonRow(people.get(row.resident_id), row) for row in page]
    return PeoplePage(shown, page[-1].pk if len(found) > PAGE else None)


def _following(rows: QuerySet, prefix: str, after: int) -> Q:
    """What comes after that row; everything when it is no longer there."""
    last: Any = rows.filter(pk=after).annotate(name_order=F(f"{prefix}sort_key")).first()
    if last is None:
        return Q()
    return Q(**{f"{prefix}sort_key__gt": last.name_order}) | Q(
        **{f"{prefix}sort_key": last.name_order, "pk__gt": after}
    )


def _person_row(figure: Figure, row: Any) -> PersonRow:
    person = row
    for name in filter(None, figure.population.resident.split("__")):
        person = getattr(person, name)
    return PersonRow(person, None if person is row else row)

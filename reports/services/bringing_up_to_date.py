"""A number that somebody clicks is right when its list is shown: units that changed since are counted first."""

from kontum_portal.accounts.models import Officer
from reports.figures import Figure, Span
from reports.queries.people import counts_by_unit, differing_units
from reports.services.counting import count_unit


def bring_up_to_date(*, officer: Officer, figure: Figure, span: Span, unit_id: int | None) -> int:
    """How many rows the list has now; the overview shows the same number from here on."""
    live = counts_by_unit(officer, figure, span, unit_id)
    if not figure.is_flow:
        for differing in differing_units(officer, figure, live, unit_id, span):
            count_unit(unit_id=differing)
    return sum(live.values())

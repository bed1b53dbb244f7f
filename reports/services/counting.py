"""Counting the figures of a unit from the rows themselves, and keeping the day's numbers right in between.

Two writers meet here: a full count, and a change of one resident's card. Both take the unit's lock first, so
that a count never overwrites a change it has not seen: a change that waited is added to the finished count,
and one that was first is over and visible before counting begins.
"""

import datetime as dt

from django.db import connection, transaction
from django.db.models import Case, Count, F, Max, Q, Value, When

from kontum_portal.clock import now, today
from reports.figures import STOCKS, Figure, Span
from reports.figures.catalogue import stocks_of
from reports.models import UnitFigure
from residents.models import Resident

LOCK = 7302  # first key of the advisory locks on the figures of a unit
_OPEN_DAY = """
INSERT INTO reports_unitfigure (unit_id, figure, day, value, counted_at)
SELECT unit_id, figure, %s, value, counted_at FROM reports_unitfigure WHERE unit_id = %s AND day = %s
ON CONFLICT ON CONSTRAINT unit_figure_once DO NOTHING
"""


@transaction.atomic
def count_unit(*, unit_id: int) -> dict[str, int]:
    """Count every stock of one unit for today: one statement per kind of row. Returns the values by figure."""
    _lock(unit_id)
    day, moment, values = today(), now(), _values(unit_id, Span.day(today()))
    UnitFigure.objects.bulk_create(
        [
            UnitFigure(unit_id=unit_id, figure=code, day=day, value=value, counted_at=moment)
            for code, value in values.items()
        ],
        update_conflicts=True,
        unique_fields=["unit", "day", "figure"],
        update_fields=["value", "counted_at"],
    )
    return values


def _lock(unit_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, unit_id])


def _values(unit_id: int, span: Span) -> dict[str, int]:
    values: dict[str, int] = {}
    for model in {figure.population.model for figure in STOCKS}:
        counts = {figure.code: Count("pk", filter=figure.people(span)) for figure in stocks_of(model)}
        values |= model._default_manager.filter(unit_id=unit_id).aggregate(**counts)
    return values


def move_card_state(*, resident_id: int, unit_id: int, old: str, new: str) -> None:
    """Add the difference that one resident's new card state makes to today's figures of the unit."""
    differing = _differing(resident_id, old, new)
    if not differing:
        return
    _lock(unit_id)
    day = _open_day(unit_id)
    steps = [When(figure=code, then=Value(step)) for code, step in differing.items()]
    rows = UnitFigure.objects.filter(unit_id=unit_id, day=day, figure__in=differing)
    rows.update(value=F("value") + Case(*steps, default=Value(0)))


def _differing(resident_id: int, old: str, new: str) -> dict[str, int]:
    """By figure: +1 when the resident is counted now and was not before, −1 the other way round."""
    moved = [figure for figure in stocks_of(Resident) if _step(figure, old, new)]
    span = Span.day(today())
    among = {figure.code: Count("pk", filter=Q(figure.condition(span))) for figure in moved}
    counted = Resident.objects.filter(pk=resident_id).aggregate(**among) if among else {}
    return {figure.code: _step(figure, old, new) for figure in moved if counted[figure.code]}


def _step(figure: Figure, old: str, new: str) -> int:
    states = figure.card_states
    return 0 if states is None else (new in states) - (old in states)


def _open_day(unit_id: int) -> dt.date:
    """Today, its figures begun as a copy of the unit's last day."""
    day = today()
    last = UnitFigure.objects.filter(unit_id=unit_id, day__lte=day).aggregate(day=Max("day"))["day"]
    if last is not None and last != day:
        with connection.cursor() as cursor:
            cursor.execute(_OPEN_DAY, [day, unit_id, last])
    return day

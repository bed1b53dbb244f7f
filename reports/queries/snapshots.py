"""The counted figures of units: those of the last day, of a day in the past, and of the weeks before."""

import datetime as dt
import operator
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce

from django.db.models import Max, OuterRef, Q, Subquery

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import today
from reports.models import UnitFigure

UnitValues = dict[int, dict[str, int]]  # unit id → figure code → value


@dataclass(frozen=True)
class Snapshot:
    """``day``: the oldest of the units' last days; ``counted_at``: when the stalest unit was counted. None: nothing yet."""

    by_unit: UnitValues
    day: dt.date | None
    counted_at: dt.datetime | None

    def total(self, figure: str) -> int:
        return sum(values.get(figure, 0) for values in self.by_unit.values())

    @property
    def is_empty(self) -> bool:
        return not self.by_unit


def latest(officer: Officer) -> Snapshot:
    """Every figure of every unit in scope on the unit's last day; two statements, by index, however long the past is."""
    last = UnitFigure.objects.filter(unit_id=OuterRef("pk")).order_by("-day").values("day")[:1]
    # The figures of a unit that has ended stay for old reports; its people are counted in its successor.
    living = Q(valid_to__isnull=True) | Q(valid_to__gte=today())
    units = AdminUnit.objects.filter(living, pk__in=officer.register_unit_ids).values_list("pk", Subquery(last))
    by_day: dict[dt.date, list[int]] = defaultdict(list)
    for unit_id, day in units:
        if day is not None:
            by_day[day].append(unit_id)
    if not by_day:
        return Snapshot({}, None, None)
    wanted = reduce(operator.or_, (Q(day=day, unit_id__in=unit_ids) for day, unit_ids in by_day.items()))
    figures = UnitFigure.objects.visible_to(officer).filter(wanted)
    return _of(figures.values_list("unit_id", "figure", "value", "day", "counted_at"))


def on_day(officer: Officer, unit_ids: Collection[int], *, first: dt.date, last: dt.date) -> Snapshot:
    """Each unit's figures on its last counted day between the two; empty when a unit has none."""
    figures = UnitFigure.objects.readable_by(officer).filter(unit_id__in=unit_ids, day__range=(first, last))
    days = dict(figures.filter(figure="living").values_list("unit_id").annotate(day=Max("day")))
    if set(days) != set(unit_ids):
        return Snapshot({}, None, None)
    rows = figures.filter(day__in=set(days.values())).values_list("unit_id", "figure", "value", "day", "counted_at")
    return _of(row for row in rows if row[3] == days[row[0]])


def _of(rows: Iterable[tuple[int, str, int, dt.date, dt.datetime]]) -> Snapshot:
    by_unit: UnitValues = defaultdict(dict)
    days: set[dt.date] = set()
    moments: set[dt.datetime] = set()
    for unit_id, figure, value, day, counted_at in rows:
        by_unit[unit_id][figure] = value
        days.add(day)
        moments.add(counted_at)
    return Snapshot(dict(by_unit), min(days, default=None), min(moments, default=None))


def weekly(officer: Officer, figures: Collection[str], *, last: dt.date, weeks: int) -> dict[dt.date, UnitValues]:
    """The figures on the same weekday of each of the last weeks, oldest first; weeks nobody counted are left out."""
    days = [last - dt.timedelta(weeks=ago) for ago in reversed(range(weeks + 1))]
    rows = UnitFigure.objects.visible_to(officer).filter(day__in=days, figure__in=figures)
    found: dict[dt.date, UnitValues] = {}
    for unit_id, figure, day, value in rows.values_list("unit_id", "figure", "day", "value"):
        found.setdefault(day, {}).setdefault(unit_id, {})[figure] = value
    return {day: found[day] for day in days if day in found}

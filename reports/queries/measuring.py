"""The values of all indicators for a period and a set of units: computed from rows and snapshots, or keyed in."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q
from django.db.models.expressions import RawSQL

from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today
from reports.catalogue import Line, lines
from reports.choices import Source
from reports.content.measures import Measure, Value
from reports.errors import PeriodAboveCumulativeError, RateAbove100Error
from reports.figures import FIGURES, FLOWS, Span
from reports.figures.shape import Population
from reports.models import Indicator, KeyedValue
from reports.periods import Period
from reports.queries import snapshots
from reports.queries.snapshots import Snapshot

Counts = dict[str, int]


@dataclass(frozen=True)
class Scope:
    """What a report is about. ``unit_id`` None: the area, all of ``unit_ids`` together."""

    officer: Officer
    unit_id: int | None
    unit_ids: frozenset[int]
    # Units of the scope that have gone into others since: their rows are found there.
    gone: Mapping[int, int] = field(default_factory=dict)

    @property
    def living_unit_ids(self) -> frozenset[int]:
        return frozenset(self.gone.get(unit_id, unit_id) for unit_id in self.unit_ids)


@dataclass(frozen=True)
class IndicatorMeasures:
    indicator: Indicator
    measures: list[Measure]


@dataclass(frozen=True)
class Found:
    """Everything a report needs: indicators with values, and the figures of each unit on the report's day."""

    indicators: list[IndicatorMeasures]
    snapshot: Snapshot
    counted_to: dt.date
    cumulative_from: dt.date
    evidence: Counts = field(default_factory=dict)


def measure(scope: Scope, period: Period, groups: Iterable[int]) -> Found:
    """Values for the period as far as it has gone; stocks are those of its last counted day."""
    counted_to, cumulative_from = min(period.end, today()), dt.date(period.start.year, 1, 1)
    snapshot = snapshots.on_day(scope.officer, scope.unit_ids, first=period.start, last=counted_to)
    stocks = _totals(snapshot)
    flows = _flows(scope, Span(period.start, counted_to))
    since = _flows(scope, Span(cumulative_from, counted_to))
    evidence = _totals(snapshots.latest(scope.officer), scope.living_unit_ids)
    chosen = Indicator.objects.filter(group__in=list(groups)).order_by("code")
    keyed = _keyed(scope, period)
    found = [
        IndicatorMeasures(
            indicator,
            _measures(
                indicator,
                keyed.get(indicator.pk),
                [
                    _computed(line, stocks, flows, since, evidence)
                    for line in lines()
                    if line.indicator == indicator.code
                ],
            ),
        )
        for indicator in chosen
    ]
    return Found(found, snapshot, counted_to, cumulative_from, evidence)


def _measures(indicator: Indicator, keyed: KeyedValue | None, computed: list[Measure]) -> list[Measure]:
    """What the portal counts; where it cannot, or holds no such files yet, what was keyed in."""
    is_counted = any(measure.period is not None or measure.contradiction for measure in computed)
    if indicator.source == Source.COMPUTED or (indicator.source == Source.EITHER and is_counted):
        return computed
    return [_keyed_measure(indicator, keyed)]


def _totals(snapshot: Snapshot, unit_ids: Iterable[int] | None = None) -> Counts:
    totals: Counts = {}
    for unit_id in snapshot.by_unit if unit_ids is None else unit_ids:
        for figure, value in snapshot.by_unit.get(unit_id, {}).items():
            totals[figure] = totals.get(figure, 0) + value
    return totals


def _flows(scope: Scope, span: Span) -> Counts:
    """One statement for each kind of row."""
    counts: Counts = {}
    for population in {figure.population for figure in FLOWS}:
        figures = {
            figure.code: Count("pk", filter=figure.people(span)) for figure in FLOWS if figure.population == population
        }
        rows = population.rows(scope.officer).filter(_in_scope(scope, population))
        counts |= rows.aggregate(**figures)
    return counts


def _in_scope(scope: Scope, population: Population) -> Q:
    """Rows of the scope's units; those of a unit that has ended are the ones that went from it into its successor."""
    living = population.of_units(scope.unit_ids)
    if not scope.gone:
        return living
    key = f"{population.model._meta.label_lower}.{population.unit}"
    went = RawSQL(
        "SELECT unnest(row_ids) FROM areas_reformmove WHERE key = %s AND old_unit_id = ANY (%s::int[])",
        [key, sorted(scope.gone)],
    )
    return living | (population.of_units(scope.living_unit_ids) & Q(pk__in=went))


def _computed(line: Line, stocks: Counts, flows: Counts, since: Counts, evidence: Counts) -> Measure:
    if line.evidence and not evidence.get(line.evidence):
        return Measure(line.indicator, line.label, None)
    part, whole = _one(line.figure, stocks, flows), _one(line.out_of, stocks, flows)
    if part is None or (line.out_of and whole is None):
        return Measure(line.indicator, line.label, None)
    try:
        return Measure(line.indicator, line.label, Value(part, whole), _cumulative(line, stocks, since))
    except (RateAbove100Error, PeriodAboveCumulativeError):
        return Measure(line.indicator, line.label, None, contradiction=True)


def _one(code: str, stocks: Counts, flows: Counts) -> Decimal | None:
    if not code:
        return None
    value = (flows if FIGURES[code].is_flow else stocks).get(code)
    return None if value is None else Decimal(value)


def _cumulative(line: Line, stocks: Counts, since: Counts) -> Value | None:
    if not FIGURES[line.figure].is_flow:
        return None
    return Value(Decimal(since[line.figure]), _one(line.out_of, stocks, since))


def _keyed(scope: Scope, period: Period) -> dict[int, KeyedValue]:
    values = KeyedValue.objects.visible_to(scope.officer).filter(
        unit_id=scope.unit_id, period_start=period.start, period_end=period.end
    )
    return {value.indicator_id: value for value in values}


def _keyed_measure(indicator: Indicator, value: KeyedValue | None) -> Measure:
    if value is None:
        return Measure(indicator.code, "", None)
    cumulative = value.cumulative_numerator
    return Measure(
        indicator.code,
        "",
        Value(value.numerator, value.denominator),
        None if cumulative is None else Value(cumulative, value.cumulative_denominator),
        value.source_named,
    )

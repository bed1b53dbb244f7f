"""The annexes: every indicator with its numbers and definition, and the units side by side."""

from collections.abc import Mapping
from decimal import Decimal

from kontum_portal.areas.models import AdminUnit
from reports.content.measures import Measure, Value
from reports.content.numbers import rate, short_date
from reports.content.shape import Amount, Annex, Cell, Table
from reports.content.words import vietnamese_name, words
from reports.models import Indicator
from reports.queries.measuring import Found, IndicatorMeasures

INDICATOR_WIDTHS = (6, 30, 11, 11, 9, 12, 21)
UNIT_WIDTHS = (23, 12, 11, 10, 11, 11, 11, 11)
# The columns of the table of units; the rate stands after the second.
UNIT_FIGURES = (
    "eligible_here",
    "here_in_hand",
    "no_card_here",
    "undelivered",
    "applications_overdue",
    "accounts_activated",
)


def indicator_annex(found: Found, note: str) -> Annex:
    """One table for each group that was asked for."""
    groups: dict[int, list[IndicatorMeasures]] = {}
    for item in found.indicators:
        groups.setdefault(item.indicator.group, []).append(item)
    tables = tuple(_group_table(group, items) for group, items in sorted(groups.items()))
    return Annex(words()["annexes"]["indicators"], note, tables)


def _group_table(group: int, items: list[IndicatorMeasures]) -> Table:
    texts = words()["tables"]
    name = f"{group}. {words()['groups'][str(group)]}"
    rows = tuple(row for item in items for row in _rows(item))
    return Table(texts["indicators"].format(group=name), tuple(texts["indicator_columns"]), rows, INDICATOR_WIDTHS)


def _rows(item: IndicatorMeasures) -> list[tuple[Cell, ...]]:
    if not item.measures:
        return [_row(item.indicator, Measure(item.indicator.code, "", None))]
    return [_row(item.indicator, measure) for measure in item.measures]


def _row(indicator: Indicator, measure: Measure) -> tuple[Cell, ...]:
    value, cumulative = measure.period, measure.cumulative
    name = f"{indicator.name}: {measure.label}" if measure.label else indicator.name
    has_whole = indicator.is_rate
    return (
        indicator.code,
        name,
        Amount(value.part if value else None),
        Amount(value.whole if value else None) if has_whole else "",
        Amount(value.rate if value else None, percent=True) if has_whole else "",
        _cumulative_cell(cumulative),
        _basis(indicator, measure),
    )


def _cumulative_cell(value: Value | None) -> Cell:
    return "" if value is None else Amount(value.part)


def _basis(indicator: Indicator, measure: Measure) -> str:
    """Where the number comes from and what it is out of."""
    is_keyed = indicator.source == "keyed" or (indicator.source == "either" and measure.period is None)
    source = measure.source if measure.source or is_keyed else words()["tables"]["computed"]
    definition = f"{indicator.numerator} / {indicator.denominator}" if indicator.is_rate else indicator.numerator
    return "; ".join(part for part in (source, definition, indicator.source_note or "") if part)


def unit_annex(found: Found, units: list[AdminUnit], note: str) -> Annex:
    """The units of the area with their sum; what no unit has a figure for is empty of numbers, not nought."""
    texts = words()["tables"]
    accounts = bool(found.evidence.get("accounts"))
    rows = [(vietnamese_name(unit), *_cells(found.snapshot.by_unit.get(unit.pk), accounts=accounts)) for unit in units]
    total = {code: found.snapshot.total(code) for code in UNIT_FIGURES} if not found.snapshot.is_empty else None
    rows.append((texts["total"], *_cells(total, accounts=accounts)))
    day = short_date(found.snapshot.day or found.counted_to)
    table = Table(texts["units"].format(day=day), tuple(texts["unit_columns"]), tuple(rows), UNIT_WIDTHS)
    return Annex(words()["annexes"]["units"], note, (table,))


def _cells(values: Mapping[str, int] | None, *, accounts: bool) -> tuple[Cell, ...]:
    found = values or {}
    amounts: list[Cell] = [Amount(Decimal(found[code]) if code in found else None) for code in UNIT_FIGURES]
    if not accounts:
        amounts[-1] = Amount(None)
    share = rate(found["here_in_hand"], found["eligible_here"]) if "eligible_here" in found else None
    return (*amounts[:2], Amount(share, percent=True), *amounts[2:])

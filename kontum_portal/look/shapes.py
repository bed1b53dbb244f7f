"""From figures to geometry: what the chart templates draw, with nothing left for them to compute."""

import math
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

SPARK_WIDTH, SPARK_HEIGHT = 90, 22
TREND_WIDTH, TREND_HEIGHT = 600, 160


def item_of(item, **defaults) -> SimpleNamespace:
    """The named parts of a dict or an object, with defaults for those it does not have."""
    if isinstance(item, dict):
        return SimpleNamespace(**{name: item.get(name, default) for name, default in defaults.items()})
    return SimpleNamespace(**{name: getattr(item, name, default) for name, default in defaults.items()})


def tidy(number: float) -> str:
    """A number for an SVG attribute: a point as decimal mark in every language."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def percent_width(value: float | None) -> str:
    """A share of 0 to 100 as a width in a drawing 100 wide."""
    return tidy(min(max(float(value or 0), 0.0), 100.0))


def share(done: int, total: int | None) -> float:
    """How much of the whole is done, 0 to 100; an unknown or empty whole counts as nothing done."""
    return 100.0 * min(done, total) / total if total else 0.0


def polyline(values: Sequence[float], width: int, height: int, low: float, high: float) -> str:
    """The points of a line through equally spaced values, scaled so that `low` lies at the bottom."""
    span = (high - low) or 1.0
    step = width / max(len(values) - 1, 1)
    margin = 2.0
    usable = height - 2 * margin
    points = ((index * step, margin + usable * (1 - (float(value) - low) / span)) for index, value in enumerate(values))
    return " ".join(f"{tidy(x)},{tidy(y)}" for x, y in points)


def spark_of(values: Iterable[float]) -> SimpleNamespace:
    """A small line without axes; `falling` when it ends below where it began."""
    numbers = [float(value) for value in values if value is not None]
    if len(numbers) < 2:
        return SimpleNamespace(points="", falling=False)
    points = polyline(numbers, SPARK_WIDTH, SPARK_HEIGHT, min(numbers), max(numbers))
    return SimpleNamespace(points=points, falling=numbers[-1] < numbers[0])


def trend_of(points: Iterable[tuple], target: float | None) -> SimpleNamespace:
    """A line of percentages with its target; the axis starts where the values are, not at nothing."""
    rows = [(label, float(value)) for label, value in points]
    numbers = [value for _label, value in rows] + ([float(target)] if target is not None else [])
    low = max(0.0, min(numbers, default=0.0) - 5)
    high = min(100.0, max(numbers, default=100.0) + 2)
    target_line = polyline([target], TREND_WIDTH, TREND_HEIGHT, low, high) if target is not None else ""
    return SimpleNamespace(
        rows=rows,
        points=polyline([value for _label, value in rows], TREND_WIDTH, TREND_HEIGHT, low, high) if rows else "",
        target_y=target_line.partition(",")[2],
        low=low,
        high=high,
    )


def funnel_of(steps: Iterable, start: float) -> list[SimpleNamespace]:
    """Each step with its bar and with what was lost since the step before, on an axis that begins at `start`."""
    rows = [item_of(step, label="", count=0, url="") for step in steps]
    widest = max((row.count for row in rows), default=0)
    span = (widest - start) or 1
    before = None
    for row in rows:
        row.width = 1000 * max(row.count - start, 0) / span
        row.lost = max((before.count if before else row.count) - row.count, 0)
        row.lost_width = max((before.width if before else row.width) - row.width, 0)
        row.x, row.bar, row.gap = tidy(row.width), tidy(row.width), tidy(row.lost_width)
        before = row
    return rows


def tone_of_tile(value: float | None, target: float) -> str:
    """The colour class of a unit: far below the target, below, near, reached; none without a figure."""
    if value is None:
        return "q0"
    for tone, distance in (("q4", 0), ("q3", 3), ("q2", 10)):
        if value >= target - distance:
            return tone
    return "q1"


def tiles_of(units: Iterable, target: float) -> SimpleNamespace:
    """The units on their grid, row by row, with None for an empty place, and how many columns it has."""
    rows = [item_of(unit, name="", value=None, url="", row=1, column=1) for unit in units]
    width = max((row.column for row in rows), default=0)
    height = max((row.row for row in rows), default=0)
    places: list[SimpleNamespace | None] = [None] * (width * height)
    for row in rows:
        row.tone = tone_of_tile(row.value, target)
        row.shown = None if row.value is None else math.floor(row.value)  # 94,9 is no 95 where 95 is the target
        places[(row.row - 1) * width + row.column - 1] = row
    return SimpleNamespace(places=places, columns=width)


def bars_of(items: Iterable) -> list[SimpleNamespace]:
    """Counts as bars against the largest of them."""
    rows = [item_of(item, label="", count=0, url="", tone="") for item in items]
    widest = max((row.count for row in rows), default=0)
    for row in rows:
        row.bar = percent_width(share(row.count, widest))
    return rows

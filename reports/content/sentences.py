"""One paragraph for each indicator, with its numbers, the definition of the whole and the source."""

from decimal import Decimal

from reports.catalogue import is_counted
from reports.choices import Source
from reports.content.measures import Measure, Value
from reports.content.numbers import NO_FIGURE, places_of, vietnamese
from reports.content.words import words
from reports.models import Indicator


def about(indicator: Indicator, measures: list[Measure]) -> str:
    """Without any value it says so, and says more where the portal has nothing to count it from."""
    forms = words()["sentences"]
    if any(measure.contradiction for measure in measures):
        return forms["contradiction"].format(name=indicator.name)
    if all(measure.is_without_figure for measure in measures):
        form = "no_source" if indicator.source == Source.EITHER and not is_counted(indicator.code) else "no_figure"
        return forms[form].format(name=indicator.name)
    if len(measures) > 1:
        return _several(indicator, measures)
    return _single(indicator, measures[0])


def _single(indicator: Indicator, measure: Measure) -> str:
    value = measure.period
    assert value is not None
    source = _source(measure)
    if value.whole is None:
        return words()["sentences"]["count"].format(
            name=indicator.name,
            part=number(value.part),
            measure=indicator.measure,
            cumulative=_cumulative(measure.cumulative),
            source=source,
        )
    return words()["sentences"]["rate"].format(
        name=indicator.name,
        definition=indicator.denominator,
        source=source,
        cumulative=_cumulative(measure.cumulative),
        **_fraction(value),
    )


def _several(indicator: Indicator, measures: list[Measure]) -> str:
    form = words()["sentences"]["line"]
    lines = [
        form.format(
            label=measure.label.lower() if position else measure.label,
            part=NO_FIGURE if measure.period is None else number(measure.period.part),
            cumulative=f" ({_cumulative(measure.cumulative).removeprefix('; ')})" if measure.cumulative else "",
        )
        for position, measure in enumerate(measures)
    ]
    return words()["sentences"]["several"].format(
        name=indicator.name, measure=indicator.measure, lines="; ".join(lines), source=_source(measures[0])
    )


def _cumulative(value: Value | None) -> str:
    if value is None:
        return ""
    if value.whole is None:
        return words()["sentences"]["cumulative_count"].format(part=number(value.part))
    return words()["sentences"]["cumulative_rate"].format(**_fraction(value)) if value.rate is not None else ""


def _fraction(value: Value) -> dict[str, str]:
    return {
        "rate": percent(value.rate),
        "part": number(value.part),
        "whole": NO_FIGURE if value.whole is None else number(value.whole),
    }


def _source(measure: Measure) -> str:
    return words()["sentences"]["source"].format(source=measure.source) if measure.source else ""


def number(value: Decimal | int) -> str:
    return vietnamese(value, places_of(value))


def percent(value: Decimal | None) -> str:
    return NO_FIGURE if value is None else f"{vietnamese(value, 1)}\u00a0%"

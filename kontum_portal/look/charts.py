"""Charts: one Vega-Lite drawing for the page, coloured by the portal's own tokens, with its table and its file.

The drawing is made by `vl-convert` in this process, without the network and without scripts in the page; a chart of
the same figures is drawn once and kept. Only shapes and text of it reach the page: no style, no script, no link.
"""

import csv
import functools
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import vl_convert
from defusedxml import ElementTree
from django.utils.safestring import SafeString, mark_safe

VERSION = "5.20"
WIDTH, HEIGHT = 420, 170
# Colours of the drawing, and the tokens of portal.css that take their place in the page, light or dark.
INK, LINE, EDGE, TARGET = "#566052", "#dcd9ce", "#7b8474", "#835c00"
SERIES = ("#0e5a3a", "#1f4e79", "#a3211b", "#835c01")
TOKENS = {
    INK: "var(--ink-2)",
    LINE: "var(--line)",
    EDGE: "var(--edge)",
    TARGET: "var(--gold)",
    **dict(zip(SERIES, ("var(--green)", "var(--blue)", "var(--red)", "var(--gold)"), strict=True)),
}
LOCALE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}
SHAPES = {"svg", "g", "path", "line", "rect", "text", "tspan", "circle"}
DRAWN = {
    "viewBox", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "r", "cx", "cy", "width", "height", "fill",
    "stroke", "stroke-width", "stroke-dasharray", "stroke-miterlimit", "stroke-linecap", "stroke-linejoin", "opacity",
    "fill-opacity", "stroke-opacity", "text-anchor", "font-size", "font-weight",
}  # fmt: skip


@dataclass(frozen=True)
class Chart:
    """What a chart shows: per row a label and one value for each series (None: not known).

    `kind` is "line" (a development in time) or "bar" (a comparison); `unit` is written behind each value;
    `target` is a value drawn as a line. At most four series: more of them nobody can tell apart.
    """

    title: str
    label_heading: str
    series: Sequence[str]
    rows: Sequence[tuple]
    kind: str = "line"
    unit: str = ""
    target: float | None = None

    @property
    def file_name(self) -> str:
        return f"{self.title}.csv"


def svg_of(chart: Chart) -> SafeString:
    """The drawing, to be written into a page."""
    return mark_safe(_drawn(json.dumps(specification(chart), sort_keys=True)))  # noqa: S308 - shapes by _clean only


def csv_of(chart: Chart) -> str:
    """The table of the chart as the address of a file: opened by spreadsheet programs, nothing in it a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([chart.label_heading, *chart.series])
    for label, *values in chart.rows:
        writer.writerow([f"'{label}" if str(label)[:1] in "=+-@" else label, *values])
    return "data:text/csv;charset=utf-8," + quote("\ufeff" + text.getvalue())


def specification(chart: Chart) -> dict:
    """The chart in Vega-Lite: its layers, and a look that holds nothing but colours and sizes."""
    values = [
        {"label": str(label), "series": name, "value": value}
        for label, *numbers in chart.rows
        for name, value in zip(chart.series, numbers, strict=True)
        if value is not None
    ]
    layers = [_marks(chart)]
    if chart.target is not None:
        rule = {"type": "rule", "color": TARGET, "strokeDash": [6, 4], "strokeWidth": 2}
        layers.append({"mark": rule, "encoding": {"y": {"datum": chart.target}}})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        "background": None,
        "data": {"values": values},
        "layer": layers,
        "config": _config(),
    }


def _marks(chart: Chart) -> dict:
    labels = [str(label) for label, *_values in chart.rows]
    many = len(chart.series) > 1
    x = {"field": "label", "type": "ordinal", "sort": labels, "title": None, "axis": {"labelOverlap": True}}
    y = {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": chart.kind == "bar"}}
    encoding: dict = {"x": x | {"axis": x["axis"] | {"labelAngle": 0 if len(labels) <= 6 else -45}}, "y": y}
    if many:
        scale = {"domain": list(chart.series), "range": list(SERIES[: len(chart.series)])}
        encoding["color"] = {"field": "series", "type": "nominal", "scale": scale, "legend": {"title": None}}
    if many and chart.kind == "bar":
        encoding["xOffset"] = {"field": "series", "sort": list(chart.series)}
    line = {"type": "line", "strokeWidth": 2.5, "point": {"size": 30, "filled": True}}
    mark = {"type": "bar"} if chart.kind == "bar" else line
    return {"mark": mark | ({} if many else {"color": SERIES[0]}), "encoding": encoding}


def _config() -> dict:
    text = {"labelColor": INK, "labelFontSize": 13, "labelFont": "Noto Sans"}
    axis = text | {"domainColor": EDGE, "tickColor": EDGE, "gridColor": LINE, "labelLimit": 140}
    return {
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"grid": False},
        "axisY": {"tickCount": 5, "domain": False, "ticks": False},
        "legend": text | {"orient": "top", "symbolType": "square", "labelLimit": 240},
    }


@functools.lru_cache(maxsize=64)
def _drawn(specified: str) -> str:
    drawing = vl_convert.vegalite_to_svg(json.loads(specified), vl_version=VERSION, format_locale=LOCALE)
    return _clean(drawing)


def _clean(drawing: str) -> str:
    """The same drawing made of known shapes and known attributes, in the colours of the page."""
    root = ElementTree.fromstring(drawing)
    for element in list(root.iter()):
        element.tag = element.tag.rpartition("}")[2]
        for child in list(element):
            if child.tag.rpartition("}")[2] not in SHAPES:
                element.remove(child)
        kept = {name: TOKENS.get(value.lower(), value) for name, value in element.attrib.items() if name in DRAWN}
        element.attrib.clear()
        element.attrib.update(kept)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.attrib.update({"class": "drawing", "aria-hidden": "true", "focusable": "false"})
    return ElementTree.tostring(root, encoding="unicode")

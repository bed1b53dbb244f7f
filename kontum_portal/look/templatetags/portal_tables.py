"""Tables and charts: headings that sort, rows one selects, figures with their drawing and their file."""

from types import SimpleNamespace

from django import template

from kontum_portal.look.charts import Chart, csv_of, svg_of
from kontum_portal.look.sorting import Sorting

register = template.Library()


@register.inclusion_tag("components/sort_head.html")
def sort_head(label, sorting: Sorting, column: str, number: bool = False) -> dict:
    """The heading of a column one may sort by; it says how the rows stand."""
    return {"label": label, "url": sorting.url(column), "direction": sorting.direction(column), "number": number}


@register.inclusion_tag("components/select_all.html")
def select_all() -> dict:
    """The heading of the boxes: selects every row of this page (only where scripts run)."""
    return {}


@register.inclusion_tag("components/select_row.html")
def select_row(name: str, value, label, checked: bool = False) -> dict:
    """The box of a row; `label` says which row to those who cannot see it."""
    return {"name": name, "value": value, "label": label, "checked": checked}


@register.inclusion_tag("components/chart.html")
def chart(shown: Chart) -> dict:
    """A drawing of figures, their table, and their file."""
    rows = [SimpleNamespace(label=label, values=values) for label, *values in shown.rows]
    drawing = svg_of(shown) if shown.rows else ""
    return {"chart": shown, "rows": rows, "drawing": drawing, "file": csv_of(shown)}

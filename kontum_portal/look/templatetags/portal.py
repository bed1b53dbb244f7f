"""The components as template tags: `{% load portal %}` brings them all, with explicit parameters."""

import datetime as dt

from django import template
from django.forms import BaseForm, BoundField, CheckboxSelectMultiple, Textarea
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from kontum_portal.look import shapes
from kontum_portal.look.comparing import side_by_side_of
from kontum_portal.look.passable import REASON, SEEN, warnings_of
from kontum_portal.look.progress import progress_of
from kontum_portal.look.templatetags import portal_blocks, portal_shell, portal_tables

register = template.Library()
register.tags.update(portal_blocks.register.tags)
register.tags.update(portal_shell.register.tags)
register.tags.update(portal_tables.register.tags)

FIELD_KINDS = {"checkbox": "check", "radio": "radio", "select": "select", "textarea": "textarea", "file": "file"}


@register.filter
def num(value) -> str:
    """A count as it is written: 148.320 in Vietnamese; nothing for None."""
    return "" if value is None else formats.number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def pct(value, places: int = 1) -> str:
    """A share of 0 to 100 as it is written: 92,9 %; a dash when there is none."""
    if value is None:
        return "–"
    return formats.number_format(round(float(value), places), decimal_pos=places) + "\u00a0%"


@register.filter
def moment(value) -> str:
    """A date, or a date with its time, or text, as a person reads it."""
    if isinstance(value, dt.datetime):
        return formats.date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "H:i d/m/Y")
    if isinstance(value, dt.date):
        return formats.date_format(value, "d/m/Y")
    return "" if value is None else str(value)


@register.inclusion_tag("components/badge.html")
def badge(text, tone: str = "") -> dict:
    return {"text": text, "tone": tone}


@register.inclusion_tag("components/kbd.html")
def kbd(keys: str) -> dict:
    return {"keys": keys.split("+")}


@register.inclusion_tag("components/lanes.html")
def lanes(items, label: str = "") -> dict:
    rows = [shapes.item_of(item, count=0, label="", url="", tone="", current=False) for item in items]
    return {"lanes": rows, "label": label or _("Work to be done")}


@register.inclusion_tag("components/tabs.html")
def tabs(items, label: str = "") -> dict:
    rows = [shapes.item_of(item, label="", url="", current=False, count=None) for item in items]
    return {"tabs": rows, "label": label or _("Views")}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "", warning: str = "", autofocus: bool = False) -> dict:
    """One field: label, hint, input, and below it the error or the warning.

    A form field that `falls_back` on the portal's own value when it is left empty is not said to be optional.
    """
    kind = _kind(bound)
    warning = warning or " ".join(str(one.sentence) for one in warnings_of(bound.form) if one.field == bound.name)
    texts = {"hint": hint or bound.help_text, "warning": warning, "error": bound.errors}
    described = " ".join(f"{bound.auto_id}_{part}" for part, text in texts.items() if text)
    attrs = {"aria-describedby": described} if described else {}
    if autofocus:
        attrs["autofocus"] = True
    if bound.field.widget.attrs.get("placeholder") == bound.label:
        del bound.field.widget.attrs["placeholder"]  # a label that vanishes while one types helps nobody
    optional = not bound.field.required and not getattr(bound.field, "falls_back", False)
    shown = {"bound": bound, "widget": bound.as_widget(attrs=attrs), "kind": kind, "base": bound.auto_id}
    return shown | {"optional": optional} | texts


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, Textarea):
        return "textarea"
    if isinstance(widget, CheckboxSelectMultiple):
        return "many"
    return FIELD_KINDS.get(getattr(widget, "input_type", ""), "text")


def _anchor(bound: BoundField) -> str:
    """The id of the element that takes the focus: the first choice where there is one per choice."""
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.inclusion_tag("components/fields.html")
def fields(form: BaseForm) -> dict:
    """Every field but the reason to go past warnings, which stands in their box."""
    return {"form": form, "shown": [bound for bound in form.visible_fields() if bound.name != REASON]}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict:
    """The errors of a form on top of it, each a link to its field; nothing when there are none."""
    if not form.is_bound:
        return {"errors": [], "general": []}
    shown = [bound for bound in form if bound.errors and bound.name != REASON]  # the box of warnings says that itself
    errors = [(_anchor(bound), bound.label, list(bound.errors)) for bound in shown]
    return {"errors": errors, "general": form.non_field_errors()}


@register.inclusion_tag("components/passable_warnings.html")
def passable_warnings(form: BaseForm) -> dict:
    """What is odd, and the box for the reason to go on; nothing when nothing is odd."""
    found = warnings_of(form)
    rows = [(one.sentence, _anchor(form[one.field]) if one.field else "") for one in found]
    seen = {"name": form.add_prefix(SEEN), "codes": " ".join(one.code for one in found)}
    return {"rows": rows, "seen": seen, "reason": form[REASON] if found else None}


@register.inclusion_tag("components/facts.html")
def facts(pairs) -> dict:
    return {"pairs": [(label, moment(value), (*rest, "")[0]) for label, value, *rest in pairs]}


@register.inclusion_tag("components/steps.html")
def steps(items) -> dict:
    return {"steps": [shapes.item_of(i, title="", detail="", state="done", when=None, url="") for i in items]}


@register.inclusion_tag("components/person_name.html")
def person_name(resident, sub: str = "") -> dict:
    """A person's name as the link of a row, with a small line below: year of birth unless told otherwise."""
    year = getattr(resident, "birth_year", None)
    url = resident.get_absolute_url() if hasattr(resident, "get_absolute_url") else ""
    return {"full_name": resident.full_name, "url": url, "sub": sub or (str(year) if year else "")}


@register.inclusion_tag("components/before_after.html")
def before_after(rows) -> dict:
    return {"rows": [(label, moment(before), moment(after)) for label, before, after in rows]}


@register.inclusion_tag("components/side_by_side.html")
def side_by_side(columns, rows, pick: str = "", label="") -> dict:
    """Records beside each other, what they disagree in marked; with `pick` one says which value is kept."""
    shown = [shapes.item_of(row, label="", values=(), state="", name="", picked="") for row in rows]
    for row in shown:
        row.values = [moment(value) for value in row.values]
    return {"compared": side_by_side_of(columns, shown, pick), "label": label or _("Comparison")}


@register.inclusion_tag("components/check_rows.html")
def check_rows(rows) -> dict:
    return {"rows": [(label, moment(value), (*rest, "")[0]) for label, value, *rest in rows]}


@register.inclusion_tag("components/empty.html")
def empty(title, hint="", url: str = "", action="") -> dict:
    return {"title": title, "hint": hint, "url": url, "action": action}


@register.inclusion_tag("components/next_page.html")
def next_page(url: str = "", shown: int | None = None, total: int | None = None) -> dict:
    return {"url": url, "shown": shown, "total": total}


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(context, form: BaseForm, reset: str = "", shown: int = 5) -> dict:
    """The filters of a list: the first ``shown`` at once, the others behind a button, open when one of them is set.

    ``reset`` is the query of the list without any, where that is not the bare address.
    """
    request = context.get("request")
    boxes = form.visible_fields()
    first, more = (boxes, []) if len(boxes) <= shown + 1 else (boxes[:shown], boxes[shown:])
    chosen = sum(1 for box in more if box.value())
    path = request.path if request else ""
    return {"form": form, "first": first, "more": more, "chosen": chosen, "path": path, "reset": reset}


@register.inclusion_tag("components/broker_down.html")
def broker_down() -> dict:
    return {}


@register.inclusion_tag("components/print_head.html")
def print_head(unit, title, date: dt.date | None = None, number: str = "") -> dict:
    """Head of an official paper; without a ``unit`` it is the city command's own."""
    return {"unit": unit, "title": title, "date": date, "number": number}


@register.inclusion_tag("components/print_menu.html")
def print_menu(links) -> dict:
    """The papers of a page as (address, label), without an address: why there is none; works without JavaScript."""
    return {"links": links}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int | None = None, label="") -> dict:
    width = shapes.percent_width(shapes.share(done, total))
    return {"done": done, "total": total, "label": label or _("Progress"), "width": width}


@register.inclusion_tag("components/job_progress.html")
def job_progress(job) -> dict:
    return {"progress": progress_of(job)}


@register.inclusion_tag("components/cellbar.html")
def cellbar(value: float | None, target: float | None = None, low_below: float | None = None) -> dict:
    """A percentage with its bar; gold when it lies under the target (or under `low_below`)."""
    limit = low_below if low_below is not None else target
    low = value is not None and limit is not None and value < limit
    mark = shapes.percent_width(target) if target is not None else ""
    return {"value": value, "width": shapes.percent_width(value), "mark": mark, "low": low}


@register.inclusion_tag("components/spark.html")
def spark(values) -> dict:
    return {"line": shapes.spark_of(values)}


@register.inclusion_tag("components/trend.html")
def trend(points, target: float | None = None, label="") -> dict:
    return {"chart": shapes.trend_of(points, target), "target": target, "label": label}


@register.inclusion_tag("components/funnel.html")
def funnel(steps, start: float = 0) -> dict:
    return {"steps": shapes.funnel_of(steps, start), "start": start}


@register.inclusion_tag("components/tiles.html")
def tiles(units, target: float = 95) -> dict:
    return {"grid": shapes.tiles_of(units, target), "target": target}


@register.inclusion_tag("components/bars.html")
def bars(items) -> dict:
    return {"bars": shapes.bars_of(items)}

"""Components that wrap what a page writes between their tags."""

import uuid

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def page_head(content: SafeString, title, subtitle="", say="") -> SafeString:
    """The heading of a page; between the tags stand its buttons."""
    parts = {"title": title, "subtitle": subtitle, "say": say, "actions": content if content.strip() else ""}
    return render_to_string("components/page_head.html", parts)


@register.simple_block_tag
def sheet(content: SafeString, title="", link_url="", link_text="", id="", extra="", heading="h2") -> SafeString:
    """A card on the page."""
    link = {"link_url": link_url, "link_text": link_text}
    parts = {"title": title, "id": id, "extra": extra, "heading": heading, "body": content, **link}
    return render_to_string("components/sheet.html", parts)


@register.simple_block_tag
def alert(content: SafeString, tone="info", title="") -> SafeString:
    return render_to_string("components/alert.html", {"tone": tone, "title": title, "body": content})


@register.simple_block_tag
def dialog(content: SafeString, id, title) -> SafeString:
    """A dialog that `data-open-dialog="id"` opens."""
    return render_to_string("components/dialog.html", {"id": id, "title": title, "body": content})


@register.simple_block_tag
def selection_bar(content: SafeString) -> SafeString:
    """What is done with the selected rows of a table: its buttons, beside how many are selected."""
    return render_to_string("components/selection_bar.html", {"body": content})


@register.simple_block_tag(takes_context=True)
def confirm(context, content: SafeString, label, question, button, action="", danger=False) -> SafeString:
    """A button that asks first: the question and further fields open below it, with or without scripts."""
    parts = {"label": label, "question": question, "button": button, "action": action, "danger": danger}
    token = {"csrf_token": context.get("csrf_token"), "body": content}
    return render_to_string("components/confirm.html", parts | token)


@register.simple_block_tag(takes_context=True)
def portal_form(
    context,
    content: SafeString,
    form: BaseForm,
    action="",
    submit="",
    cancel_url="",
    multipart=False,
    guard=True,
    danger=False,
    and_next=False,
) -> SafeString:
    """A whole form: token, error summary, warnings, fields (all of them when the body is empty), submit, cancel.

    `and_next` adds "Save and enter next"; the view answers with `look.pages.after_saving`.
    """
    parts = {
        "form": form,
        "action": action,
        "submit": submit,
        "cancel_url": cancel_url,
        "multipart": multipart or form.is_multipart(),
        "guard": guard,
        "danger": danger,
        "and_next": and_next,
        "body": content if content.strip() else "",
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }
    return render_to_string("components/form.html", parts)


@register.inclusion_tag("components/form_key.html")
def form_key() -> dict:
    """Makes a form one deed: sent again with this key and the same values, it is answered as it was the first time."""
    return {"key": uuid.uuid4()}

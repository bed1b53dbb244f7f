"""The parts of the frame around a page: menu, name of the unit, messages."""

import json

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from kontum_portal.look import keys, navigation
from kontum_portal.look.page_help import help_for

register = template.Library()

MESSAGE_TONES = {"error": "late", "warning": "wait", "success": "good", "info": "info", "debug": "info"}


@register.inclusion_tag("components/side_nav.html", takes_context=True)
def side_nav(context) -> dict:
    """The menu of the signed-in user; on a phone its first entries are a bar at the bottom."""
    request = context["request"]
    place = request.resolver_match.view_name if request.resolver_match else ""
    items, letters = navigation.items_for(request.user), navigation.letters()
    entries = {item.url_name: _entry(item, request.user, letters) for item in items}
    return {
        "groups": [
            {"title": group.title, "entries": [entries[item.url_name] for item in group.items]}
            for group in navigation.grouped(items)
        ],
        "narrow": [entries[item.url_name] for item in navigation.narrow_of(items)],
        "current": _current(list(entries), place),
    }


@register.inclusion_tag("components/page_help.html", takes_context=True)
def page_help(context) -> dict:
    """What this screen is for, behind a "?"; nothing where nobody has written it."""
    match = context["request"].resolver_match
    return {"help": help_for(match.view_name) if match else None}


@register.inclusion_tag("components/key_list.html", takes_context=True)
def key_list(context) -> dict:
    """The keys as this officer has them, and the letters of the menu."""
    pressed, user = context["portal_keys"], context["request"].user
    rows = [(pressed.get(key.act, "") if key.single else key.pressed, key.label) for key in keys.KEYS]
    letters = navigation.letters()
    places = [(letters[item.url_name], item.label) for item in navigation.items_for(user)] if "go" in pressed else []
    return {"rows": rows, "go": pressed.get("go", ""), "places": places}


@register.simple_tag(takes_context=True)
def key_data(context) -> str:
    """The changeable keys for `keys.js`, as JSON."""
    return json.dumps(context["portal_keys"])


@register.inclusion_tag("components/messages.html")
def portal_messages(messages) -> dict:
    """What has just been done or refused, read out by screen readers."""
    rows = [{"text": message, "tone": MESSAGE_TONES.get(message.level_tag, "info")} for message in messages]
    return {"rows": rows}


@register.inclusion_tag("components/user_menu.html", takes_context=True)
def user_menu(context) -> dict:
    """Who is signed in and for which unit, with language, display, password, second factor and sign-out."""
    names = ("request", "csrf_token", "theme", "density", "LANGUAGE_CODE")
    user = context["request"].user
    shown = {"place": _place(user), "role": user.get_role_display(), "keys": context.get("portal_keys", {})}
    return {name: context.get(name, "") for name in names} | shown


def _place(user) -> str:
    """The unit of an officer, or the area of those who look after all of it."""
    if user.area_id:
        return str(user.area)
    units = user.own_units
    if len(units) == 1:
        return str(units[0])
    return ngettext("%(count)d unit", "%(count)d units", len(units)) % {"count": len(units)} if units else ""


def _entry(item: navigation.NavItem, user, letters: dict[str, str]) -> dict:
    count = item.count(user) if item.count else None
    place = {"url": reverse(item.url_name), "name": item.url_name, "letter": letters[item.url_name]}
    return {"label": item.label, "count": count, **place}


def _current(names: list[str], place: str) -> str:
    """The entry of this very page, else the one whose name begins or ends its name, the list of its app, its first entry."""
    if place in names:
        return place
    begun = [name for name in names if place.startswith(name.removesuffix("s"))]
    if begun:
        return max(begun, key=len)
    namespace = place.partition(":")[0] + ":" if ":" in place else ""
    nearest = [name for name in names if namespace and name.startswith(namespace)]
    ended = [name for name in nearest if place.endswith("_" + name.removeprefix(namespace).removesuffix("s"))]
    if ended:
        return max(ended, key=len)
    return next((name for name in nearest if name.endswith(":list")), nearest[0] if nearest else "")

"""The registry behind the side menu: every app adds its own entries in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from string import ascii_lowercase

from django.utils.translation import gettext_lazy as _

MAIN, AREA, OTHER, SYSTEM = "", "area", "other", "system"

GROUP_TITLES = {
    MAIN: "",
    AREA: _("The area"),
    OTHER: _("Other work"),
    SYSTEM: _("System"),
}

NARROW_PLACES = 4  # entries that fit in the bottom bar of a phone, beside "More"


@dataclass(frozen=True)
class NavItem:
    """One entry of the menu. `count` is asked on every page, so it has to be cheap; None shows no number.

    `letter` opens the entry after the key `g`; an entry that names none gets the first that is free.
    """

    group: str
    label: str
    url_name: str
    order: int
    visible: Callable
    count: Callable | None = None
    narrow: bool = False
    letter: str = ""


@dataclass(frozen=True)
class NavGroup:
    """The entries of one group that this user may see, in order."""

    title: str
    items: list[NavItem]


_items: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Add an entry; an unknown group is a mistake of the caller, and the same URL twice replaces the first."""
    if item.group not in GROUP_TITLES:
        raise ValueError(f"unknown navigation group {item.group!r}")
    taken = [other.url_name for other in _items.values() if item.letter and other.letter == item.letter]
    if taken and taken != [item.url_name]:
        raise ValueError(f"the letter {item.letter!r} opens {taken[0]} already")
    _items[item.url_name] = item


def letters() -> dict[str, str]:
    """The letter of every entry by its URL name, no letter twice."""
    found = {item.url_name: item.letter for item in _items.values() if item.letter}
    for name in sorted(set(_items) - set(found)):
        wanted = [sign for sign in name.partition(":")[2] + ascii_lowercase if sign in ascii_lowercase]
        found[name] = next((sign for sign in wanted if sign not in found.values()), "")
    return found


def items_for(user) -> list[NavItem]:
    """Every entry this user may see, in menu order."""
    return sorted((item for item in _items.values() if item.visible(user)), key=lambda item: item.order)


def grouped(items: list[NavItem]) -> list[NavGroup]:
    """The entries under their titles; groups without entries are left out."""
    found = [NavGroup(title, [item for item in items if item.group == key]) for key, title in GROUP_TITLES.items()]
    return [group for group in found if group.items]


def narrow_of(items: list[NavItem]) -> list[NavItem]:
    """The few entries that stay at hand on a phone: those marked so, or the first where none is."""
    return ([item for item in items if item.narrow] or items)[:NARROW_PLACES]

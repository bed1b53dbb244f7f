"""In-page help: a few sentences for each screen and the section of the guide that says more.

Every app registers its own screens in ``AppConfig.ready()``, by the name of their address.
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Help:
    """What one screen is for and what to do there; ``section`` is the id of a heading of the guide."""

    text: str | Promise
    section: str


_helps: dict[str, Help] = {}


def register(section: str, texts: dict[str, str | Promise]) -> None:
    """Add the texts of the screens that one section of the guide explains, by the name of their address."""
    for name, text in texts.items():
        _helps[name] = Help(text, section)


def help_for(name: str) -> Help | None:
    return _helps.get(name)


def sections() -> set[str]:
    """Every section that a screen leads to."""
    return {each.section for each in _helps.values()}

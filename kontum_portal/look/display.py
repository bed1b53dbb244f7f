"""How a person wants the pages: the theme and the density, kept with the officer, and before sign-in by the browser."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

# The empty choice of a theme follows the system; of a density it is the comfortable one.
THEMES = {"": _("As the system"), "light": _("Light"), "dark": _("Dark")}
DENSITIES = {"": _("Comfortable"), "compact": _("Compact")}
DISPLAYS = {"theme": THEMES, "density": DENSITIES}


def read_display(typed: Mapping[str, str]) -> dict[str, str]:
    """The choices among what was typed, by name; an unknown value is the empty choice."""
    return {name: typed[name] if typed[name] in known else "" for name, known in DISPLAYS.items() if name in typed}

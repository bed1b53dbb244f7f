"""The keys of the portal: one list, read by `static/keys.js`, by the sheet that `?` opens, and by the officer's own page.

Keys of a single character can be switched off or changed by each officer (WCAG 2.1.4).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SPACE = "Space"
WITH_ALT = re.compile(r"alt ?\+ ?([a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class Key:
    """`act` is the word that scripts and settings know; `pressed` is how it is written on a key cap."""

    act: str
    pressed: str
    label: str | Promise
    single: bool = False


KEYS = [
    Key("find", "/", _("Find a person; a scanner may type at once"), single=True),
    Key("go", "g", _("Then a letter: go to a page of the menu"), single=True),
    Key("walk", "↓ ↑", _("Move through a list")),
    Key("open", "Enter", _("Open what is selected; in a form: next field")),
    Key("next_step", SPACE, _("Next step of the selected row or of the open dossier"), single=True),
    Key("verify_matches", "k", _("Verification: the selected record matches"), single=True),
    Key("verify_differs", "s", _("Verification: it differs; correct it"), single=True),
    Key("verify_absent", "v", _("Verification: the person is absent"), single=True),
    Key("verify_take_back", "u", _("Verification: take the word back"), single=True),
    Key("keep_draft", "Ctrl+S", _("Keep the form as a draft")),
    Key("send", "Ctrl+Enter", _("Send the form")),
    Key("send_and_next", "Ctrl+Shift+Enter", _("Save and enter next")),
    Key("section", "Alt+1…9", _("Jump to a section of the page")),
    Key("close", "Esc", _("Close what is open")),
    Key("list", "?", _("This list"), single=True),
]
CHANGEABLE = {key.act: key for key in KEYS if key.single}


def is_single(pressed: str) -> bool:
    """A key that fires without Ctrl or Alt."""
    return len(pressed) == 1 or pressed == SPACE


def read_key(typed: str) -> str | None:
    """What a person typed as a key, as it is kept: a sign, `Space`, or `Alt+K`; None when it can be no key.

    Digits are left to scanners.
    """
    text = typed.strip() or (SPACE if typed else "")
    with_alt = WITH_ALT.fullmatch(text)
    if with_alt:
        return f"Alt+{with_alt.group(1).upper()}"
    if text.lower() == SPACE.lower():
        return SPACE
    return text.lower() if len(text) == 1 and text.isprintable() and not text.isdigit() else None


def pressed_keys(changes: Mapping[str, str], *, single_keys: bool = True) -> dict[str, str]:
    """The key of each changeable act for an officer; an act whose key is switched off is left out."""
    chosen = {act: changes.get(act, key.pressed) for act, key in CHANGEABLE.items()}
    return {act: pressed for act, pressed in chosen.items() if single_keys or not is_single(pressed)}


def clash_in(changes: Mapping[str, str]) -> tuple[str, Key] | None:
    """The key that two acts would share, and the act that has it already; None when all differ."""
    taken: dict[str, Key] = {}
    for act, pressed in pressed_keys(changes).items():
        if pressed in taken:
            return pressed, taken[pressed]
        taken[pressed] = CHANGEABLE[act]
    return None

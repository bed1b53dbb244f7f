"""The list of keys: what may be typed as one, what clashes, what is left when single keys are off; the menu's letters."""

from string import ascii_lowercase

import pytest

from kontum_portal.look import keys, navigation


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("f", "f"),
        ("F", "f"),
        (";", ";"),
        (" ", "Space"),
        ("space", "Space"),
        ("alt+k", "Alt+K"),
        ("Alt + K", "Alt+K"),
        ("đ", "đ"),
        ("1", None),
        ("٣", None),
        ("ff", None),
        ("Alt+1", None),
        ("Ctrl+T", None),
        ("Enter", None),
        ("\u200b", None),
    ],
)
def test_what_can_be_a_key(typed: str, read: str | None) -> None:
    assert keys.read_key(typed) == read


@pytest.mark.parametrize(
    ("changes", "clash"),
    [
        ({}, None),
        ({"find": "f"}, None),
        ({"find": "?"}, ("?", "find")),
        ({"find": "g", "go": "/"}, None),
        ({"next_step": "x", "list": "x"}, ("x", "next_step")),
        ({"find": "Alt+K", "go": "Alt+K"}, ("Alt+K", "find")),
    ],
)
def test_two_acts_never_share_a_key(changes: dict[str, str], clash: tuple[str, str] | None) -> None:
    found = keys.clash_in(changes)
    assert (found and (found[0], found[1].act)) == clash


def test_switched_off_leaves_only_keys_with_alt() -> None:
    changes = {"find": "Alt+K", "list": "x"}
    assert keys.pressed_keys(changes, single_keys=False) == {"find": "Alt+K"}
    kept = {act: key.pressed for act, key in keys.CHANGEABLE.items() if act not in changes}
    assert keys.pressed_keys(changes) == kept | {"find": "Alt+K", "list": "x"}


def test_every_entry_of_the_menu_has_a_letter_of_its_own() -> None:
    letters = navigation.letters()
    assert set(letters) == set(navigation._items)
    assert len(set(letters.values())) == len(letters)
    assert set(letters.values()) <= set(ascii_lowercase)


def test_a_letter_that_opens_another_page_is_refused() -> None:
    item = navigation.NavItem(navigation.MAIN, "X", "residents:x", 1, lambda _user: True, letter="h")
    with pytest.raises(ValueError, match="'h' opens residents:today already"):
        navigation.register(item)

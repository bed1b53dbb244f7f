"""The menu: each user sees the entries meant for them, in order, under their group."""

from collections.abc import Iterator

import pytest

from kontum_portal.look import navigation
from kontum_portal.look.templatetags.portal_shell import _current


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_items", {})
    return


def _entry(url_name: str, order: int, group: str = "", visible: bool = True, narrow: bool = False) -> None:
    item = navigation.NavItem(group, url_name, url_name, order, lambda _user: visible, narrow=narrow)
    navigation.register(item)


def test_entries_come_in_order_and_only_those_one_may_see() -> None:
    _entry("residents:list", 30)
    _entry("residents:today", 10)
    _entry("imports:list", 20, visible=False)
    assert [item.url_name for item in navigation.items_for(None)] == ["residents:today", "residents:list"]


def test_groups_without_entries_are_left_out() -> None:
    _entry("residents:list", 30)
    _entry("reports:list", 80, group=navigation.OTHER)
    groups = navigation.grouped(navigation.items_for(None))
    assert [[item.url_name for item in group.items] for group in groups] == [["residents:list"], ["reports:list"]]


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(ValueError, match="somewhere"):
        _entry("residents:list", 30, group="somewhere")


def test_a_phone_shows_the_first_four_marked_entries() -> None:
    for order in range(6):
        _entry(f"app:page{order}", order, narrow=order != 1)
    shown = [item.order for item in navigation.narrow_of(navigation.items_for(None))]
    assert shown == [0, 2, 3, 4]


def test_a_phone_shows_the_first_entries_where_none_is_marked() -> None:
    for order in range(6):
        _entry(f"app:page{order}", order)
    assert [item.order for item in navigation.narrow_of(navigation.items_for(None))] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("place", "current"),
    [
        ("residents:new_household", "residents:households"),
        ("residents:print_household", "residents:households"),
        ("residents:household_split", "residents:households"),
        ("residents:blank_dc01", "residents:list"),
        ("id_cards:hand_over", ""),
    ],
)
def test_a_page_belongs_to_the_entry_that_its_name_ends_with(place: str, current: str) -> None:
    assert _current(["residents:list", "residents:households", "residents:hand_overs"], place) == current


@pytest.mark.parametrize(
    ("place", "current"),
    [
        ("residents:list", "residents:list"),
        ("residents:record", "residents:list"),
        ("imports:batch", "imports:new"),
        ("home", ""),
        ("reports:new", ""),
    ],
)
def test_the_current_entry_is_the_page_itself_or_the_list_of_its_app(place: str, current: str) -> None:
    assert _current(["residents:today", "residents:list", "imports:new"], place) == current

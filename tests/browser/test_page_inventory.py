"""No page is forgotten: every address that answers a GET is in the inventory, or is said to be no page."""

from tests.browser.pages import HOW_TO_ADD, NO_PAGES, PAGES
from tests.walls.access_table import ADDRESSES, LIBRARY_ADDRESSES

READ = {address.name for address in ADDRESSES if address.method == "GET"} | LIBRARY_ADDRESSES
LISTED = {way.name for way in PAGES}


def test_every_page_is_in_the_inventory() -> None:
    forgotten = [HOW_TO_ADD.format(name=name) for name in sorted(READ - LISTED - set(NO_PAGES))]
    assert not forgotten, "\n".join(forgotten)


def test_the_inventory_names_nothing_that_is_gone_and_nothing_twice() -> None:
    assert sorted((LISTED | set(NO_PAGES)) - READ - {"admin:index"}) == []
    assert sorted(LISTED & set(NO_PAGES)) == []
    assert len(LISTED) == len(PAGES)


def test_every_way_begins_at_a_page_of_the_inventory() -> None:
    assert sorted({way.via for way in PAGES if way.via} - LISTED) == []

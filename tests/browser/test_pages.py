"""Every page of the inventory, looked at once: access for all (every rule in both themes), safety, weight, zoom, quiet
movement, no scripts needed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.browser.conftest import RunningPortal
from tests.browser.pages import PAGES, Way
from tests.browser.visiting import WAYS, Visitor, faults, open_browser
from tests.weights import weighed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PARTIAL = 10 * 1024
SHEET = Path(__file__).resolve().parents[1] / "data" / "residents_ward_messy_2.xlsx"


class Visitors:
    """One browser per person, and one without scripts, opened when first needed and kept for the other pages."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.known: dict[str, tuple[Visitor, Page]] = {}

    def named(self, user: str) -> tuple[Visitor, Page]:
        if user not in self.known:
            visitor = open_browser(self.browser, self.home, user)
            plain = self.browser.new_context(
                base_url=self.home,
                locale="vi-VN",
                java_script_enabled=False,
                storage_state=visitor.context.storage_state(),
                viewport={"width": 360, "height": 700},
            )
            self.known[user] = visitor, plain.new_page()
        return self.known[user]


@pytest.fixture(scope="session")
def visitors(browser: Browser, portal: RunningPortal) -> Iterator[Visitors]:
    """People in the demo city, after the administrator has brought in a spreadsheet that waits to be merged."""
    done = portal.manage("import_spreadsheet", str(SHEET), "--kind", "residents", "--as", "administrator")
    assert done.returncode == 0, done.stderr
    everybody = Visitors(browser, portal.url)
    yield everybody
    for visitor, plain in everybody.known.values():
        visitor.context.close()
        plain.context.close()


@pytest.mark.parametrize("way", PAGES, ids=lambda way: way.name)
def test_a_page_is_fit_for_everybody(visitors: Visitors, way: Way, record_property: Callable[..., None]) -> None:
    visitor, plain = visitors.named(way.user)
    found = list(faults(visitor, plain, way))
    weighed(record_property, "page", way.name, visitor.weight())
    assert not found, "\n".join(found)


def _searching(page: Page) -> dict[str, str]:
    return {"q": "nguyen van"}


def _warnings(page: Page) -> dict[str, str]:
    page.goto(reverse("residents:register"))
    return page.locator("main form").first.evaluate("form => Object.fromEntries(new FormData(form))")


PARTIALS = {"residents:search": _searching, "residents:warnings": _warnings}


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_weighs_little(visitors: Visitors, name: str, record_property: Callable[..., None]) -> None:
    visitor, _plain = visitors.named("officer_quyet_thang")
    visitor.page.goto(reverse("residents:today"))
    values = PARTIALS[name](visitor.page)
    token = visitor.page.locator("body").get_attribute("data-csrf") or ""
    headers = {"HX-Request": "true", "HX-Target": "search-results", "X-CSRFToken": token, "Referer": visitor.home}
    answer = visitor.context.request.post(reverse(name), form=values, headers=headers)
    assert answer.status == 200
    assert "<html" not in answer.text()
    weighed(record_property, "partial", name, len(answer.body()))
    assert len(answer.body()) <= PARTIAL


SPOIL = """document.addEventListener('DOMContentLoaded', () => {
  const part = document.createElement('div');
  Object.assign(part.style, {width: '900px', color: '#ccc', background: '#fff', transition: 'all 1s'});
  part.textContent = Array.from({length: 90}, (_, number) => 'word' + number).join(' ');
  const script = document.createElement('script');
  script.textContent = '1';
  const image = document.createElement('img');
  image.src = 'http://elsewhere.invalid/x.png';
  part.append(script, image);
  document.querySelector('main').append(part);
})"""


def test_a_spoilt_page_is_noticed(browser: Browser, visitors: Visitors) -> None:
    visitor = open_browser(browser, visitors.home, "auditor")
    visitor.context.add_init_script(SPOIL)
    found = "\n".join(faults(visitor, visitors.named("auditor")[1], WAYS["accounts:own_page"]))
    visitor.context.close()
    for fault in (
        "asks another host: http://elsewhere.invalid/x.png",
        "the browser complains: Executing inline script",
        "moves although movement is unwanted",
        "color-contrast",
        "image-alt",
        "scrolls sideways at 640",
        "scrolls sideways at 360",
        "without scripts these words are missing",
    ):
        assert fault in found

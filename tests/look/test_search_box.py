"""The search box: hits as one types, arrows into them, a scanner's Enter, and a refusal that is said aloud."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from tests.look.conftest import HOST, OpenGallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
HITS = '<ul data-list><li><a class="hit" href="#work"><b>A Thút</b></a></li><li><a class="hit" href="#words"><b>Y Hlim</b></a></li></ul>'


def _searching(page: Page, answers: list[Route], status: int = 200, body: str = HITS) -> Page:
    def answer(route: Route) -> None:
        answers.append(route)
        route.fulfill(status=status, content_type="text/html", body=body)

    page.route(HOST + reverse("residents:search"), answer)
    return page


def test_hits_come_while_one_types_and_arrows_walk_them(open_gallery: OpenGallery) -> None:
    asked: list[Route] = []
    page = _searching(open_gallery(), asked)
    page.keyboard.press("/")
    page.keyboard.type("thut", delay=20)
    expect(page.locator("#search-results a")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-results a").nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.locator("#portal-search")).to_have_attribute("aria-activedescendant", "hit-2")
    expect(page.locator("#portal-search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search-results")).to_be_hidden()
    expect(page.locator("#portal-search")).to_be_focused()
    assert len(asked) == 1
    assert asked[0].request.headers["x-csrftoken"]
    assert "thut" not in asked[0].request.url


def test_one_letter_alone_asks_nothing(open_gallery: OpenGallery) -> None:
    asked: list[Route] = []
    page = _searching(open_gallery(), asked)
    page.locator("#portal-search").press_sequentially("th", delay=400)
    expect(page.locator("#search-results a")).to_have_count(2)
    assert [(route.request.post_data or "").rpartition("q=")[2] for route in asked] == ["th"]


def test_a_scanner_sends_the_whole_form_with_enter(open_gallery: OpenGallery) -> None:
    asked: list[Route] = []
    page = _searching(open_gallery(), asked)
    page.keyboard.press("/")
    page.keyboard.type("062083000123|245012345|A Thút|04051983|Nam|Tổ 7|09112021\n")
    page.wait_for_url("**" + reverse("residents:search"))
    assert asked[-1].request.is_navigation_request()
    assert (asked[-1].request.post_data or "").endswith("09112021")


def test_a_refusal_is_a_toast_and_leaves_the_page_alone(open_gallery: OpenGallery) -> None:
    page = _searching(open_gallery(), [], status=409, body="<p data-refusal>Too many searches.</p>")
    page.locator("#portal-search").press_sequentially("thut")
    expect(page.locator("#toasts")).to_contain_text("Too many searches.")
    expect(page.locator("#search-results")).to_be_hidden()
    page.locator("#toasts button").click()
    expect(page.locator("#toasts .toast")).to_have_count(0)

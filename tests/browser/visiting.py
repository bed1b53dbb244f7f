"""One visit to a page, and everything that is wrong with it as sentences; an empty list is a good page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

from kontum_portal.accounts import demo
from tests.browser.pages import NOBODY, PAGES, Way

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
FIRST_LOAD = 100 * 1024
WIDE, ZOOMED, NARROW = 1280, 640, 360
WAYS = {way.name: way for way in PAGES}
MOVING = """[...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return style.animationName !== 'none' || !/^(0s(, )?)+$/.test(style.transitionDuration);
}).map(e => e.outerHTML.slice(0, 80))"""


@dataclass
class Visitor:
    """A signed-in person at a browser, with what the browser saw on the way."""

    context: BrowserContext
    home: str
    user: str
    foreign: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    finished: list[Request] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.context.on("request", lambda request: self._note(request.url))
        self.context.on("requestfinished", lambda request: self.finished.append(request))
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.said.append(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        if self.user != NOBODY:
            self._sign_in()

    def _sign_in(self) -> None:
        self.page.goto(reverse("account_login"))
        self.page.fill("input[name=login]", self.user)
        self.page.fill("input[name=password]", demo.PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "login" not in url)

    def _note(self, url: str) -> None:
        self.asked.append(url)
        if not url.startswith((self.home, "data:", "blob:")):
            self.foreign.append(url)

    def go(self, way: Way) -> Response:
        """Opens the page anew, whatever the way to it was, so that only its own requests are counted."""
        if way.name not in self.places:
            self.places[way.name] = self._find(way)
        self.foreign, self.said, self.asked = [], [], []
        response = self.page.goto(self.places[way.name], wait_until="load")
        assert response is not None
        return response

    def _find(self, way: Way) -> str:
        if way.act:
            way.act(self.page)
            return self.page.url
        if not way.via:
            return reverse(way.name)
        self.go(WAYS[way.via])
        hrefs = self.page.eval_on_selector_all("main a[href]", "links => links.map(link => link.href)")
        for href in hrefs:
            if way.like in href and name_of(href) == way.name:
                return href
        raise AssertionError(
            f"no link to {way.name} on {way.via} ({self.page.url}) for {way.user}: {sorted(set(hrefs))}"
        )

    def weight(self) -> int:
        """What the page loads when nothing is kept from before, in bytes as they came over the wire."""
        while self.finished:
            request = self.finished.pop()
            if request.resource_type == "image":  # pictures come later, and only those in sight
                continue
            size = request.sizes()["responseBodySize"]
            self.weights[request.url] = max(self.weights.get(request.url, 0), size)  # what is kept weighs nothing later
        return sum(self.weights.get(url, 0) for url in set(self.asked))


def name_of(href: str) -> str:
    try:
        return resolve(urlsplit(href).path).view_name
    except Resolver404:
        return ""


def open_browser(browser: Browser, home: str, user: str) -> Visitor:
    """A browser at its widest, with movement switched off, signed in unless the user is nobody."""
    screen = {"width": WIDE, "height": 900}
    context = browser.new_context(base_url=home, locale="vi-VN", viewport=screen, reduced_motion="reduce")
    return Visitor(context, home, user)


def faults(visitor: Visitor, plain: Page, way: Way) -> Iterator[str]:
    """Everything that is wrong with one page. `plain` is the same person's browser without scripts."""
    page = visitor.page
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    response = visitor.go(way)
    reached = name_of(page.url)
    if response.status != 200 or reached != way.name:
        yield f"answered {response.status} at {urlsplit(page.url).path} ({reached})"
        return
    yield from (f"asks another host: {url}" for url in visitor.foreign)
    if not way.strict:
        return
    yield from (f"the browser complains: {said}" for said in visitor.said)
    yield from _headers(response, way)
    if visitor.weight() > FIRST_LOAD:
        yield f"first load of {visitor.weight()} bytes, more than {FIRST_LOAD}"
    yield from (f"moves although movement is unwanted: {part}" for part in page.evaluate(MOVING))
    yield from _axe(page, "light, wide")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for width in (ZOOMED, NARROW):
        page.set_viewport_size({"width": width, "height": 700})
        yield from _too_wide(page, width)
    yield from _axe(page, "dark, narrow")
    yield from _without_scripts(page, plain, way)


def _headers(response: Response, way: Way) -> Iterator[str]:
    headers = response.headers
    policy = headers.get("content-security-policy", "")
    if "default-src 'self'" not in policy or "unsafe" in policy or "*" in policy:
        yield f"content policy is not strict: {policy or 'none'}"
    if way.user != NOBODY and "no-store" not in headers.get("cache-control", ""):
        yield f"may be kept by a cache: {headers.get('cache-control')}"


def _axe(page: Page, state: str) -> Iterator[str]:
    for found in Axe().run(page, options=EVERYTHING).response["violations"]:
        nodes = [re.sub(r"\s+", " ", node["html"])[:200] for node in found["nodes"][:3]]
        yield f"axe ({state}) {found['id']}: {found['help']}: {nodes}"


def _too_wide(page: Page, width: int) -> Iterator[str]:
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > width:
        culprits = page.evaluate(
            """width => [...document.querySelectorAll('main *, header *')]
              .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.scroll, .sheet'))
              .slice(0, 3).map(e => e.outerHTML.slice(0, 120))""",
            width,
        )
        yield f"scrolls sideways at {width}: {needed} wide, {culprits}"


def _without_scripts(page: Page, plain: Page, way: Way) -> Iterator[str]:
    """The words of the page's main part are there without scripts too."""
    words: Callable[[Page], set[str]] = lambda shown: set(re.findall(r"\w+", shown.locator("main").inner_text()))  # noqa: E731
    plain.goto(page.url)
    if not plain.locator("main h1").first.is_visible():
        yield "without scripts there is no heading"
    missing = words(page) - words(plain)
    if len(missing) > 0.1 * len(words(page)):
        yield f"without scripts these words are missing: {sorted(missing)[:20]}"

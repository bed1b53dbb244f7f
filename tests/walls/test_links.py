"""No page offers what it then refuses: every link that a role is shown leads somewhere.

Each role walks through an invented city from its first page, a few addresses of every name.
"""

import time
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from kontum_portal.accounts.demo import DEMO_OFFICERS, create_demo_officers
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import system_officer
from reports.services.furnishing_demo import furnish_demo
from reports.services.loading_demo import load_demo

pytestmark = pytest.mark.django_db
EACH = 3  # addresses of one name, and as many ways to ask for it
ELSEWHERE = ("/admin/", "/static/", "/tai-khoan/logout/")


class Links(HTMLParser):
    """The addresses that a page's links and its scripts lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found = page, dict[str, None]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name in ("href", "hx-get"):
            address = given.get(name)
            if address and (name == "hx-get" or tag == "a"):
                self.found[urldefrag(urljoin(self.page, address)).url] = None


class Walk:
    """One person's way through the portal, breadth first; `faults` says which link led to a refusal."""

    def __init__(self, officer: Officer) -> None:
        self.client = Client()
        self.client.force_login(officer)
        self.waiting = deque([("/", "the first page")])
        self.seen: set[str] = set()
        self.visits: Counter[tuple[str, ...]] = Counter()

    def faults(self) -> Iterator[str]:
        while self.waiting:
            address, page = self.waiting.popleft()
            response = self.client.get(address)
            for close in response._resource_closers:  # response.close() would close the test's connection too
                close()
            if response.status_code >= 400:
                yield f"{page} links to {address}, which answers {response.status_code}"
            elif response.status_code == 302:
                self._note([response["Location"]], page)
            elif response.get("Content-Type", "").startswith("text/html"):
                links = Links(address)
                links.feed(response.content.decode())
                self._note(list(links.found), address)

    def _note(self, addresses: list[str], page: str) -> None:
        for address in addresses:
            kind = _kind(address)
            if not kind or address in self.seen or self.visits[kind] >= EACH:
                continue
            self.seen.add(address)
            self.visits[kind] += 1
            self.waiting.append((address, page))


def _kind(address: str) -> tuple[str, ...]:
    """What tells addresses apart that are worth a visit of their own: the page's name, and what it is asked for."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme not in ("", "http") or parts.path.startswith(ELSEWHERE):
        return ()
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        name = parts.path
    return (name, *sorted(parse_qs(parts.query)))


def test_every_link_leads_somewhere(units, settings, tmp_path) -> None:
    settings.PORTAL_MFA, settings.VAR_DIR = "demo", tmp_path
    create_demo_officers()
    load_demo(actor=system_officer(), residents=700, seed=7, tell=lambda made: None)
    furnish_demo(actor=system_officer(), tell=lambda said: None)
    faults = []
    for demo in {one.role: one for one in reversed(DEMO_OFFICERS)}.values():
        walk, started = Walk(Officer.objects.get(username=demo.username)), time.monotonic()
        faults += [f"{demo.username}: {fault}" for fault in walk.faults()]
        print(f"{demo.username}: {len(walk.seen)} addresses in {time.monotonic() - started:.1f} s")
        assert len(walk.seen) > 5, f"{demo.username} sees next to nothing"
    assert not faults, "\n".join(faults)

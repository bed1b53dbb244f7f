"""Pages printed by the browser: the PDF that Chromium makes of them, its words and its pictures."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Route

HOST = "http://portal.localhost"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
Printer = Callable[[HttpResponse], "Paper"]


@dataclass
class Paper:
    """A printed page; sizes in whole millimetres."""

    pdf: bytes

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return [(round(wide / 72 * 25.4), round(high / 72 * 25.4)) for wide, high in map(_size_of, self._pages())]

    @property
    def texts(self) -> list[str]:
        """The words of each page, read back as one line."""
        return [_one_line(page.get_textpage().get_text_bounded()) for page in self._pages()]

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def codes(self) -> list[str]:
        """What a scanner reads on the first page."""
        picture = self._pages()[0].render(scale=3).to_pil()
        return [code.text for code in zxingcpp.read_barcodes(picture)]

    def _pages(self) -> list[pypdfium2.PdfPage]:
        return list(pypdfium2.PdfDocument(self.pdf))


def _size_of(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """In points."""
    return page.get_size()


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


@pytest.fixture(autouse=True)
def _today(settings) -> None:
    settings.PORTAL_TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def office(client: Client, officer_quyet_thang, settings) -> Client:
    settings.PORTAL_MFA = "demo"
    client.force_login(officer_quyet_thang)
    return client


@pytest.fixture
def printed(browser: Browser) -> Iterator[Printer]:
    """``printed(response)``: what comes out of the printer for an answer of the test client."""
    context = browser.new_context(base_url=HOST, locale="vi-VN")

    def print_it(response: HttpResponse) -> Paper:
        page = context.new_page()
        page.route("**/*", lambda route: _answer(route, response))
        page.goto("/page")
        page.wait_for_load_state("networkidle")
        return Paper(page.pdf(prefer_css_page_size=True))

    yield print_it
    context.close()


def _answer(route: Route, response: HttpResponse) -> None:
    address = route.request.url.removeprefix(HOST)
    if address.startswith(django_settings.STATIC_URL):
        file = Path(finders.find(address.removeprefix(django_settings.STATIC_URL)))
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        return
    route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.content)

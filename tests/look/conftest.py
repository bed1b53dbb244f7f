"""A page of the portal in a real browser, served without a port from an answer of the test client."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route

HOST = "http://portal.localhost"  # a trustworthy origin for the browser, though nothing listens there
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
OpenGallery = Callable[..., Page]


def _answer(route: Route, gallery: HttpResponse) -> None:
    address = route.request.url.removeprefix(HOST)
    if address.startswith(django_settings.STATIC_URL):
        file = Path(finders.find(address.removeprefix(django_settings.STATIC_URL)))
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        return
    route.fulfill(status=gallery.status_code, headers=dict(gallery.headers), body=gallery.content)


@pytest.fixture
def open_gallery(browser: Browser, client: Client, officer_quyet_thang, settings) -> Iterator[OpenGallery]:
    """Opens the samples page; no thread serves it, so the database stays in the transaction of the test."""
    settings.PORTAL_MFA = "demo"
    client.force_login(officer_quyet_thang)
    gallery = client.get(reverse("look:gallery"))
    contexts = []

    def opened(width: int = 1280, scheme: str = "light", *, scripts: bool = True) -> Page:
        screen = {"width": width, "height": 900}
        context = browser.new_context(viewport=screen, color_scheme=scheme, locale="vi-VN", java_script_enabled=scripts)
        context.route("**/*", lambda route: _answer(route, gallery))
        contexts.append(context)
        page = context.new_page()
        page.goto(HOST + reverse("look:gallery"))
        return page

    yield opened
    for context in contexts:
        context.close()

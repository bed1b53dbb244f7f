"""The portal as a new user starts it: ``manage.py run`` in an empty folder, and people who sign in to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from kontum_portal import env
from kontum_portal.accounts import demo

_CONFIGURED = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL", "REDIS_URL", "PORTAL_DB_ROLE")
START_SECONDS = 240


@dataclass
class RunningPortal:
    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A management command beside the running portal, as an administrator would type it."""
        return subprocess.run(
            [sys.executable, str(env.BASE_DIR / "manage.py"), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    with running_portal(tmp_path_factory.mktemp("portal")) as running:
        yield running


@contextmanager
def running_portal(folder: Path, **more: str) -> Iterator[RunningPortal]:
    """``manage.py run`` in an empty folder, stopped after; ``more`` is put into its environment."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if name not in _CONFIGURED}
    environment = kept | {
        "PORTAL_VAR": str(folder / "var"),
        "PORT": str(port),
        "PORTAL_MFA": "demo",
        "PORTAL_PG_FAST": "1",
        "DJANGO_SETTINGS_MODULE": "kontum_portal.settings",
        **more,
    }
    log = folder / "portal.log"
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, str(env.BASE_DIR / "manage.py"), "run"],
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _wait_for_address(process, log)
    try:
        yield RunningPortal(f"http://127.0.0.1:{port}", environment)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _wait_for_address(process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while "The portal answers on" not in log.read_text():
        assert process.poll() is None, log.read_text()[-3000:]
        assert time.monotonic() < until, log.read_text()[-3000:]
        time.sleep(0.2)


@pytest.fixture
def sign_in(browser: Browser, portal: RunningPortal) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own, signed in with a demo account by user name."""
    contexts = []

    def open_as(username: str, **options: object) -> Page:
        context = browser.new_context(base_url=portal.url, locale="vi-VN", **options)
        contexts.append(context)
        return signed_in_page(context, username)

    yield open_as
    for context in contexts:
        context.close()


def signed_in_page(context: BrowserContext, username: str) -> Page:
    page = context.new_page()
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", demo.PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)
    return page

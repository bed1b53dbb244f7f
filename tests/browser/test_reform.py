"""The administrator takes a small city through the reform of 2025 and back: dry run, into force, a look, undone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import RunningPortal, running_portal, signed_in_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LONG = 60_000  # milliseconds that a job may take on a busy machine
OLD, NEW = "Phường Quyết Thắng", "Phường Kon Tum"


@pytest.fixture
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """A city of its own: what is done to its units concerns nobody else."""
    with running_portal(tmp_path_factory.mktemp("reform"), PORTAL_DEMO="0") as portal:
        made = portal.manage("load_demo", "--residents", "300")
        assert made.returncode == 0, made.stderr
        yield portal


@pytest.fixture
def open_as(browser: Browser, small_city: RunningPortal) -> Iterator[object]:
    contexts = []

    def sign_in(username: str) -> Page:
        contexts.append(browser.new_context(base_url=small_city.url, locale="vi-VN"))
        return signed_in_page(contexts[-1], username)

    yield sign_in
    for context in contexts:
        context.close()


def ward(page: Page) -> tuple[str, str]:
    """(the unit an officer works in, how many people its register holds)."""
    page.goto("/vung-trang/")
    return page.locator(".head-text p.quiet").inner_text(), page.locator("#whole dd").first.inner_text()


def confirm(page: Page) -> None:
    page.locator("main form.check button[name=confirmed]").click()
    page.wait_for_url(re.compile(r"/sap-xep-don-vi/\d+/$"))


def test_there_and_back(open_as) -> None:
    officer, administrator = open_as("officer_quyet_thang"), open_as("administrator")
    before = ward(officer)
    assert before[0] == OLD
    administrator.goto("/sap-xep-don-vi/")
    administrator.locator("#table button.primary").click()
    administrator.wait_for_url(re.compile(r"/sap-xep-don-vi/\d+/$"))
    expect(administrator.locator("main .head .btn.primary")).to_be_visible(timeout=LONG)
    expect(administrator.locator("#units")).to_contain_text(OLD)
    page = administrator.url
    administrator.locator("main .head .btn.primary").click()
    confirm(administrator)
    expect(administrator.locator(f"a[href$='{page.rpartition('/sap-xep')[2]}hoan-tac/']")).to_be_visible(timeout=LONG)
    assert ward(officer)[0] == NEW
    administrator.locator("form[action$='/xem-truoc-hoan-tac/'] button").click()
    expect(administrator.get_by_text(re.compile("không có vướng mắc"))).to_be_visible(timeout=LONG)
    administrator.goto(f"{page}hoan-tac/")
    confirm(administrator)
    expect(administrator.locator("main")).to_contain_text(re.compile("Đã hoàn tác"), timeout=LONG)
    assert ward(officer) == before

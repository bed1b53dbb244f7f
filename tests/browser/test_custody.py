"""A card through the ward, in two browsers: sent up in a batch, arrived by a scan, signed into the safe, handed over by keys."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SLIP = re.compile(r"\d{5}-\d{2}-\d{5}")


def send_one_up(page: Page) -> str:
    """A batch of one dossier; its slip number."""
    page.goto("/ho-so-can-cuoc/dot-gui/moi/")
    rows = page.locator("main tbody tr")
    for number in range(1, rows.count()):
        rows.nth(number).locator("input[name=chosen]").uncheck()
    rows.first.locator("input[name=chosen]").check()
    slip = SLIP.search(rows.first.inner_text())
    assert slip
    page.locator("main form .primary").click()
    page.locator("main button[name=confirmed]").click()
    expect(page.locator("main table")).to_contain_text(slip[0])
    return slip[0]


def scan_in(page: Page, slip: str) -> None:
    """As a scanner does: the code, Enter, and the same once more."""
    page.goto("/ho-so-can-cuoc/nhan-the/")
    page.fill("input[name=announced]", "1")
    with page.expect_navigation():  # what is scanned before the page has come goes nowhere
        page.locator("main form .primary").click()
    expect(page.locator("input[name=scanned]")).to_be_focused()
    for tone in ("good", "wait"):
        page.keyboard.type(slip)
        page.keyboard.press("Enter")
        expect(page.locator(f"#scans .alert.{tone}")).to_be_visible()
        expect(page.locator("input[name=scanned]")).to_be_focused()
    page.locator("main a[href$='/chot/']").click()
    page.locator("main button[name=confirmed]").click()
    page.locator("main a[href*='dot=']").click()
    page.wait_for_url("**/kho-the/**")


def test_a_card_goes_through_the_ward(sign_in: Callable[..., Page]) -> None:
    officer, chief = sign_in("officer_quyet_thang"), sign_in("ward_chief")
    slip = send_one_up(officer)
    scan_in(officer, slip)
    chief_name = chief.locator(".user-menu, header.bar").first.inner_text()
    options = officer.locator("main select[name=taker] option").all_inner_texts()
    named = next(text for text in options if text.strip() and text.strip() in chief_name)
    officer.select_option("main select[name=taker]", label=named)
    with officer.expect_navigation():
        officer.locator("main form .primary").last.click()
    receipt = officer.url
    chief.goto(receipt)
    chief.locator("main form[action$='/nhan/'] button").click()
    expect(chief.locator("main .badge.good").first).to_be_visible()

    officer.goto("/ho-so-can-cuoc/ban-tra-the/")
    officer.keyboard.type(slip)
    officer.keyboard.press("Enter")
    officer.wait_for_url(re.compile(r"/tra-the/\?ban=1"))
    for key in ("1", "1", "Enter"):
        officer.keyboard.press(key)
    officer.wait_for_url("**/ban-tra-the/")
    expect(officer.locator("main")).not_to_contain_text(slip)

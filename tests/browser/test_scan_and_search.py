"""A USB scanner types into any page, and the search box is worked by the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
UNKNOWN = "062090999321||A Plun|15011990|Nam|To 3/2, Quyet Thang, Kon Tum|22062021"
LONG = 60_000
# As fast as a scanner, whatever the machine is busy with.
TYPE = """text => { for (const key of [...text, "Enter"]) document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); }"""


def test_a_scan_outside_the_fields_opens_a_new_record_and_presses_no_key(sign_in: Callable[..., Page]) -> None:
    page = sign_in("officer_quyet_thang")
    page.goto("/cong-dan/")
    page.locator("h1").click()
    page.evaluate(TYPE, UNKNOWN)
    page.wait_for_url(re.compile(r"/cong-dan/moi/\?scan="), timeout=LONG)
    expect(page.locator("input[name=full_name]")).to_have_value("A Plun")
    expect(page.locator("input[name=personal_id]")).to_have_value("062090999321")
    assert "Plun" not in page.url


def test_a_scan_into_a_field_stays_there(sign_in: Callable[..., Page]) -> None:
    page = sign_in("officer_quyet_thang")
    page.goto("/cong-dan/moi/")
    page.locator("input[name=native_place]").focus()
    page.keyboard.type(UNKNOWN)
    expect(page.locator("input[name=native_place]")).to_have_value(UNKNOWN)


def test_arrows_and_enter_open_a_hit(sign_in: Callable[..., Page]) -> None:
    page = sign_in("officer_quyet_thang")
    page.goto("/hom-nay/")
    page.keyboard.press("/")
    page.keyboard.type("nguyen")
    box = page.locator("#portal-search")
    expect(box).to_have_attribute("aria-expanded", "true", timeout=LONG)
    page.keyboard.press("ArrowDown")
    name = page.locator("#search-results [aria-selected=true] b").text_content()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cong-dan/\d+/"), timeout=LONG)
    expect(page.locator("h1")).to_have_text(name or "")

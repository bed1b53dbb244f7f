"""Verifying a hamlet: three people by keyboard, then a household's checklist whose codes lead back to the records."""

import re
from collections.abc import Callable

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SignIn = Callable[..., Page]


def codes_on_paper(page: Page) -> list[str]:
    """Every QR code of the page as it would be printed."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pictures = [sheet.render(scale=3).to_pil().convert("L") for sheet in document]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


def test_three_people_by_keyboard_and_a_checklist_that_reads_back(sign_in: SignIn) -> None:
    page = sign_in("officer_quyet_thang")
    page.goto("/xac-minh/")
    page.locator("main table tbody a.name").first.click()
    page.wait_for_url(re.compile(r"/xac-minh/\d+/\d+/$"))
    rows = page.locator("main [data-verify] > li")
    people = [rows.nth(place).get_attribute("id") for place in range(4)]
    page.locator("h1").click()
    for place in range(3):
        page.keyboard.press("k")
        expect(page.locator(f"#{people[place]} [data-act=verify_take_back]")).to_be_visible()
        expect(page.locator(f"#{people[place + 1]}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("u")
    expect(page.locator(f"#{people[2]} [data-act=verify_take_back]")).to_have_count(0)

    page.locator("main form a[href^='/ho/']").first.click()
    page.wait_for_url(re.compile(r"/ho/\d+/$"))
    members = [link.get_attribute("href") for link in page.locator("#members a.name").all()]
    page.locator("main a[href$='/phieu/']").click()
    expect(page.locator("svg.qr").first).to_be_visible()
    codes = codes_on_paper(page)
    assert all(re.fullmatch(r"KT06-N-\d+-\d", code) for code in codes)
    assert {f"/cong-dan/{code.split('-')[2]}/" for code in codes} <= set(members)
    assert len(codes) == page.locator("svg.qr").count()
    page.goto("/hom-nay/")
    page.keyboard.press("/")
    page.keyboard.type(codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/cong-dan/{codes[0].split('-')[2]}/"))
    expect(page.locator("#verification")).to_be_visible()

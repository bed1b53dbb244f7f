"""A person moves from one ward to another, as two officers see it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SignIn = Callable[..., Page]


def offer(page: Page) -> tuple[str, str]:
    """(name, address of the record) of the person an officer offers to Vinh Quang."""
    page.goto("/cong-dan/")
    page.locator("main table tbody a").first.click()
    page.wait_for_url(re.compile(r"/cong-dan/\d+/"))
    name, record = page.locator("h1").inner_text(), page.url
    page.locator("main a[href$='/ban-giao/']").first.click()
    page.locator("select[name=destination]").select_option(
        page.locator("optgroup[label*='Vinh Quang'] option").first.get_attribute("value")
    )
    page.fill("input[name=moved_on]", "01092024")
    page.fill("input[name=reason]", "chuyển nhà")
    page.locator("main form .btn.primary").click()
    page.locator("main form .btn.primary[name=confirmed]").click()
    page.wait_for_url(re.compile(r"/ban-giao/\d+/$"))
    return name, record


def test_an_officer_hands_over_and_another_takes_over(sign_in: SignIn) -> None:
    sender = sign_in("officer_quyet_thang")
    name, record = offer(sender)
    hand_over = sender.url
    receiver = sign_in("officer_vinh_quang")
    assert receiver.goto(record).status == 404
    receiver.goto("/ban-giao/")
    receiver.locator("#coming a").filter(has_text=name).first.click()
    expect(receiver).to_have_url(hand_over)
    receiver.locator("#accept .btn.primary").click()
    expect(receiver).to_have_url(record)
    expect(receiver.locator("h1")).to_have_text(name)
    expect(receiver.locator("#timeline")).to_contain_text(re.compile("Chuyển sang phường, xã khác|another ward"))
    assert sender.goto(record).status == 404
    sender.goto(hand_over)
    expect(sender.locator("main")).to_contain_text(re.compile("Đã tiếp nhận|Taken over"))

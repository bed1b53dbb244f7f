"""A person met twice at the counter, and a verified record that two people have to agree on."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LONG = 60_000
SignIn = Callable[..., Page]


def _first_verified(page: Page) -> tuple[str, str, str]:
    """Address, name and birth date of a verified person whose birth date is known to the day."""
    page.goto("/cong-dan/")
    addresses = [link.get_attribute("href") for link in page.locator("main table a.name").all()]
    for address in addresses:
        page.goto(address or "")
        born = re.search(r"\d\d/\d\d/\d{4}", page.locator("#identity").inner_text())
        verified = re.search(
            r"(Xác minh gần nhất|Last verified on)\s+\d\d/\d\d/\d{4}", page.locator("#residence").inner_text()
        )
        if born and verified:
            return address or "", page.locator("h1").inner_text(), born.group()
    raise AssertionError("nobody on the first page is verified")


def test_alike_is_asked_and_a_verified_record_waits_for_the_chief(sign_in: SignIn) -> None:
    officer = sign_in("officer_quyet_thang")
    record, name, born = _first_verified(officer)

    officer.goto("/cong-dan/moi/")
    officer.fill("input[name=full_name]", name)
    officer.fill("input[name=birth]", born)
    officer.press("input[name=birth]", "Tab")
    expect(officer.locator(f"#lookalikes a[href='{record}']")).to_be_visible(timeout=LONG)
    officer.click("main form button.primary")
    expect(officer.locator("input[name=reason]")).to_be_visible(timeout=LONG)
    officer.fill("input[name=reason]", "Hai người trùng tên, đã xem giấy tờ")
    officer.click("main form button.primary")
    officer.wait_for_url(re.compile(r"/cong-dan/\d+/$"))
    assert not officer.url.endswith(record)

    officer.goto(f"{record}sua/")
    officer.fill("input[name=full_name]", f"{name} Sửa")
    officer.fill("input[name=change_reason]", "Ghi sai khi nhập")
    officer.fill("input[name=evidence]", "Giấy khai sinh số 12")
    officer.click("main form button.primary")
    officer.wait_for_url(re.compile(r"/cong-dan/\d+/$"))
    expect(officer.locator("h1")).to_have_text(name)

    chief = sign_in("ward_chief")
    chief.goto(record)
    chief.locator("main a[href*='/dinh-chinh/']").click()
    expect(chief.locator("#change")).to_contain_text("Giấy khai sinh số 12")
    chief.locator("form[action$='/duyet/'] button").click()
    chief.wait_for_url(re.compile(r"/cong-dan/\d+/$"))
    expect(chief.locator("h1")).to_have_text(f"{name} Sửa")

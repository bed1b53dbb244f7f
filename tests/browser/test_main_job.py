"""The main job, end to end, in three roles: a terrible spreadsheet becomes a card in a hand and a line in a report."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningPortal

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MESSY = Path(__file__).resolve().parents[1] / "data" / "residents_ward_messy.xlsx"
LONG = 60_000
SignIn = Callable[..., Page]


def number_in(text: str) -> int:
    """The first number of a text in Vietnamese form: ``1.234 người`` → 1234."""
    found = re.search(r"\d[\d.]*", text)
    assert found, text
    return int(found.group().replace(".", ""))


def import_the_messy_list(page: Page) -> None:
    page.goto("/nhap-bang-tinh/moi/")
    page.set_input_files("input[type=file]", str(MESSY))
    page.click("main form button.primary")
    expect(page.locator(".lanes")).to_be_visible(timeout=LONG)
    expect(page.locator("#layout")).to_contain_text("Họ và tên")
    expect(page.locator("#layout")).to_contain_text("Dân tộc")
    expect(page.locator("#reasons tbody tr").first).to_be_visible()
    page.goto(f"{page.url}nhap/")
    page.click("main form button.primary")
    expect(page.locator("#reconciliation")).to_be_visible(timeout=LONG)


def find(page: Page, typed: str, name: str, line: str) -> None:
    """As an officer does: the slash, the name without diacritics, the record."""
    page.goto("/hom-nay/")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    hit = page.locator("#search-results a").filter(has_text=name).filter(has_text=line)
    expect(hit).to_be_visible(timeout=LONG)
    hit.click()
    page.wait_for_url(re.compile(r"/cong-dan/\d+/"))
    expect(page.locator("h1")).to_have_text(name)


def complete(page: Page, phone: str) -> None:
    missing = page.locator("main a[href*='/sua/']").first
    missing.click()
    page.fill("input[name=phone]", phone)
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url(re.compile(r"/cong-dan/\d+/$"))


def take_to_the_hand(page: Page) -> None:
    """Every real state from the dossier to the hand-over, with the check pages on the way."""
    page.locator("main a[href*='/thu-nhan/']").first.click()
    page.click("main form button.primary")
    page.wait_for_url(re.compile(r"/ho-so-can-cuoc/\d+/$"))
    for _ in range(14):
        next_step = page.locator("main .btn.primary")
        if not next_step.count():
            break
        next_step.first.click()
        page.wait_for_load_state()
        if page.locator("main a[href*='/giay-hen/']").count() and not page.context.pages[1:]:
            print_the_slip(page)
    expect(page.locator("main")).to_contain_text(re.compile("Handed over|Đã trả"))


def print_the_slip(page: Page) -> None:
    paper = page.context.new_page()
    paper.goto(page.locator("main a[href*='/giay-hen/']").first.get_attribute("href") or "")
    expect(paper.locator("body")).to_contain_text(re.compile(r"\d\d/\d\d/\d{4}"))
    expect(paper.locator("svg").first).to_be_visible()


def test_a_messy_list_becomes_a_card_in_a_hand_and_a_line_in_a_report(sign_in: SignIn, portal: RunningPortal) -> None:
    commander = sign_in("city_commander")
    before = cards_in_hand(commander)

    import_the_messy_list(sign_in("administrator"))

    officer = sign_in("officer_dak_ro_wa")
    find(officer, "a deng", "A Đeng", "2007 · Thôn Kon Klor 2")
    record = officer.url
    targets_before = open_targets_of_a_fresh_list(commander)
    complete(officer, "0905000218")
    take_to_the_hand(officer)

    other = sign_in("officer_vinh_quang")
    assert other.goto(record).status == 404

    assert cards_in_hand(commander) == before + 1
    assert people_behind_the_number(commander) == before + 1
    assert open_targets(commander) == targets_before - 1
    assert "Nhóm" in word_report(commander)


def cards_in_hand(page: Page) -> int:
    page.goto("/toan-canh/")
    return number_in(page.locator(".funnel a").last.locator(".num b").inner_text())


def people_behind_the_number(page: Page) -> int:
    page.goto("/toan-canh/")
    page.locator(".funnel a").last.click()
    page.wait_for_url(re.compile("/so-lieu/"))
    return number_in(page.locator("main h1 + *, main .say").first.inner_text())


def open_targets(page: Page) -> int:
    page.goto("/chien-dich/")
    page.locator("main table a").first.click()
    page.wait_for_url(re.compile(r"/chien-dich/\d+/"))
    return number_in(page.locator("main .lanes strong").first.inner_text())


def open_targets_of_a_fresh_list(page: Page) -> int:
    """The campaign's list brought up to date, so that the people just imported are on it."""
    open_targets(page)
    page.locator("main form[action*='/cap-nhat/'] button").click()
    expect(page.locator("main .lanes")).to_be_visible(timeout=LONG)
    expect(page.locator("main .job")).to_have_count(0, timeout=LONG)
    return open_targets(page)


def word_report(page: Page) -> str:
    page.goto("/bao-cao/")
    page.locator("main form[action*='/lap/'] button.primary, main form button.primary").first.click()
    page.wait_for_url(re.compile(r"/bao-cao/\d+/"))
    link = page.locator("main a[href$='/tep/docx/']")
    expect(link).to_be_visible(timeout=LONG)
    with page.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as document:
        return document.read("word/document.xml").decode()

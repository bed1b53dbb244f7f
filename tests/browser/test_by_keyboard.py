"""The hand on the keyboard: a whole counter job without a mouse, one's own keys, focus after a swap, drafts, leaving."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SignIn = Callable[..., Page]
REGISTER = "/cong-dan/moi/"


def tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    """The way of somebody without a mouse; the focus is visible wherever it stands."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
            return
    raise AssertionError(f"Tab never reaches {wanted}")


def go(page: Page, letter: str) -> None:
    page.keyboard.press("g")
    page.keyboard.press(letter)


def test_a_dossier_is_taken_and_its_slip_reached_without_a_mouse(sign_in: SignIn) -> None:
    page = sign_in("officer_vinh_quang")
    go(page, "n")
    page.wait_for_url("**/cong-dan/")
    open_somebody_without_a_dossier(page)
    record = page.url
    find_again(page, record)
    correct_the_record(page, record)
    page.keyboard.press(" ")  # the record's next step: take the dossier
    page.wait_for_url(re.compile("/thu-nhan/"))
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/ho-so-can-cuoc/\d+/$"))
    issue_the_slip(page)
    tab_to(page, page.locator("main a[href*='/giay-hen/']"))
    page.keyboard.press("Enter")
    expect(page.locator("svg").first).to_be_visible()


def open_somebody_without_a_dossier(page: Page) -> None:
    """Down the list of residents until a record offers to take a dossier."""
    for row in range(1, 25):
        page.goto("/cong-dan/?age=25_59")
        for _step in range(row):
            page.keyboard.press("ArrowDown")
        expect(page.locator("main tr[aria-selected=true] a").first).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/cong-dan/\d+/$"))
        if page.locator("main a[data-next][href*='/thu-nhan/']").count():
            return
    raise AssertionError("nobody on the first page could get a card")


def find_again(page: Page, record: str) -> None:
    """From another page, by the slash and the name."""
    name = page.locator("h1").inner_text()
    go(page, "h")
    page.wait_for_url("**/hom-nay/")
    page.keyboard.press("/")
    page.keyboard.type(name)
    wanted = page.locator(f"#search-results a[href='{record[record.index('/cong-dan/') :]}']")
    expect(wanted).to_be_visible()
    while not wanted.evaluate(
        "link => link === document.activeElement || link.getAttribute('aria-selected') === 'true'"
    ):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(record)


def correct_the_record(page: Page, record: str) -> None:
    tab_to(page, page.locator(".head a[href$='/sua/']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/sua/")
    tab_to(page, page.locator("#id_phone"))
    page.keyboard.press("Control+a")
    page.keyboard.type("0905 000 218")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(record)


def issue_the_slip(page: Page) -> None:
    """Space takes each next step; the check page is sent with Ctrl+Enter."""
    for _step in range(4):
        if page.locator("main a[href*='/giay-hen/']").count():
            return
        page.locator("main").focus()
        page.keyboard.press(" ")
        page.wait_for_load_state()
        if page.locator("form.check").count():
            page.keyboard.press("Control+Enter")
            page.wait_for_url(re.compile(r"/ho-so-can-cuoc/\d+/$"))
    expect(page.locator("main a[href*='/giay-hen/']").first).to_be_visible()


def test_ones_own_keys_are_changed_and_switched_off(sign_in: SignIn) -> None:
    page = sign_in("ward_chief")
    page.goto("/toi/")
    page.fill("#id_find", "?")
    page.locator("form[action$='/phim/']").get_by_role("button").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.fill("#id_find", "Alt+K")
    page.uncheck("#id_single_keys")
    with page.expect_navigation(url="**/toi/"):
        page.locator("form[action$='/phim/']").get_by_role("button").click()
    page.keyboard.press("/")
    page.keyboard.press("?")
    expect(page.locator("#key-list")).to_be_hidden()
    expect(page.locator("#portal-search")).not_to_be_focused()
    page.keyboard.press("Alt+k")
    expect(page.locator("#portal-search")).to_be_focused()
    page.fill("#id_find", "")
    page.check("#id_single_keys")
    with page.expect_navigation():  # a key pressed before the page's scripts have come would be nobody's
        page.locator("form[action$='/phim/']").get_by_role("button").click()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    expect(page.locator("#key-list")).to_be_visible()


def test_the_focus_is_not_lost_when_a_part_of_the_page_is_replaced(sign_in: SignIn) -> None:
    page = sign_in("officer_quyet_thang")
    page.goto(REGISTER)
    for answer, focused in (("<h2>Hộ</h2><input id='id_phone'>", "#id_phone"), ("<h2>Hộ đã lưu</h2>", "#household h2")):
        page.route(
            "**/thay/",
            lambda route, _request, body=answer: route.fulfill(body=body, content_type="text/html; charset=utf-8"),
        )
        page.locator("#id_phone").focus()
        page.evaluate("htmx.ajax('GET', '/thay/', {target: '#household', swap: 'innerHTML'})")
        expect(page.locator(focused)).to_be_focused()


def test_a_draft_outlives_the_session_and_leaving_asks(sign_in: SignIn) -> None:
    page, asked = sign_in("officer_quyet_thang"), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(REGISTER)
    drop_offered(page)
    page.locator("#id_full_name").press_sequentially("A Thút")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-draft-said]")).to_contain_text(re.compile(r"\d\d:\d\d"))
    page.reload()
    assert asked == []
    page.click("[data-draft-open]")
    page.locator("#id_language").press_sequentially("Ba Na")
    page.click(".menu > summary")
    page.click("form[data-sign-out] button")  # signing out keeps what the last seconds brought
    page.wait_for_url("**/login/**")
    again = sign_in("officer_quyet_thang")
    again.goto(REGISTER)
    again.click("[data-draft-open]")
    assert [again.input_value(f"#id_{name}") for name in ("full_name", "language")] == ["A Thút", "Ba Na"]
    again.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    again.locator("#id_phone").press_sequentially("0905")
    again.goto("/hom-nay/")
    assert asked == ["beforeunload"]
    again.goto(REGISTER)
    drop_offered(again)


def drop_offered(page: Page) -> None:
    if page.locator("[data-draft-offer]").count():
        page.locator("[data-draft-offer] button:not([type=button])").click()
        expect(page.locator("[data-draft-offer]")).to_have_count(0)


def test_an_idle_session_asks_first_and_leads_back_to_the_form(sign_in: SignIn) -> None:
    page = sign_in("officer_dak_ro_wa")
    page.clock.install()
    page.goto(REGISTER)
    page.locator("#id_full_name").press_sequentially("Y Bắc")
    page.clock.fast_forward("28:30")
    page.clock.run_for(2000)
    expect(page.locator("#idle-dialog [data-idle-stay]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#idle-dialog")).to_be_hidden()
    page.clock.fast_forward("30:10")
    page.clock.run_for(2000)
    page.wait_for_url(lambda url: url.endswith(f"/login/?next={REGISTER}"))

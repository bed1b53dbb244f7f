"""The inventory of pages: who opens each, and by which way. `test_pages` looks at every one of them in a browser.

A new page needs one line here. `Way("name", "user", via="other")` means: on the page called `other`, the first link
that leads to an address called `name` (`like` narrows it by a part of the link). A page behind a form has a function
that fills the form. What is no page is named in `NO_PAGES`, with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

OFFICER, CHIEF, COMMANDER = "officer_quyet_thang", "ward_chief", "city_commander"
STEWARD, ADMINISTRATOR, AUDITOR = "data_steward", "administrator", "auditor"
NOBODY = ""


@dataclass(frozen=True)
class Way:
    """How a page is reached: by its bare address, by a link on another page, or by what `act` does."""

    name: str
    user: str
    via: str = ""
    like: str = ""
    act: Callable[[Page], None] | None = None
    strict: bool = True  # the back office is another program: its looks are not ours to check


def _press(page: Page, selector: str, *, last: bool = False) -> None:
    """Press what leads to another page, and wait for that page."""
    found = page.locator(selector)
    with page.expect_navigation():
        (found.last if last else found.first).click()


def _search(page: Page) -> None:
    page.goto("/hom-nay/")
    page.fill("#portal-search", "nguyen van")
    page.press("#portal-search", "Enter")
    page.wait_for_url("**/tim/**")


def _report(page: Page) -> None:
    """The newest report, or a first one."""
    page.goto("/bao-cao/")
    if not page.locator("main table a").count():
        page.locator("main form button.primary").first.click()
    else:
        page.locator("main table a").first.click()
    page.locator(".job").wait_for(state="detached")


def _reform(page: Page) -> None:
    """The table of the portal's own lists, handed in and counted."""
    page.goto("/sap-xep-don-vi/")
    if not page.locator("#reforms table a").count():
        page.locator("main form button.primary").first.click()
    else:
        page.locator("#reforms table a").first.click()
    page.locator(".job").wait_for(state="detached")


def _reform_step(step: str) -> Callable[[Page], None]:
    def opened(page: Page) -> None:
        _reform(page)
        page.goto(f"{page.url}{step}/")

    return opened


def _of_one_hamlet(address: str) -> Callable[[Page], None]:
    """A paper of a filtered list: of everybody it would be too long, and the portal says so."""

    def opened(page: Page) -> None:
        page.goto("/cong-dan/")
        hamlet = page.locator("select[name=sub_unit]").evaluate("select => select.options[1].value")
        page.goto(f"{address}?sub_unit={hamlet}")

    return opened


def _undo_of_an_import(page: Page) -> None:
    """Offered once a list is merged; the page itself opens before."""
    page.goto("/nhap-bang-tinh/")
    page.goto(f"{page.locator('main table tbody a').first.get_attribute('href')}hoan-tac/")


def _undo_of_an_absence(page: Page) -> None:
    """Somebody who is away, and the event that said so."""
    page.goto("/cong-dan/?presence=working_away")
    page.goto(page.locator("main table tbody a").first.get_attribute("href"))
    page.goto(page.locator("#timeline a[href$='/huy/']").first.get_attribute("href"))


def _first_registration(page: Page) -> None:
    """Somebody without an account."""
    page.goto("/cong-dan/?eid_state=none&age=25_59")
    page.goto(page.locator("main table tbody a").first.get_attribute("href"))
    page.goto(page.locator("#e_identity a[href$='/dang-ky/']").get_attribute("href"))


def _somebody_elses_account(page: Page) -> None:
    """Nobody closes their own."""
    page.goto("/can-bo/")
    page.goto(page.locator("main table a", has_text="auditor").first.get_attribute("href"))


def _first_notice(page: Page) -> None:
    """The notice asked for last, or a first one."""
    page.goto("/thong-bao-so/da-de-nghi/")
    if not page.locator("main table a.name").count():
        page.goto("/thong-bao-so/")
        page.locator("main table input[name=chosen]").first.check()
        _press(page, "main .selection-bar button")
        page.goto("/thong-bao-so/da-de-nghi/")
    page.goto(page.locator("main table a.name").first.get_attribute("href"))


def _arrival(page: Page) -> None:
    """The officer's open arrival, or a new one: the form answers with either."""
    page.goto("/ho-so-can-cuoc/nhan-the/")
    _press(page, "main form button.primary")


def _stock_take(page: Page) -> None:
    """The open one of the ward, or a new one."""
    page.goto("/ho-so-can-cuoc/kiem-ke/")
    _press(page, "main .head .primary")


def _stock_list(page: Page) -> None:
    _stock_take(page)
    page.goto(f"{page.url}in/")


def _closing(way: Callable[[Page], None]) -> Callable[[Page], None]:
    def opened(page: Page) -> None:
        way(page)
        _press(page, "main a[href$='/chot/']")

    return opened


def _batch(page: Page) -> None:
    """The newest batch, or one of all that waits."""
    page.goto("/ho-so-can-cuoc/dot-gui/")
    if page.locator("main table a").count():
        return _press(page, "main table a")
    page.goto("/ho-so-can-cuoc/dot-gui/moi/")
    page.locator("main table input[name=chosen]").first.check()
    _press(page, "main form .primary")
    return _press(page, "main form .primary")


def _transfer(page: Page) -> None:
    """The newest hand-on, or one card offered to the first colleague."""
    page.goto("/ho-so-can-cuoc/ban-giao/")
    if page.locator("main table a").count():
        return _press(page, "main table a")
    page.goto("/ho-so-can-cuoc/kho-the/")
    page.locator("main table input[name=chosen]").first.check()
    page.locator("main select[name=taker]").evaluate("select => { select.selectedIndex = 1; }")
    return _press(page, "main form .primary", last=True)


# fmt: off
PAGES = [
    Way("account_login", NOBODY),
    Way("account_logout", OFFICER),
    Way("account_change_password", OFFICER),
    Way("account_reauthenticate", OFFICER),
    Way("mfa_index", OFFICER),
    Way("look:gallery", OFFICER),
    Way("look:guide", OFFICER),
    Way("accounts:own_page", OFFICER),
    Way("accounts:log", AUDITOR),
    Way("accounts:officers", ADMINISTRATOR),
    Way("accounts:new_officer", ADMINISTRATOR),
    Way("accounts:officer", ADMINISTRATOR, act=_somebody_elses_account),
    Way("accounts:password", ADMINISTRATOR, via="accounts:officer"),
    Way("accounts:close_account", ADMINISTRATOR, via="accounts:officer"),
    Way("area_lists:units", ADMINISTRATOR),
    Way("area_lists:unit", ADMINISTRATOR, via="area_lists:units"),
    Way("area_lists:expected_population", ADMINISTRATOR, via="area_lists:unit"),
    Way("area_lists:sub_unit", CHIEF, via="area_lists:units"),
    Way("jobs:list", ADMINISTRATOR),
    Way("jobs:detail", ADMINISTRATOR, via="jobs:list"),
    Way("residents:today", OFFICER),
    Way("residents:list", OFFICER),
    Way("residents:search_results", OFFICER, act=_search),
    Way("residents:register", OFFICER),
    Way("residents:findings", STEWARD),
    Way("residents:record", OFFICER, via="residents:list"),
    Way("residents:correct", OFFICER, via="residents:record"),
    Way("residents:death", OFFICER, via="residents:record"),
    Way("residents:scan", OFFICER),
    Way("residents:corrections", STEWARD),
    Way("residents:correction", CHIEF, via="residents:corrections"),
    Way("residents:move_in", OFFICER),
    Way("residents:event", OFFICER, via="residents:record"),
    Way("residents:undo_event", CHIEF, act=_undo_of_an_absence),
    Way("residents:hand_overs", OFFICER),
    Way("residents:hand_over", OFFICER, via="residents:hand_overs"),
    Way("residents:refuse_hand_over", OFFICER, via="residents:hand_over"),
    Way("residents:procedures", OFFICER),
    Way("residents:procedure", OFFICER, via="residents:procedures"),
    Way("residents:receive_procedure", OFFICER, via="residents:record"),
    Way("residents:propose_hand_over", OFFICER, via="residents:record"),
    Way("residents:across", OFFICER),
    Way("residents:visits", OFFICER),
    Way("residents:verify", OFFICER),
    Way("residents:verify_hamlet", OFFICER, via="residents:verify"),
    Way("residents:verify_person", OFFICER, via="residents:record"),
    Way("residents:white_zones", COMMANDER),
    Way("residents:white_zones_unit", COMMANDER, via="residents:white_zones"),
    Way("residents:print_white_zone", OFFICER, via="residents:white_zones"),
    Way("residents:print_hamlet", OFFICER, via="residents:verify"),
    Way("residents:print_household", OFFICER, via="residents:household"),
    Way("residents:print_list", OFFICER, act=_of_one_hamlet("/cong-dan/in/")),
    Way("residents:print_check_list", OFFICER, act=_of_one_hamlet("/cong-dan/phieu-ra-soat/")),
    Way("residents:print_letters", OFFICER, act=_of_one_hamlet("/cong-dan/thu-moi/")),
    Way("residents:print_sheet", OFFICER, via="residents:record"),
    Way("residents:print_letter", OFFICER, via="residents:record"),
    Way("residents:blank_dc01", OFFICER),
    Way("residents:dc01", OFFICER, via="residents:record"),
    Way("residents:story", OFFICER, via="residents:record"),
    Way("residents:readers", CHIEF, via="residents:record"),
    Way("residents:record_contact", OFFICER, via="residents:record"),
    Way("residents:households", OFFICER),
    Way("residents:new_household", OFFICER),
    Way("residents:household", OFFICER, via="residents:households"),
    Way("residents:household_add", OFFICER, via="residents:household"),
    Way("residents:household_relations", OFFICER, via="residents:household"),
    Way("residents:household_split", OFFICER, via="residents:household"),
    Way("residents:household_merge", OFFICER, via="residents:household"),
    Way("residents:household_move", OFFICER, via="residents:household"),
    Way("imports:batches", ADMINISTRATOR),
    Way("imports:upload", ADMINISTRATOR),
    Way("imports:batch", ADMINISTRATOR, via="imports:batches"),
    Way("imports:row", ADMINISTRATOR, via="imports:batch"),
    Way("imports:policies", ADMINISTRATOR, via="imports:batch"),
    Way("imports:merge", ADMINISTRATOR, via="imports:batch"),
    Way("imports:undo", ADMINISTRATOR, act=_undo_of_an_import),
    Way("imports:close", ADMINISTRATOR, via="imports:batch"),
    Way("reform:reforms", ADMINISTRATOR),
    Way("reform:reform", ADMINISTRATOR, act=_reform),
    Way("reform:apply", ADMINISTRATOR, act=_reform_step("ap-dung")),
    Way("reform:undo", ADMINISTRATOR, act=_reform_step("hoan-tac")),
    Way("id_cards:list", OFFICER),
    Way("id_cards:before_slip", OFFICER),
    Way("id_cards:to_send", OFFICER),
    Way("id_cards:above", OFFICER),
    Way("id_cards:returned", OFFICER),
    Way("id_cards:undelivered", COMMANDER),
    Way("id_cards:due_today", OFFICER),
    Way("id_cards:overdue", OFFICER),
    Way("id_cards:closed", OFFICER),
    Way("id_cards:desk", OFFICER),
    Way("id_cards:batches", OFFICER),
    Way("id_cards:new_batch", OFFICER),
    Way("id_cards:batch", OFFICER, act=_batch),
    Way("id_cards:print_batch", OFFICER, via="id_cards:batch"),
    Way("id_cards:arrivals", OFFICER),
    Way("id_cards:arrival", OFFICER, act=_arrival),
    Way("id_cards:close_arrival", OFFICER, act=_closing(_arrival)),
    Way("id_cards:custody", OFFICER),
    Way("id_cards:transfers", OFFICER),
    Way("id_cards:transfer", OFFICER, act=_transfer),
    Way("id_cards:print_transfer", OFFICER, via="id_cards:transfer"),
    Way("id_cards:stock_takes", OFFICER),
    Way("id_cards:stock_take", OFFICER, act=_stock_take),
    Way("id_cards:close_stock_take", OFFICER, act=_closing(_stock_take)),
    Way("id_cards:print_stock_take", OFFICER, act=_stock_list),
    Way("id_cards:card_findings", CHIEF),
    Way("id_cards:start", OFFICER, via="residents:record"),
    Way("id_cards:application", OFFICER, via="id_cards:list"),
    Way("id_cards:step", OFFICER, via="residents:today"),
    Way("id_cards:hand_over", OFFICER, via="id_cards:undelivered"),
    Way("id_cards:slip", OFFICER, via="id_cards:application"),
    Way("id_cards:check_sheet", OFFICER, via="id_cards:application"),
    Way("notices:untold", OFFICER),
    Way("notices:requested", OFFICER),
    Way("notices:issued", OFFICER),
    Way("notices:delivered", OFFICER),
    Way("notices:notice", OFFICER, act=_first_notice),
    Way("notices:step", OFFICER, via="notices:notice"),
    Way("notices:print_list", OFFICER, via="notices:requested"),
    Way("id_cards:renewals", OFFICER),
    Way("id_cards:print_lane", OFFICER, via="id_cards:returned"),
    Way("e_identity:not_activated", OFFICER),
    Way("e_identity:follow_up", OFFICER),
    Way("e_identity:waiting", OFFICER),
    Way("e_identity:late", OFFICER),
    Way("e_identity:refused", OFFICER),
    Way("e_identity:locked", OFFICER),
    Way("e_identity:activated", OFFICER),
    Way("e_identity:account", OFFICER, via="e_identity:not_activated"),
    Way("e_identity:step", OFFICER, via="e_identity:account", like="help_to_activate"),
    Way("e_identity:register", OFFICER, act=_first_registration),
    Way("e_identity:print_lane", OFFICER, via="e_identity:waiting"),
    Way("campaigns:list", CHIEF),
    Way("campaigns:create", CHIEF),
    Way("campaigns:campaign", CHIEF, via="campaigns:list"),
    Way("campaigns:close", COMMANDER, via="campaigns:campaign"),
    Way("campaigns:drop", CHIEF, via="campaigns:campaign"),
    Way("campaigns:print_targets", CHIEF, via="campaigns:campaign"),
    Way("campaigns:print_letters", CHIEF, via="campaigns:campaign"),
    Way("reports:dashboard", COMMANDER),
    Way("reports:unit", CHIEF, via="reports:dashboard"),
    Way("reports:people", COMMANDER, via="reports:dashboard"),
    Way("reports:list", COMMANDER),
    Way("reports:keyed", COMMANDER),
    Way("reports:report", COMMANDER, act=_report),
    Way("reports:approve", COMMANDER, via="reports:report"),
    Way("admin:index", ADMINISTRATOR, strict=False),
]
# fmt: on

# Addresses that answer a GET but are no page of their own, and why.
NO_PAGES = {
    "notices:print_slips": "needs an issued number; looks like residents:print_letters",
    "healthz": "one word for machines",
    "readyz": "one word for machines",
    "jobs:progress": "a partial: weighed in PARTIALS",
    "accounts:second_factor": "needs a second factor, which demo sign-ins lack; looks like accounts:close_account",
    "accounts:open_account": "needs a closed account; looks like accounts:close_account",
    "imports:give_back": "a spreadsheet",
    "reports:file": "a document",
    "residents:across_found": "needs the number of a person of another ward; tests/residents walk through it",
    "residents:visit": "needs the number of a person of another ward; tests/residents walk through it",
    "account_confirm_email": "officers have no e-mail address here",
    "account_confirm_login_code": "no sign-in by mailed code",
    "account_email": "officers have no e-mail address here",
    "account_email_verification_sent": "officers have no e-mail address here",
    "account_inactive": "one sentence of the library, in the frame of the sign-in page",
    "account_reset_password": "one sentence: the administrator gives a new password",
    "account_reset_password_done": "never reached: no password is mailed",
    "account_reset_password_from_key": "never reached: no password is mailed",
    "account_reset_password_from_key_done": "never reached: no password is mailed",
    "account_set_password": "never reached: every account has a password",
    "account_signup": "closed: it leads to the sign-in page",
    "mfa_activate_totp": "needs a second confirmation each time; walked through in tests/look/test_sign_in_pages.py",
    "mfa_authenticate": "stands between two requests; walked through in tests/look/test_sign_in_pages.py",
    "mfa_deactivate_totp": "needs a second factor, which demo sign-ins lack; tests/look/test_sign_in_pages.py",
    "mfa_download_recovery_codes": "a file",
    "mfa_generate_recovery_codes": "needs a second factor, which demo sign-ins lack; tests/look/test_sign_in_pages.py",
    "mfa_reauthenticate": "needs a second factor, which demo sign-ins lack",
    "mfa_view_recovery_codes": "needs a second factor, which demo sign-ins lack; tests/look/test_sign_in_pages.py",
}

HOW_TO_ADD = (
    "{name} answers a GET but stands neither in PAGES nor in NO_PAGES of tests/browser/pages.py. Add one line: "
    'Way("{name}", USER, via="the page that links to it"), and every check of test_pages looks at it.'
)

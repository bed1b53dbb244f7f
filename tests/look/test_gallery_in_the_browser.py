"""The samples page in a real browser: no axe finding, no console error, nothing wider than the screen, and its keys."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.look.conftest import OpenGallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_samples_are_accessible_and_fit_the_screen(open_gallery: OpenGallery, width: int, scheme: str) -> None:
    page = open_gallery(width, scheme)
    findings = [
        (each["id"], [node["html"] for node in each["nodes"]]) for each in Axe().run(page).response["violations"]
    ]
    assert findings == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_strict_policy_blocks_nothing_of_ours(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_the_keys_find_list_walk_and_jump(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    page.keyboard.press("/")
    expect(page.locator("#portal-search")).to_be_focused()
    page.locator("#portal-search").blur()
    page.keyboard.press("?")
    expect(page.locator("#key-list")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("tr[aria-selected=true] a.name")).to_be_focused()
    page.keyboard.press("Alt+2")
    assert page.evaluate("document.activeElement.closest('[data-section]').id") == "work"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("17031990", "17/03/1990"),
        ("031990", "03/1990"),
        ("7/3/1990", "07/03/1990"),
        ("1990", "1990"),
        ("khoảng 1990", "khoảng 1990"),
    ],
)
def test_a_typed_date_is_written_out_when_one_leaves_the_box(open_gallery: OpenGallery, typed: str, shown: str) -> None:
    box = open_gallery().locator("#id_birth")
    box.fill(typed)
    box.blur()
    expect(box).to_have_value(shown)


def test_enter_goes_to_the_next_field_and_unsaved_work_is_asked_about(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_full_name").press_sequentially("A Thút")
    page.keyboard.press("Enter")
    expect(page.locator("#id_birth")).to_be_focused()
    page.goto(page.url + "?again")
    assert asked == ["beforeunload"]


def test_the_menu_of_a_phone_opens_at_the_bottom(open_gallery: OpenGallery) -> None:
    page = open_gallery(360)
    expect(page.locator(".nav")).to_be_hidden()
    page.locator(".more > summary").click()
    expect(page.locator(".more-body a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".more-body a").first).to_be_hidden()

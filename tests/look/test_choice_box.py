"""A long choice in a real browser: found by code or by a few letters, sent by the select behind it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.look.conftest import OpenGallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def box_of(page: Page) -> Locator:
    return page.locator("#form-plain [role=combobox]")


def sent(page: Page) -> str:
    return page.locator("#form-plain select[name=unit]").evaluate("select => new FormData(select.form).get('unit')")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("thang", ["Phường Thắng Lợi", "Phường Quyết Thắng"]),
        ("dak ro", ["Xã Đắk Rơ Wa"]),
        ("ĐẮK", ["Xã Đắk Rơ Wa"]),
        ("2328", ["Phường Quang Trung", "Phường Quyết Thắng"]),
        ("x", ["Xã Ngọk Bay", "Xã Đắk Rơ Wa"]),
        ("hang", []),
    ],
)
def test_a_choice_is_found_by_code_or_by_the_first_letters_of_any_word(
    open_gallery: OpenGallery, typed: str, offered: list[str]
) -> None:
    page = open_gallery()
    box_of(page).fill(typed)
    options = page.locator("#form-plain [role=option]:not([aria-disabled])")
    expect(options).to_have_count(len(offered))
    assert sorted(text.rstrip("0123456789 \n") for text in options.all_inner_texts()) == sorted(offered)


def test_enter_takes_the_choice_and_goes_to_the_next_field(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    box_of(page).press_sequentially("quyet")
    expect(box_of(page)).to_have_attribute("aria-expanded", "true")
    active = box_of(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(box_of(page)).to_have_value("Phường Quyết Thắng")
    expect(page.locator("#id_issued_on")).to_be_focused()
    assert sent(page) == "23287"


def test_arrows_walk_the_list_and_escape_leaves_the_choice_as_it_was(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    box_of(page).focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Tab"):
        page.keyboard.press(key)
    assert sent(page) == "23287"
    box_of(page).press_sequentially("ngok")
    page.keyboard.press("Escape")
    expect(box_of(page)).to_have_value("Phường Quyết Thắng")
    expect(page.locator("#form-plain [role=listbox]")).to_be_hidden()
    box_of(page).fill("")
    page.keyboard.press("Tab")
    assert sent(page) == ""


def test_what_is_in_no_list_is_said_and_not_sent(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    box_of(page).fill("Đà Nẵng")
    page.keyboard.press("Tab")
    expect(page.locator("#form-plain .choice-said")).not_to_be_empty()
    expect(box_of(page)).to_have_attribute("aria-invalid", "true")
    before = page.url
    page.locator("#form-plain button.primary").click()
    expect(box_of(page)).to_be_focused()
    assert page.url == before
    box_of(page).fill("quang")
    page.locator("#form-plain [role=option]").first.click()
    assert sent(page) == "23281"


def test_its_label_and_hint_belong_to_the_box(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    expect(page.get_by_label("Đơn vị").first).to_have_role("combobox")
    assert "id_unit_hint" in (box_of(page).get_attribute("aria-describedby") or "")


def test_without_scripts_it_is_a_plain_select(open_gallery: OpenGallery) -> None:
    page = open_gallery(scripts=False)
    expect(page.locator("#form-plain select[name=unit]")).to_be_visible()

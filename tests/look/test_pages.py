"""The samples page, the choices an officer or a browser keeps, the frame around pages, and what the first load weighs."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Deed, Officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_at_work(client: Client, officer_quyet_thang: Officer, settings) -> Client:
    settings.PORTAL_MFA = "demo"
    client.force_login(officer_quyet_thang)
    return client


def test_the_samples_are_for_signed_in_officers(client: Client) -> None:
    response = client.get(reverse("look:gallery"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_the_samples_show_every_component(officer_at_work: Client) -> None:
    page = officer_at_work.get(reverse("look:gallery")).content.decode()
    for mark in (
        "lanes",
        "facts",
        "steps",
        "funnel",
        "cellbar",
        "tiles",
        "spark",
        "trend",
        "before-after",
        "check-rows",
        "summary-box",
        "empty",
        "dialog",
        "tabs",
        "filter-bar",
        "print-head",
        "job",
    ):
        assert re.search(rf'class="[^"]*\b{mark}\b', page), mark


def test_the_frame_names_the_unit_and_offers_the_way_out(officer_at_work: Client) -> None:
    page = officer_at_work.get(reverse("look:gallery")).content.decode()
    assert "Quyết Thắng" in page
    assert f'action="{reverse("account_logout")}"' in page
    assert f'action="{reverse("residents:search")}"' in page


def test_an_officer_without_a_register_has_no_search_box(client: Client, administrator: Officer, settings) -> None:
    settings.PORTAL_MFA = "demo"
    client.force_login(administrator)
    assert reverse("residents:search") not in client.get(reverse("look:gallery")).content.decode()


def test_the_red_banner_stands_in_demonstrations_only(officer_at_work: Client, settings) -> None:
    for demo in (True, False):
        settings.PORTAL_DEMO = demo
        assert ('class="demo"' in officer_at_work.get(reverse("look:gallery")).content.decode()) is demo


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("theme", "light"), ("density", "compact")])
def test_an_officer_keeps_theme_and_density_on_every_machine(
    officer_at_work: Client, officer_quyet_thang: Officer, name: str, value: str
) -> None:
    officer_at_work.post(reverse("accounts:display"), {name: value, "next": reverse("look:gallery")})
    assert Deed.objects.get(verb="display_chosen").details == {name: value}
    elsewhere = Client()
    elsewhere.force_login(officer_quyet_thang)
    elsewhere.cookies[name] = "dark" if value == "light" else "light"  # what a machine kept before sign-in
    assert f'data-{name}="{value}"' in elsewhere.get(reverse("look:gallery")).content.decode()
    elsewhere.post(reverse("accounts:display"), {name: "as the system"})
    assert f"data-{name}=" not in officer_at_work.get(reverse("look:gallery")).content.decode()


def test_the_other_choice_stays_when_one_is_made(officer_at_work: Client, officer_quyet_thang: Officer) -> None:
    for chosen in ({"theme": "dark"}, {"density": "compact"}):
        officer_at_work.post(reverse("accounts:display"), chosen)
    officer_quyet_thang.refresh_from_db()
    assert (officer_quyet_thang.theme, officer_quyet_thang.density) == ("dark", "compact")


def test_before_sign_in_the_browser_keeps_the_theme(client: Client) -> None:
    client.post(reverse("accounts:display"), {"theme": "dark"})
    assert 'data-theme="dark"' in client.get(reverse("account_login")).content.decode()
    client.post(reverse("accounts:display"), {"theme": ""})
    assert "data-theme=" not in client.get(reverse("account_login")).content.decode()


def test_the_choice_of_display_leads_to_no_other_host(client: Client) -> None:
    assert (
        client.post(reverse("accounts:display"), {"theme": "dark", "next": "https://example.org/"})["Location"] == "/"
    )


def test_the_language_can_be_switched_before_signing_in(client: Client) -> None:
    client.post(reverse("accounts:language"), {"language": "en", "next": reverse("account_login")})
    assert "Sign in" in client.get(reverse("account_login")).content.decode()


def test_a_page_that_is_not_there_says_so_in_the_portals_own_words(officer_at_work: Client) -> None:
    response = officer_at_work.get("/khong-co/")
    assert response.status_code == 404
    assert "data-refusal" in response.content.decode()


def test_the_first_load_weighs_at_most_100_kilobytes(officer_at_work: Client) -> None:
    page = officer_at_work.get(reverse("look:gallery")).content
    addresses = re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+)"', page.decode())
    files = {address: _contents(address) for address in addresses}
    weights = {name: len(gzip.compress(content)) for name, content in files.items()} | {
        "page": len(gzip.compress(page))
    }
    print(weights)
    assert len(weights) >= 7
    assert sum(weights.values()) <= 100 * 1024


def _contents(address: str) -> bytes:
    plain = re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", address)  # without the hash of the deployed name
    return Path(finders.find(plain)).read_bytes()

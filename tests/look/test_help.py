"""Help stands on every screen that somebody can reach, and leads to a section of the guide that exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from kontum_portal.accounts.models import Officer
from kontum_portal.look import guide, navigation, page_help
from tests.walls.access_table import ADDRESSES

ROLES = ["officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "administrator", "auditor"]
# Not screens of their own: files, partials, papers, answers for machines; the guide needs no help to be read.
NO_SCREEN = {
    "healthz",
    "readyz",
    "look:guide",
    "jobs:progress",
    "imports:give_back",
    "id_cards:slip",
    "id_cards:check_sheet",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROLES)
def test_every_entry_of_the_menu_opens_a_page_with_help(
    name: str, client: Client, request: pytest.FixtureRequest, settings
) -> None:
    settings.PORTAL_MFA = "demo"
    officer: Officer = request.getfixturevalue(name)
    client.force_login(officer)
    pages = [item.url_name for item in navigation.items_for(officer)]
    assert pages
    for page in pages:
        body = client.get(reverse(page), follow=True).content.decode()
        assert 'class="menu help"' in body, page
        assert str(reverse("look:guide")) + "#" in body, page


def test_every_screen_has_help() -> None:
    shown = {address.name for address in ADDRESSES if address.method == "GET" and 200 in address.answers}
    papers = {name for name in shown if name.partition(":")[2].startswith("print")}
    assert sorted(name for name in shown - NO_SCREEN - papers if page_help.help_for(name) is None) == []


def test_help_leads_to_sections_that_exist() -> None:
    assert page_help.sections() <= {anchor for anchor, _words in guide.read_guide().headings}


def test_the_links_inside_the_guide_lead_somewhere() -> None:
    html = str(guide.read_guide().html)
    assert set(re.findall(r'href="#([\w-]+)"', html)) <= set(re.findall(r'id="([\w-]+)"', html))


def test_the_guide_escapes_what_it_does_not_know() -> None:
    assert guide._inline('<script>alert("x")</script> **đậm** `/`') == (
        "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; <b>đậm</b> <kbd>/</kbd>"
    )


@pytest.mark.parametrize(
    ("lines", "html"),
    [
        (["## Trang Hôm nay"], '<h2 id="trang-hom-nay">Trang Hôm nay</h2>'),
        (["- một", "- hai", "  nối"], '<ul class="listed"><li>một</li><li>hai nối</li></ul>'),
        (["1. một", "2. hai"], '<ol class="listed"><li>một</li><li>hai</li></ol>'),
        (["câu một", "câu hai"], "<p>câu một câu hai</p>"),
        (["[Nhật ký](#nhat-ky)"], '<p><a href="#nhat-ky">Nhật ký</a></p>'),
    ],
)
def test_the_forms_of_the_guide(lines: list[str], html: str) -> None:
    assert guide._html_of(lines) == html


def test_the_pictures_are_there_and_light() -> None:
    folder = Path(django_settings.BASE_DIR) / "docs" / "images"
    named = set(
        re.findall(r"images/([\w.-]+)", guide.GUIDE.read_text() + (folder.parents[1] / "README.md").read_text())
    )
    assert named == {file.name for file in folder.glob("*.png")}
    assert sum(file.stat().st_size for file in folder.iterdir()) < 2_000_000
    assert {_width(file) for file in folder.glob("*.png")} == {1366}


def _width(file: Path) -> int:
    with Image.open(file) as picture:
        return picture.width


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROLES)
def test_the_guide_opens_for_everybody_signed_in(
    name: str, client: Client, request: pytest.FixtureRequest, settings
) -> None:
    settings.PORTAL_MFA = "demo"
    client.force_login(request.getfixturevalue(name))
    answer = client.get(reverse("look:guide"))
    assert answer.status_code == 200
    assert 'id="mot-ho-so-can-cuoc"' in answer.content.decode()

"""Both languages: how dates and numbers are written, and pages that are whole in English."""

import datetime as dt
import html
import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SupervisionArea
from kontum_portal.look import navigation
from kontum_portal.look.templatetags.portal import moment, num, pct

DAY, TIME = dt.date(2026, 1, 5), dt.datetime(2026, 1, 5, 0, 30, tzinfo=dt.UTC)
VIETNAMESE = re.compile(r"\w*[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]\w*")
# Words that stand for themselves in English sentences, and the name of the other language.
KEPT = {"căn", "cước", "Căn", "Cước", "Tiếng", "Việt", "Đề", "án", "Thôn"}


@pytest.mark.parametrize(
    ("language", "count", "share", "unknown", "day", "time"),
    [
        ("vi", "1.234.567", "92,9\u00a0%", "–", "05/01/2026", "07:30 05/01/2026"),
        ("en", "1,234,567", "92.9\u00a0%", "–", "05/01/2026", "07:30 05/01/2026"),
    ],
)
def test_numbers_and_dates(language: str, count: str, share: str, unknown: str, day: str, time: str) -> None:
    with translation.override(language):
        assert (num(1234567), pct(92.86), pct(None)) == (count, share, unknown)
        assert (moment(DAY), moment(TIME)) == (day, time)


@pytest.mark.parametrize(
    ("language", "template", "shown"),
    [
        ("vi", "{{ value }}", "1.234,5"),
        ("en", "{{ value }}", "1,234.5"),
        ("vi", "{{ day|date:'l' }}", "Thứ Hai"),
        ("en", "{{ day|date:'l' }}", "Monday"),
    ],
)
def test_templates_write_them_the_same_way(language: str, template: str, shown: str) -> None:
    with translation.override(language):
        assert Template(template).render(Context({"value": 1234.5, "day": DAY})) == shown


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [("vi", 1, "1 đơn vị"), ("vi", 21, "21 đơn vị"), ("en", 1, "1 unit"), ("en", 21, "21 units")],
)
def test_plurals(language: str, count: int, said: str) -> None:
    with translation.override(language):
        assert translation.ngettext("%(count)d unit", "%(count)d units", count) % {"count": count} == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "administrator", "auditor"]
)
def test_every_page_of_the_menu_is_whole_in_english(
    name: str, client: Client, request: pytest.FixtureRequest, settings
) -> None:
    settings.PORTAL_MFA = "demo"
    officer: Officer = request.getfixturevalue(name)
    Officer.objects.filter(pk=officer.pk).update(language="en")
    client.force_login(officer)
    places = set(re.findall(r"\w+", " ".join(map(str, [*AdminUnit.objects.all(), *SupervisionArea.objects.all()]))))
    samples = "look:gallery"  # invented people and papers, shown as they are
    for item in (each for each in navigation.items_for(officer) if each.url_name != samples):
        page = client.get(reverse(item.url_name), follow=True).content.decode()
        left = set(VIETNAMESE.findall(_words_of(page))) - KEPT - places
        assert left == set(), item.url_name


def _words_of(page: str) -> str:
    """What a reader or a screen reader meets, without what the page says in another language on purpose."""
    page = re.sub(r'<(\w+)[^>]*\blang="vi"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    said = re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', page)
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", page), *said]))

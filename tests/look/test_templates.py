"""Every template of the portal keeps the house rules: nothing inline, nothing over-long, no bare script."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""\s(style|on[a-z]+)\s*=\s*["']|<style\b|<script(?![^>]*\bsrc=)|javascript:|\bhx-on""", re.IGNORECASE
)


def _name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_has_nothing_inline(path: Path) -> None:
    assert INLINE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 120


def test_our_scripts_evaluate_nothing_and_write_no_html() -> None:
    for path in (settings.BASE_DIR / "static").glob("*.js"):
        source = path.read_text("utf-8")
        assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML", source), (
            path
        )


def test_the_stylesheet_and_scripts_ask_no_other_host() -> None:
    for path in (settings.BASE_DIR / "static").iterdir():
        source = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|url\(", source), path

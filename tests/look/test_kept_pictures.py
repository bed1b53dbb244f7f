"""The samples page as it was last approved: each section, light and dark, wide and narrow, against a kept picture.

`make kept-pictures` renews them; look at what changed (`git diff --stat tests/look/kept`) before you commit it.
Pictures are kept small and compared blurred, so that the hinting of letters on another machine does not count while a
lost colour, border, gap or column does. A failure leaves what was seen in `build/look/`.
"""

import io
import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Page

from tests.look.conftest import OpenGallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
KEPT = Path(__file__).resolve().parent / "kept"
SEEN = Path(__file__).resolve().parents[2] / "build" / "look"
RENEW = os.environ.get("PORTAL_KEEP_PICTURES") == "1"
FONT = "Noto Sans"  # of the stack in portal.css, the one a Debian machine with fonts-noto-core has
SECTIONS = ("words", "work", "figures", "people", "forms")
WIDTHS = {1280: 400, 360: 160}  # of the screen, and of the kept picture
HEIGHT_OFF = 0.03  # a picture may be so much higher or lower
TOLD_APART = 24  # of 255: a difference an eye notices after blurring
CHANGED = 0.012  # so much of a whole picture may differ,
BLOCK, CHANGED_HERE = 24, 0.5  # and so much of any one place of it


def small(picture: bytes, width: int) -> Image.Image:
    seen = Image.open(io.BytesIO(picture)).convert("RGB")
    return seen.resize((width, round(seen.height * width / seen.width)), Image.Resampling.BOX)


def difference(kept: Image.Image, seen: Image.Image) -> str:
    """What is noticeably different, in words; empty when the pictures are alike."""
    if abs(kept.height - seen.height) > HEIGHT_OFF * kept.height:
        return f"{seen.height} high instead of {kept.height}"
    blurred = [each.resize(kept.size).filter(ImageFilter.GaussianBlur(1.5)) for each in (kept, seen)]
    red, green, blue = ImageChops.difference(*blurred).split()
    apart = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda value: 255 * (value >= TOLD_APART))
    whole = _share(apart)
    places = [(x, y) for y in range(0, apart.height, BLOCK // 2) for x in range(0, apart.width, BLOCK // 2)]
    worst, at = max((_share(apart.crop((x, y, x + BLOCK, y + BLOCK))), (x, y)) for x, y in places)
    if whole <= CHANGED and worst <= CHANGED_HERE:
        return ""
    return f"{whole:.1%} of it differs, most of all around {at}"


def _share(apart: Image.Image) -> float:
    return apart.histogram()[255] / (apart.width * apart.height)


def at_rest(page: Page) -> Page:
    """The page with its font pinned, nothing floating above it, and nothing that tells the time of day."""
    page.evaluate(
        """font => {
          document.documentElement.style.setProperty('--font', `"${font}"`);
          document.querySelectorAll('.bar, .nav-narrow, .demo').forEach(part => part.remove());
          document.querySelectorAll('.job .row, .job-line').forEach(part => { part.style.visibility = 'hidden'; });
          document.activeElement.blur();
        }""",
        FONT,
    )
    page.evaluate("document.fonts.ready")
    return page


def test_the_font_of_the_kept_pictures_is_here() -> None:
    families = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    assert FONT in families, f"{FONT} is missing: apt-get install fonts-noto-core fonts-liberation"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_samples_look_as_they_were_approved(open_gallery: OpenGallery, width: int, scheme: str) -> None:
    page = at_rest(open_gallery(width, scheme))
    wrong = []
    for section in SECTIONS:
        seen = small(page.locator(f"#{section}").screenshot(animations="disabled"), WIDTHS[width])
        file = KEPT / f"{section}-{width}-{scheme}.png"
        if RENEW:
            KEPT.mkdir(exist_ok=True)
            seen.quantize(200, dither=Image.Dither.NONE).save(file, optimize=True)
            continue
        if apart := difference(Image.open(file).convert("RGB"), seen):
            SEEN.mkdir(parents=True, exist_ok=True)
            seen.save(SEEN / file.name)
            wrong.append(f"{file.name}: {apart}; see build/look/{file.name}")
    assert not wrong, "\n".join([*wrong, "If the change is meant: make kept-pictures"])


@pytest.mark.parametrize(
    ("section", "part", "style"),
    [
        ("words", ".btn.primary", {"background": "none", "color": "inherit"}),
        ("work", ".badge", {"background": "none", "color": "inherit"}),
        ("words", ".alert", {"padding": "0"}),
        ("figures", ".tiles", {"display": "block"}),
        ("figures", ".funnel .made", {"fill": "none"}),
    ],
)
def test_a_broken_style_is_noticed(open_gallery: OpenGallery, section: str, part: str, style: dict[str, str]) -> None:
    page = at_rest(open_gallery(1280, "light"))
    page.eval_on_selector_all(part, "(parts, style) => parts.forEach(each => Object.assign(each.style, style))", style)
    seen = small(page.locator(f"#{section}").screenshot(animations="disabled"), WIDTHS[1280])
    assert difference(Image.open(KEPT / f"{section}-1280-light.png").convert("RGB"), seen)


def test_the_kept_pictures_are_small() -> None:
    assert sum(file.stat().st_size for file in KEPT.glob("*.png")) < 1_500_000
    assert len(list(KEPT.glob("*.png"))) == len(SECTIONS) * len(WIDTHS) * 2

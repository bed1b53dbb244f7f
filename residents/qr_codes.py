"""QR codes of the portal's own codes, as SVG with classes only: the page's policy allows no inline style."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(code: str) -> SafeString:
    """Without a size of its own, so that the style sheet says how large it is and nothing is cut off."""
    made = segno.make(code, error="m", micro=False)
    drawing = made.svg_inline(border=2, svgclass="qr", lineclass=None, omitsize=True)
    return mark_safe(drawing)  # noqa: S308 - drawn by the library from the portal's own code

"""QR codes of the portal's own codes, as SVG with classes only: the page's policy allows no inline style."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(code: str) -> SafeString:
    drawing = segno.make(code, error="m", micro=False).svg_inline(scale=4, border=2, svgclass="qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308 - drawn by the library from the portal's own code

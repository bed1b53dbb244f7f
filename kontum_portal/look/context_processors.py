"""What the shell around every page needs."""

from django.conf import settings
from django.http import HttpRequest

from kontum_portal.look.keys import pressed_keys
from kontum_portal.look.views import DENSITIES, THEMES


def shell(request: HttpRequest) -> dict:
    """The demo banner, the version, and how this browser wants its pages."""
    theme, density = request.COOKIES.get("theme", ""), request.COOKIES.get("density", "")
    user = getattr(request, "user", None)
    changes, single = getattr(user, "key_changes", {}), getattr(user, "single_keys", True)
    return {
        "portal_keys": pressed_keys(changes, single_keys=single),
        "portal_demo": settings.PORTAL_DEMO,
        "portal_version": settings.PORTAL_VERSION,
        "theme": theme if theme in THEMES else "",
        "density": density if density in DENSITIES else "",
    }

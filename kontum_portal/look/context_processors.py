"""What the shell around every page needs."""

from django.conf import settings
from django.http import HttpRequest

from kontum_portal.look.display import DISPLAYS, read_display
from kontum_portal.look.keys import pressed_keys


def shell(request: HttpRequest) -> dict:
    """The demo banner, the version, the officer's own keys, and how the pages shall look."""
    user = getattr(request, "user", None)
    changes, single = getattr(user, "key_changes", {}), getattr(user, "single_keys", True)
    return {
        "portal_keys": pressed_keys(changes, single_keys=single),
        "portal_demo": settings.PORTAL_DEMO,
        "portal_version": settings.PORTAL_VERSION,
        **_display(request, user),
    }


def _display(request: HttpRequest, user) -> dict[str, str]:
    """What the officer chose holds on every machine; before sign-in the choice of this browser does."""
    if user is not None and user.is_authenticated:
        return {name: getattr(user, name) for name in DISPLAYS}
    return dict.fromkeys(DISPLAYS, "") | read_display(request.COOKIES)

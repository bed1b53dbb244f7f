"""When a verification is too old to be relied on: a setting of the unit (``PORTAL_VERIFIED_DAYS``, a year)."""

import datetime as dt

from django.conf import settings
from django.db.models import Q

from kontum_portal import clock


def oldest_fresh_day(today: dt.date | None = None) -> dt.date:
    """Verified on this day or later is fresh."""
    return (today or clock.today()) - dt.timedelta(days=settings.VERIFIED_DAYS)


def stale() -> Q:
    """Residents never verified, or too long ago."""
    return Q(last_verified_on__isnull=True) | Q(last_verified_on__lt=oldest_fresh_day())


def is_stale(last_verified_on: dt.date | None) -> bool:
    """Twin of ``stale``."""
    return last_verified_on is None or last_verified_on < oldest_fresh_day()

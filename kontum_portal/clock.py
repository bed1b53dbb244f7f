"""The one place that is asked what day it is."""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def today() -> dt.date:
    """Today in Kon Tum, or ``PORTAL_TODAY`` where a past day is being replayed."""
    return settings.PORTAL_TODAY or timezone.localdate()


def now() -> dt.datetime:
    """This moment, aware; on the replayed day when ``PORTAL_TODAY`` is set."""
    real = timezone.localtime()
    if settings.PORTAL_TODAY is None:
        return real
    return real.replace(
        year=settings.PORTAL_TODAY.year,
        month=settings.PORTAL_TODAY.month,
        day=settings.PORTAL_TODAY.day,
    )

"""The overrides as ``rules`` take them."""

import datetime as dt
from collections.abc import Mapping

from kontum_portal.working_days.models import CalendarOverride


def calendar_overrides() -> Mapping[dt.date, bool]:
    """Days that are worked, or not, against the national calendar."""
    return dict(CalendarOverride.objects.values_list("day", "is_working"))

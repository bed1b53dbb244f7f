"""The legal deadline of a card: 7 working days after a full dossier (Luật Căn cước 26/2023/QH15 Đ.26)."""

import datetime as dt

from kontum_portal.working_days.rules import Overrides, add_working_days

DEADLINE_WORKING_DAYS = 7


def due_date(slip_issued_on: dt.date, overrides: Overrides, paused_days: int = 0) -> dt.date:
    """The day by which the card must be ready, the working days of a stopped clock added."""
    return add_working_days(slip_issued_on, DEADLINE_WORKING_DAYS + paused_days, overrides)

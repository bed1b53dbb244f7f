"""The printed list of a lane, and the slips that people keep."""

from id_cards.notices import queries
from id_cards.presenting import birth_text
from kontum_portal import clock
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.models import Officer
from residents.errors import TooManyToPrintError
from residents.queries import LINES, unit_of_paper


def notices_to_print(officer: Officer, lane: queries.Lane, wanted: queries.Wanted) -> dict:
    """(notice, birth date), the longest waiting first; a list that nobody can read is refused."""
    notices, after = queries.page_of(officer, lane, wanted, size=LINES)
    if after:
        raise TooManyToPrintError(limit=LINES)
    unit = unit_of_paper(officer)
    return {
        "lane": lane,
        "group": wanted.group,
        "rows": [(notice, birth_text(notice.resident)) for notice in notices],
        "unit": unit,
        "shows_unit": unit is None,
        "purpose": Purpose.SERVICE.label,
        "printed_at": clock.now(),
        "day": clock.today(),
    }

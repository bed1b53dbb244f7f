"""The printed list of a lane."""

from id_cards.e_identity import queries
from id_cards.presenting import birth_text
from kontum_portal import clock
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.models import Officer
from residents.errors import TooManyToPrintError
from residents.queries import LINES, unit_of_paper


def list_of(officer: Officer, lane: queries.Lane, sub_unit_id: int | None) -> dict:
    """(account, birth date) of a lane, the longest waiting first; a list that nobody can read is refused."""
    page = queries.page_of(officer, lane, sub_unit_id=sub_unit_id, size=LINES)
    if page.after:
        raise TooManyToPrintError(limit=LINES)
    unit = unit_of_paper(officer)
    return {
        "lane": lane,
        "rows": [(account, birth_text(account.resident)) for account in page.rows],
        "unit": unit,
        "shows_unit": unit is None,
        "purpose": Purpose.EID.label,
        "printed_at": clock.now(),
        "day": clock.today(),
    }

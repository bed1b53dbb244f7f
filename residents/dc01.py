"""Form DC01 (phiếu thu thập thông tin dân cư) as the portal prints it: the lines in order, blank or filled.

Lines of the form that the portal does not keep (blood group, ethnicity, religion, parents …) stay blank for the
citizen to write. The order follows the form of TT 17/2024/TT-BCA; the unit checks it against its own sheet.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from residents.masking import national_phone, partial_date
from residents.models import Resident

Line = tuple[Any, str]
MOST_BLANK = 50  # blank forms printed at once


def dc01_lines(resident: Resident | None) -> list[Line]:
    """(what is asked, what is known); of nobody everything is blank."""
    return [
        (_("Full name at birth (in capitals)"), (resident.full_name or "").upper() if resident else ""),
        (_("Day, month, year of birth"), _born(resident)),
        (_("Sex"), str(resident.get_sex_display() or "") if resident else ""),
        (_("Blood group"), ""),
        (_("Marital status"), ""),
        (_("Birth registration place"), _known(resident, "birth_registration_place")),
        (_("Native place"), _known(resident, "native_place")),
        (_("Ethnicity, religion, nationality"), ""),
        (_("Personal number"), _known(resident, "personal_id")),
        (_("Old identity number"), _known(resident, "old_id")),
        (_("Permanent address"), _known(resident, "permanent_address")),
        (_("Current address"), _known(resident, "current_address")),
        (_("Telephone"), national_phone(resident.phone) if resident else ""),
        (_("Father: full name, number, nationality"), ""),
        (_("Mother: full name, number, nationality"), ""),
        (_("Wife or husband: full name, number, nationality"), ""),
        (_("Legal representative: full name, number"), ""),
        (_("Head of household: full name, number"), _head(resident)),
        (_("Relation to head of household"), str(resident.get_relation_to_head_display() or "") if resident else ""),
    ]


def _known(resident: Resident | None, fact: str) -> str:
    return getattr(resident, fact) or "" if resident else ""


def _born(resident: Resident | None) -> str:
    return partial_date(resident.birth_year, resident.birth_month, resident.birth_day) if resident else ""


def _head(resident: Resident | None) -> str:
    head = resident.household.head if resident and resident.household else None
    return " – ".join(part for part in (head.full_name, head.personal_id) if part) if head else ""

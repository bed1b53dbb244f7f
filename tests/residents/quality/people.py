"""Facts of invented people for the rules' tables, as of 30 September 2024."""

import datetime as dt
from typing import Any

DAY = dt.date(2024, 9, 30)

COMPLETE: dict[str, Any] = {
    "full_name": "Nguyễn Văn An",
    "birth_year": 1990,
    "birth_month": 1,
    "birth_day": 15,
    "sex": "M",
    "personal_id": "062090600123",
    "relation_to_head": "head",
    "residence_kind": "permanent",
    "presence": "present",
    "phone": "+84905111222",
    "card_claim": "issued",
    "card_issued_on": dt.date(2021, 6, 22),
    "sub_unit_id": 1,
}


def facts(**changed: Any) -> dict[str, Any]:
    """A person with whom no rule finds fault, but for ``changed``."""
    return COMPLETE | changed

"""What a staged row (``s``) and the resident it matches (``r``) say of the same fact, as SQL expressions.

The policy for now: an empty fact of the register is filled; what contradicts it is a reason and stays.
"""

# Reason → when the two contradict each other. NULL on either side is no contradiction.
_CONTRADICTIONS = {
    # The keys take a dot for a space: "A.Thút" is another spelling of "A Thút".
    "differs_name": "s.accent_key <> r.accent_key OR (strpos(s.full_name, '.') > 0) <> (strpos(r.full_name, '.') > 0)",
    "differs_birth_date": (
        "s.birth_year <> r.birth_year OR (s.birth_year = r.birth_year AND (s.birth_month <> r.birth_month"
        " OR (s.birth_month = r.birth_month AND s.birth_day <> r.birth_day)))"
    ),
    "differs_sex": "s.sex <> r.sex",
    "differs_personal_id": "s.personal_id <> r.personal_id",
    "differs_old_id": "s.old_id <> r.old_id",
    "differs_phone": "s.phone <> r.phone",
    "differs_unit": "s.unit_id <> r.unit_id",
    "differs_residence": (
        "s.residence_kind <> r.residence_kind OR (s.residence_kind = 'permanent' AND s.presence IS NULL"
        " AND r.presence IN ('working_away', 'whereabouts_unknown', 'left_area', 'detained'))"
    ),
    "differs_card": (
        "s.card_claim <> r.card_claim OR s.card_issued_on <> r.card_issued_on"
        " OR ({with_cards} AND s.card_claim IS NULL AND r.card_claim = 'issued')"
    ),
    "temporary_residence_expired": (
        "r.residence_kind = 'temporary' AND s.residence_kind = 'temporary' AND s.residence_until IS NULL"
        " AND r.residence_until < '{today}'::date"
    ),
    "person_deceased": "r.deceased_on IS NOT NULL AND s.deceased_on IS NULL AND NOT 'listed_but_deceased' = ANY (s.reasons)",
}

FILLED = (
    "sex", "personal_id", "old_id", "relation_to_head", "residence_kind", "residence_until", "presence", "deceased_on",
    "phone", "permanent_address", "current_address", "native_place", "birth_registration_place", "language",
    "card_claim", "card_issued_on",
)  # fmt: skip
"""Facts that are filled where the register has none; the birth date is filled by precision."""

_BIRTH_FILLS = (
    "(r.birth_year IS NULL AND s.birth_year IS NOT NULL) OR (r.birth_year = s.birth_year AND r.birth_month IS NULL"
    " AND s.birth_month IS NOT NULL) OR (r.birth_year = s.birth_year AND r.birth_month = s.birth_month"
    " AND r.birth_day IS NULL AND s.birth_day IS NOT NULL)"
)
_PLACE_FILLS = (
    "(r.unit_id = s.unit_id AND r.sub_unit_id IS NULL AND s.sub_unit_name IS NOT NULL)"
    " OR (r.unit_id = s.unit_id AND r.household_id IS NULL AND s.household_key IS NOT NULL)"
)
SECOND_HEAD = "(COALESCE(r.relation_to_head, s.relation_to_head) = 'head' AND r.id IS DISTINCT FROM h.head_id) IS TRUE"
"""A head for whom a household that has one already is no place; who is head there, a person decides."""
_PLACE_FILLED = (
    "(r.unit_id = c.unit_id AND r.sub_unit_id IS NULL AND c.sub_unit_id IS NOT NULL)"
    f" OR (r.unit_id = c.unit_id AND r.household_id IS NULL AND h.id IS NOT NULL AND NOT {SECOND_HEAD})"
)
_COMPARED = ("full_name", "sex", "personal_id", "old_id", "phone", "residence_kind", "card_claim", "card_issued_on")

# Formatted once more with ``today`` and ``with_cards``.
CONTRADICTIONS = (
    "array_remove(ARRAY["
    + ", ".join(f"CASE WHEN {condition} THEN '{code}' END" for code, condition in _CONTRADICTIONS.items())
    + "]::text[], NULL)"
)
# Somebody who lives in a household is not made its head by a list.
_MADE_HEAD = "(s.relation_to_head = 'head' AND r.household_id IS NOT NULL)"
_FACT_FILLS = " OR ".join(
    [
        *(f"(r.{name} IS NULL AND s.{name} IS NOT NULL)" for name in FILLED if name != "relation_to_head"),
        f"(r.relation_to_head IS NULL AND s.relation_to_head IS NOT NULL AND NOT {_MADE_HEAD})",
        _BIRTH_FILLS,
    ]
)
FILLS = f"({_FACT_FILLS} OR {_PLACE_FILLS})"
"""Whether a staged row has something that the register lacks."""
FILLS_NOW = f"({_FACT_FILLS} OR {_PLACE_FILLED})"
"""The same at the merge, when sub-unit and household are known (``c`` the chunk's row, ``h`` its household)."""


def _birth(row: str) -> str:
    return (
        f"concat_ws('-', {row}.birth_year, lpad({row}.birth_month::text, 2, '0'), lpad({row}.birth_day::text, 2, '0'))"
    )


def _pair(name: str) -> str:
    return f"'{name}', CASE WHEN s.{name} IS NOT NULL AND s.{name} IS DISTINCT FROM r.{name} THEN jsonb_build_array(r.{name}, s.{name}) END"


DIFFERENCES = (
    "jsonb_strip_nulls(jsonb_build_object("
    + ", ".join(_pair(name) for name in dict.fromkeys(_COMPARED + FILLED))
    + f", 'birth_date', CASE WHEN s.birth_year IS NOT NULL AND {_birth('s')} <> {_birth('r')} THEN jsonb_build_array({_birth('r')}, {_birth('s')}) END"
    + ", 'unit_id', CASE WHEN s.unit_id <> r.unit_id THEN jsonb_build_array(r.unit_id, s.unit_id) END))"
)
"""{fact: [the register's, the list's]} for every fact that the list gives and the register has otherwise or not."""

_FILL_BIRTH = {
    "birth_year": "COALESCE(r.birth_year, s.birth_year)",
    "birth_month": "CASE WHEN r.birth_year IS NULL OR r.birth_year = s.birth_year THEN COALESCE(r.birth_month, s.birth_month) ELSE r.birth_month END",
    "birth_day": (
        "CASE WHEN r.birth_year IS NULL OR (r.birth_year = s.birth_year AND (r.birth_month IS NULL OR r.birth_month = s.birth_month))"
        " THEN COALESCE(r.birth_day, s.birth_day) ELSE r.birth_day END"
    ),
}
FILLING = ", ".join(
    [f"{name} = COALESCE(r.{name}, s.{name})" for name in FILLED if name != "relation_to_head"]
    + [f"relation_to_head = COALESCE(r.relation_to_head, CASE WHEN NOT {_MADE_HEAD} THEN s.relation_to_head END)"]
    + [f"{name} = {expression}" for name, expression in _FILL_BIRTH.items()]
)
"""The assignments of the merge's UPDATE."""

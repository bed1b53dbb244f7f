"""What a staged row (``s``) and the resident it matches (``r``) say of the same fact, as SQL expressions.

An empty fact of the register is filled, unless a policy says otherwise (``policies.py``); what contradicts the
register is a reason whatever the policy is.
"""

from collections.abc import Mapping

from residents.choices import Policy
from residents.imports.policies import FACTS_OF, as_of

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

CONTRADICTION_CODES = tuple(_CONTRADICTIONS)

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
_NEWER = "(r.{lead} IS NULL OR r.last_verified_on IS NULL OR r.last_verified_on < '{as_of}'::date)"


def fills(policies: Mapping[str, str], *, first: str, places: str = _PLACE_FILLS) -> str:
    """Whether a staged row has something to write; ``first``: SQL that is true of the first row of a person in the file.

    Of two rows about one person only the first replaces, so that the same file again changes nothing.
    """
    kept = {name for fact, policy in policies.items() if policy == Policy.KEEP for name in FACTS_OF.get(fact, ())}
    wins = _wins(policies, first)
    parts = [wins.get(name, f"r.{name} IS NULL AND s.{name} IS NOT NULL") for name in FILLED if name not in kept]
    if "relation_to_head" not in kept:
        parts[parts.index("r.relation_to_head IS NULL AND s.relation_to_head IS NOT NULL")] += f" AND NOT {_MADE_HEAD}"
    parts += [] if "birth_date" in kept else [_BIRTH_FILLS]
    return "(" + " OR ".join(f"({part})" for part in [*parts, places]) + ")"


def fills_now(policies: Mapping[str, str], *, first: str) -> str:
    """The same at the merge, when sub-unit and household are known (``c`` the chunk's row, ``h`` its household)."""
    return fills(policies, first=first, places=_PLACE_FILLED)


def _wins(policies: Mapping[str, str], first: str) -> dict[str, str]:
    """{column: when the list's value is taken though the register may have one}; columns of one fact go together."""
    wins = {}
    for fact, policy in policies.items():
        if policy in (Policy.REPLACE, Policy.NEWEST):
            names = FACTS_OF[fact]
            lists, registers = (", ".join(f"{row}.{name}" for name in names) for row in "sr")
            win = f"{first} AND s.{names[0]} IS NOT NULL AND ({lists}) IS DISTINCT FROM ({registers})"
            if policy == Policy.NEWEST:
                win += " AND " + _NEWER.format(lead=names[0], as_of=as_of(policies))
            wins |= dict.fromkeys(names, win)
    return wins


def birth_text_sql(row: str) -> str:
    return (
        f"concat_ws('-', {row}.birth_year, lpad({row}.birth_month::text, 2, '0'), lpad({row}.birth_day::text, 2, '0'))"
    )


def _pair(name: str) -> str:
    return f"'{name}', CASE WHEN s.{name} IS NOT NULL AND s.{name} IS DISTINCT FROM r.{name} THEN jsonb_build_array(r.{name}, s.{name}) END"


DIFFERENCES = (
    "jsonb_strip_nulls(jsonb_build_object("
    + ", ".join(_pair(name) for name in dict.fromkeys(_COMPARED + FILLED))
    + f", 'birth_date', CASE WHEN s.birth_year IS NOT NULL AND {birth_text_sql('s')} <> {birth_text_sql('r')} THEN jsonb_build_array({birth_text_sql('r')}, {birth_text_sql('s')}) END"
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


def filling(policies: Mapping[str, str], *, first: str) -> str:
    """The assignments of the merge's UPDATE."""
    kept = {name for fact, policy in policies.items() if policy == Policy.KEEP for name in FACTS_OF.get(fact, ())}
    wins = _wins(policies, first)
    simple = [name for name in FILLED if name != "relation_to_head" and name not in kept]
    assigned = {name: f"COALESCE(r.{name}, s.{name})" for name in simple}
    assigned |= {
        name: f"CASE WHEN {win} THEN s.{name} ELSE COALESCE(r.{name}, s.{name}) END" for name, win in wins.items()
    }
    if "relation_to_head" not in kept:
        made = f"CASE WHEN NOT {_MADE_HEAD} THEN s.relation_to_head END"
        assigned["relation_to_head"] = f"COALESCE(r.relation_to_head, {made})"
    assigned |= {} if "birth_date" in kept else _FILL_BIRTH
    return ", ".join(f"{name} = {expression}" for name, expression in assigned.items()) or "version = r.version"

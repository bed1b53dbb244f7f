"""Who in the register a doubtful row may be: some facts of each, beside the row, for a person to compare.

An administrator sees no register; these are the matched fields of the rows they opened, and go with them.
"""

from typing import Any

from residents.imports.comparing import birth_text_sql

MOST = 5
FACTS = (
    "full_name", "sex", "personal_id", "old_id", "phone", "relation_to_head", "permanent_address", "unit_id",
    "deceased_on", "last_verified_on",
)  # fmt: skip

_FACTS_OF_ONE = ", ".join(
    ["'id', r.id", f"'birth_date', {birth_text_sql('r')}", *(f"'{name}', r.{name}" for name in FACTS)]
)
_ADD = f"""
UPDATE residents_stagedrow s
SET differences = s.differences || jsonb_strip_nulls(jsonb_build_object('candidates', found.people, 'likeness', found.likeness))
FROM (
    SELECT m.id, min(m.likeness) AS likeness, jsonb_agg(jsonb_strip_nulls(jsonb_build_object({_FACTS_OF_ONE})) ORDER BY r.id) AS people
    FROM import_matches m
    CROSS JOIN LATERAL unnest(m.candidates[1:{MOST}]) AS candidate (id)
    JOIN residents_resident r ON r.id = candidate.id
    GROUP BY m.id
) AS found
WHERE s.id = found.id AND s.outcome = 'doubtful'
"""


def add_candidates(cursor: Any) -> None:
    """``differences`` of every doubtful row in ``import_matches``: the first few ``candidates``, the ``likeness`` of the best (0 … 1)."""
    cursor.execute(_ADD)

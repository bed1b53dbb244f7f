"""Who of the register a row without a known number may be: candidates in sets, judged pair by pair.

A candidate shares a name and nearly a year, a day of birth, a telephone, an old number or the end of the personal
number with the row. The best one is only ever shown to a person.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from residents.imports.candidates import MOST
from residents.matching.pairs import Facts, evidence, probability

LIKELY = 10.0
"""Bits from which a candidate is worth a person's look."""
TIE = 1.0
"""Candidates so close to the best one are as good as it."""
_AT_ONCE = 2_000
_COMMON_WORDS = "nguyen,tran,le,pham,hoang,vo,bui,dang,do,ho,van,thi,duc,ngoc,a,y,i,h"

_ROWS = f"""
CREATE TEMP TABLE import_rest ON COMMIT DROP AS
SELECT id, unit_id, name_key, birth_year, birth_month, birth_day, personal_id, old_id, phone,
    ARRAY(SELECT unnest(string_to_array(name_key, ' ')) EXCEPT SELECT unnest(string_to_array('{_COMMON_WORDS}', ','))) AS words
FROM residents_stagedrow s
WHERE batch_id = %(batch)s AND s.{{people}} AND name_key IS NOT NULL
    AND NOT EXISTS (SELECT FROM import_matches m WHERE m.id = s.id)
"""
_SHARE_A_WORD = "s.words && string_to_array(r.name_key, ' ')"

# Each part joins on whole columns, so that a long list is hashed and a short one uses the indexes.
_CANDIDATES = f"""
CREATE TEMP TABLE import_candidates ON COMMIT DROP AS
SELECT s.id, r.id AS resident_id FROM import_rest s CROSS JOIN generate_series(-3, 3) AS years
JOIN residents_resident r ON r.name_key = s.name_key AND r.birth_year = s.birth_year + years
UNION
SELECT s.id, r.id FROM import_rest s
JOIN residents_resident r ON r.name_key = s.name_key AND r.unit_id = s.unit_id
WHERE s.birth_year IS NULL OR r.birth_year IS NULL
UNION
SELECT s.id, r.id FROM import_rest s
CROSS JOIN LATERAL (SELECT string_to_array(s.name_key, ' ') AS word) AS named
CROSS JOIN LATERAL generate_series(1, cardinality(word) - 1) AS turn
JOIN residents_resident r ON r.birth_year = s.birth_year
    AND r.name_key = array_to_string(word[turn + 1:] || word[:turn], ' ')
UNION
SELECT s.id, r.id FROM import_rest s
JOIN residents_resident r ON r.birth_year = s.birth_year AND r.birth_month = s.birth_month AND r.birth_day = s.birth_day
WHERE r.unit_id = s.unit_id OR {_SHARE_A_WORD}
UNION
SELECT s.id, r.id FROM import_rest s
JOIN residents_resident r ON r.birth_year = s.birth_year AND r.birth_month = s.birth_day AND r.birth_day = s.birth_month
WHERE {_SHARE_A_WORD}
UNION
SELECT s.id, r.id FROM import_rest s
JOIN residents_resident r ON r.unit_id = s.unit_id AND r.birth_month = s.birth_month AND r.birth_day = s.birth_day
WHERE abs(r.birth_year - s.birth_year) BETWEEN 1 AND 3 AND {_SHARE_A_WORD}
UNION
SELECT s.id, r.id FROM import_rest s
JOIN residents_resident r ON r.unit_id = s.unit_id AND r.birth_year = s.birth_year
WHERE (s.birth_day IS NULL OR r.birth_day IS NULL OR (s.birth_day = 1 AND s.birth_month = 1)) AND {_SHARE_A_WORD}
UNION
SELECT s.id, r.id FROM import_rest s JOIN residents_resident r ON r.phone = s.phone
UNION
SELECT s.id, r.id FROM import_rest s JOIN residents_resident r ON r.old_id = s.old_id
UNION
SELECT s.id, r.id FROM import_rest s JOIN residents_resident r ON substr(r.personal_id, 7) = substr(s.personal_id, 7)
WHERE r.personal_id <> s.personal_id
"""

_PAIRS = """
SELECT c.id, c.resident_id,
    s.accent_key, s.birth_year, s.birth_month, s.birth_day, s.sex, s.personal_id, s.old_id, s.phone, s.unit_id, s.sub_unit_name, s.name_key,
    r.accent_key, r.birth_year, r.birth_month, r.birth_day, r.sex, r.personal_id, r.old_id, r.phone, r.unit_id, su.name, r.name_key
FROM import_candidates c
JOIN residents_stagedrow s ON s.id = c.id
JOIN residents_resident r ON r.id = c.resident_id
LEFT JOIN areas_subunit su ON su.id = r.sub_unit_id
WHERE s.personal_id IS NULL OR r.personal_id IS NULL OR s.personal_id = r.personal_id
    OR (SELECT count(*) FROM generate_series(1, 12) place
        WHERE substr(s.personal_id, place, 1) <> substr(r.personal_id, place, 1)) <= 2
ORDER BY c.id
"""


_ADD = """
INSERT INTO import_matches (id, resident_id, strength, holders, candidates, likeness)
SELECT id, resident_id, 4, holders, candidates, likeness
FROM jsonb_to_recordset(%s::jsonb) AS found (id bigint, resident_id bigint, holders int, candidates bigint[], likeness real)
"""


def add_probable_matches(batch_id: int, people: str) -> None:
    """Rows that ``import_matches`` lacks join it with strength 4, their best candidate, and how many are as good."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE import_matches ADD COLUMN likeness real")
        cursor.execute("SELECT EXISTS (SELECT FROM residents_resident)")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(_ROWS.format(people=people), {"batch": batch_id})
        cursor.execute("ANALYZE import_rest")
        cursor.execute(_CANDIDATES)
        cursor.execute("ANALYZE import_candidates")
    found = list(_best_candidates())
    with connection.cursor() as cursor:
        for start in range(0, len(found), _AT_ONCE):
            cursor.execute(_ADD, [json.dumps(found[start : start + _AT_ONCE])])
        cursor.execute("DROP TABLE import_rest, import_candidates")


def _best_candidates() -> Iterator[dict[str, Any]]:
    """For every row whose best candidate is likely: the resident, how likely, and who else is as good."""
    for row_id, pairs in groupby(_pairs(), key=itemgetter(0)):
        judged = [(evidence(_facts(pair[2:13]), _facts(pair[13:])), pair[1]) for pair in pairs]
        likely = sorted((one for one in judged if one[0] >= LIKELY), key=lambda one: (-one[0], one[1]))
        if likely:
            best, resident_id = likely[0]
            holders = sum(1 for bits, _pk in likely if bits >= best - TIE)
            yield {
                "id": row_id, "resident_id": resident_id, "holders": holders, "likeness": probability(best),
                "candidates": [pk for _bits, pk in likely[:MOST]],
            }  # fmt: skip


def _pairs() -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_PAIRS)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _facts(columns: tuple[Any, ...]) -> Facts:
    accent_key, year, month, day, sex, personal_id, old_id, phone, unit_id, sub_unit, name_key = columns
    return Facts(
        accent_key or "", (year, month, day), sex, personal_id, old_id, phone, unit_id, sub_unit, name_key or ""
    )

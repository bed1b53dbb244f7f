"""The statements of the check: judge a set of people, open and close what differs, note when to look again."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from residents.extension_points import SetRule
from residents.quality.evaluate import COLUMNS, TABLE, codes_sql
from residents.quality.next_checks import next_check_sql
from residents.quality.rules import ROW_RULES

ROW_CODES = [rule.code for rule in ROW_RULES]
CATALOGUE = [ROW_CODES, [rule.dimension.value for rule in ROW_RULES], [rule.severity.value for rule in ROW_RULES]]
FACTS = ", ".join(f"person.{column}" for column in COLUMNS)
QUEUED = (
    f"SELECT person.id, person.unit_id, queue.stamp, queue.due_on, queue.codes AS known_codes, {FACTS}"
    " FROM residents_check queue JOIN residents_resident person ON person.id = queue.resident_id"
)
UNQUEUED = (
    f"SELECT person.id, person.unit_id, NULL AS stamp, NULL::date AS due_on, NULL::text[] AS known_codes, {FACTS}"
    " FROM residents_resident person"
)

_JUDGE = """
WITH judged AS MATERIALIZED (
    SELECT id, unit_id, stamp, due_on, known_codes, COALESCE({next_check}, 'infinity') AS next_on, {codes} AS codes
    FROM ({due}) AS {table}
),
compared AS MATERIALIZED (
    SELECT judged.id, judged.unit_id, judged.codes, COALESCE(known.rules, '{{}}') AS rules, known.elsewhere FROM judged
    LEFT JOIN LATERAL (
        SELECT array_agg(finding.rule::text) FILTER (WHERE finding.rule = ANY (%s::text[])) AS rules,
            bool_or(finding.unit_id <> judged.unit_id) AS elsewhere
        FROM residents_finding finding WHERE finding.resident_id = judged.id AND finding.closed_at IS NULL
    ) AS known ON true
    WHERE judged.codes IS DISTINCT FROM judged.known_codes
),
opened AS (
    INSERT INTO residents_finding (resident_id, unit_id, rule, dimension, severity, sort_key)
    SELECT compared.id, compared.unit_id, rule.code, rule.dimension, rule.severity,
        (SELECT sort_key FROM residents_resident WHERE id = compared.id)
    FROM compared CROSS JOIN unnest(compared.codes) AS broken (code)
    JOIN unnest(%s::text[], %s::text[], %s::text[]) AS rule (code, dimension, severity) USING (code)
    WHERE NOT broken.code = ANY (compared.rules)
    ON CONFLICT (resident_id, rule) WHERE closed_at IS NULL DO NOTHING
    RETURNING 1
),
settled AS (
    UPDATE residents_finding known
    SET unit_id = compared.unit_id,
        closed_at = CASE WHEN known.rule = ANY (compared.rules) AND NOT known.rule = ANY (compared.codes) THEN now() END
    FROM compared
    WHERE known.resident_id = compared.id AND known.closed_at IS NULL
      AND (compared.elsewhere OR (known.rule = ANY (compared.rules) AND NOT known.rule = ANY (compared.codes)))
    RETURNING closed_at
),
{marked}
SELECT (SELECT COALESCE(array_agg(id), '{{}}') FROM judged), (SELECT count(*) FROM opened),
    (SELECT count(closed_at) FROM settled)
"""

# Who changed while being judged was judged by what is no longer so, and stays due. A number that was changed after the
# rules about numbers had been asked stays marked.
_MARKED = """
marked AS (
    UPDATE residents_check later SET due_on = judged.next_on, codes = judged.codes,
        renumbered = later.renumbered AND later.stamp >= '{asked_before}'::xid8 FROM judged
    WHERE later.resident_id = judged.id AND later.stamp = judged.stamp
      AND later.resident_id = ANY (ARRAY(
        SELECT id FROM judged WHERE due_on <> next_on OR codes IS DISTINCT FROM known_codes))
)
"""

_SETTLE_SET_RULE = """
WITH broken AS MATERIALIZED (SELECT DISTINCT found.* FROM ({sql}) AS found (resident_id, unit_id) WHERE {unit}),
opened AS (
    INSERT INTO residents_finding (resident_id, unit_id, rule, dimension, severity, sort_key)
    SELECT resident_id, unit_id, %s, %s, %s, (SELECT sort_key FROM residents_resident WHERE id = broken.resident_id)
    FROM broken
    -- NOT IN is hashed; NOT EXISTS, with a guess of one row, compared every finding with every other.
    WHERE resident_id NOT IN (SELECT known.resident_id FROM residents_finding known
        WHERE known.rule = %s AND known.closed_at IS NULL)
    ON CONFLICT (resident_id, rule) WHERE closed_at IS NULL DO NOTHING
    RETURNING 1
),
closed AS (
    UPDATE residents_finding known SET closed_at = now()
    WHERE known.rule = %s AND known.closed_at IS NULL AND {known_unit}
      AND known.resident_id NOT IN (SELECT resident_id FROM broken)
    RETURNING 1
)
SELECT (SELECT count(*) FROM opened), (SELECT count(*) FROM closed)
"""

# Reads only, so that the server may share the work among its processes.
_COMPARE = """
SELECT count(*), COALESCE(array_agg(id) FILTER (WHERE codes IS DISTINCT FROM known_codes OR next_on <> due_on), '{{}}')
FROM (
    SELECT id, due_on, known_codes, COALESCE({next_check}, 'infinity') AS next_on, {codes} AS codes
    FROM ({queued}) AS {table}
) AS judged
"""

# Of more changed people than this a set rule is asked of everybody.
FEW = 50_000

Params = list[Any]


@dataclass(frozen=True)
class Settled:
    """Ids of the people judged, and how many findings one statement opened and closed."""

    judged: list[int]
    opened: int = 0
    closed: int = 0


def judge(people: str, params: Params, today: dt.date, *, asked_before: str = "") -> Settled:
    """Open and close findings of the ``people`` (a SELECT of the shape of ``QUEUED``).

    ``asked_before`` is what ``renumbered_people`` gave, for people of the queue; empty for others, who stay in it.
    """
    codes, codes_params = codes_sql(ROW_RULES, today)
    sql = _JUDGE.format(
        due=people,
        codes=codes,
        table=TABLE,
        next_check=next_check_sql(TABLE, today),
        marked=_MARKED.format(asked_before=int(asked_before)) if asked_before else "nothing AS (SELECT 1)",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*codes_params, *params, ROW_CODES, *CATALOGUE])
        return Settled(*cursor.fetchone())


def compare_all(unit_id: int | None, today: dt.date) -> tuple[int, list[int]]:
    """How many people there are, and the ids of those of whom the rules now say something else than at the last check."""
    codes, codes_params = codes_sql(ROW_RULES, today)
    unit, params = of_unit("WHERE", unit_id)
    sql = _COMPARE.format(queued=f"{QUEUED} {unit}", codes=codes, table=TABLE, next_check=next_check_sql(TABLE, today))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*codes_params, *params])
        return cursor.fetchone()


def renumbered_people() -> tuple[str, list[int]]:
    """The first transaction that may be unseen yet, and whose number is new, changed or shared with one that was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text, ARRAY(SELECT resident_id FROM residents_check"
            " WHERE due_on = '-infinity' AND renumbered LIMIT %s)",
            [FEW + 1],
        )
        return cursor.fetchone()


def settle_set_rule(rule: SetRule, unit_id: int | None, changed: list[int] | None) -> Settled:
    """Open and close the findings of a rule that needs other rows; ``changed`` None asks it of everybody.

    A rule about numbers opens them in whatever unit the other holder lives, and closes those of the asked people only.
    """
    narrowed = bool(rule.narrowed_sql) and changed is not None and len(changed) <= FEW
    of_asked = narrowed and rule.about_numbers
    unit, known_unit, its_params = _limits(unit_id)
    if of_asked:
        unit, known_unit, its_params = "true", "known.resident_id = ANY (%s::bigint[])", []
    found = rule.narrowed_sql if narrowed else rule.sql.replace("%", "%%")
    sql = _SETTLE_SET_RULE.format(sql=found, unit=unit, known_unit=known_unit)
    asked: Params = [changed] if narrowed else []
    catalogue: Params = [rule.code, str(rule.dimension), str(rule.severity), rule.code, rule.code]
    last: Params = [changed] if of_asked else its_params
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked, *its_params, *catalogue, *last])
        return Settled([], *cursor.fetchone())


def _limits(unit_id: int | None) -> tuple[str, str, Params]:
    return ("true", "true", []) if unit_id is None else ("unit_id = %s", "known.unit_id = %s", [unit_id])


def of_unit(word: str, unit_id: int | None) -> tuple[str, Params]:
    return ("", []) if unit_id is None else (f"{word} person.unit_id = %s", [unit_id])

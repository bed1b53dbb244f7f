"""Asking the rules: one compilation, three places to ask it of.

Every rule is ``CASE WHEN condition THEN code END``, so that NULL is no finding, over a row source that is
named like the register's table: typed values of a form, the staged rows of a batch, or the register itself.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Case, CharField, Value, When

from kontum_portal import clock
from residents.models import PersonFacts, Resident, StagedRow
from residents.quality.catalogue import QualityRule, RuleFailure
from residents.quality.rules import ROW_RULES, RULES

TABLE = connection.ops.quote_name(Resident._meta.db_table)
FACTS = tuple(str(field.column) for field in PersonFacts._meta.get_fields() if isinstance(field, models.Field))
# What the register knows besides: rules may ask for it, staged rows leave it unsaid.
REGISTER_FACTS = ("sub_unit_id", "card_state", "last_verified_on")
COLUMNS = FACTS + REGISTER_FACTS
STAGED_RULES = tuple(rule for rule in ROW_RULES if not rule.register_only)

Sql = tuple[str, tuple[Any, ...]]
NO_FAILURES: Sql = "SELECT NULL::bigint AS staged_row_id, '{}'::text[] AS codes WHERE false", ()
"""The answer of ``staged_failures_sql`` where the rules have been asked already."""


def evaluate(facts: Mapping[str, Any] | PersonFacts, today: dt.date | None = None) -> list[RuleFailure]:
    """All broken rules of one person, by one SELECT over typed values; no table is read."""
    values = _values(facts)
    source = ", ".join(f"%s::{_cast_type(column)} AS {column}" for column in COLUMNS)
    codes, params = codes_sql(ROW_RULES, today or clock.today())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {codes} FROM (SELECT {source}) AS {TABLE}", [*params, *values])
        return [_failure(RULES[code]) for code in cursor.fetchone()[0]]


def staged_failures_sql(batch_id: int, today: dt.date | None = None, *, outcome: str = "") -> Sql:
    """SELECT of (staged_row_id, codes text[]) for the rows of a batch (of an outcome) that break a rule."""
    staged = ", ".join([*FACTS, "sub_unit_id", "NULL::text AS card_state"])
    rows = f"SELECT id, {staged} FROM {StagedRow._meta.db_table} WHERE batch_id = %s" + " AND outcome = %s" * bool(
        outcome
    )
    codes, params = codes_sql(STAGED_RULES, today or clock.today())
    judged = f"SELECT id AS staged_row_id, {codes} AS codes FROM ({rows}) AS {TABLE}"
    return f"SELECT staged_row_id, codes FROM ({judged}) AS judged WHERE codes <> '{{}}'", (
        *params,
        batch_id,
        *filter(None, [outcome]),
    )


def staged_with_rules_sql(source: str, columns: Sequence[str], today: dt.date | None = None) -> Sql:
    """INSERT of the ``columns`` of ``source`` into staging, with the codes of the broken rules among the reasons."""
    codes, params = codes_sql(STAGED_RULES, today or clock.today())
    reasons = (
        "CASE WHEN codes = '{}' OR outcome = 'not_a_person' THEN reasons WHEN reasons = '{}' THEN codes"
        " ELSE ARRAY(SELECT DISTINCT code FROM unnest(reasons::text[] || codes) AS code) END"
    )
    chosen = ", ".join(reasons if column == "reasons" else column for column in columns)
    # OFFSET 0: the rules are asked once a row, not wherever their answer is used.
    judged = f"SELECT *, {codes} AS codes FROM (SELECT *, NULL::text AS card_state FROM {source}) AS {TABLE} OFFSET 0"
    sql = f"INSERT INTO {StagedRow._meta.db_table} ({', '.join(columns)}) SELECT {chosen} FROM ({judged}) AS judged"
    return sql, params


def codes_sql(rules: tuple[QualityRule, ...], today: dt.date) -> Sql:
    """The text array of broken rules' codes, over a row source named like the register's table."""
    query = Resident.objects.order_by().query.clone()
    query.get_initial_alias()
    compiler = query.get_compiler(connection=connection)
    cases: list[str] = []
    params: list[Any] = []
    for rule in rules:
        broken = Case(When(rule.condition(today), then=Value(rule.code)), default=None, output_field=CharField())
        sql, its_params = compiler.compile(broken.resolve_expression(query))
        cases.append(sql)
        params += its_params
    return f"array_remove(ARRAY[{', '.join(cases)}]::text[], NULL)", tuple(params)


def _values(facts: Mapping[str, Any] | PersonFacts) -> list[Any]:
    """The columns' values in order; a blank text is as unknown as NULL."""
    known = facts if isinstance(facts, Mapping) else {column: getattr(facts, column, None) for column in COLUMNS}
    unknown = set(known) - set(COLUMNS)
    if unknown:
        raise ValueError(f"no facts of a person: {sorted(unknown)}")
    return [value if (value := known.get(column)) != "" else None for column in COLUMNS]


def _cast_type(column: str) -> str:
    """Texts without a length: a value too long is judged as it is, never cut."""
    field = Resident._meta.get_field(column.removesuffix("_id") if column == "sub_unit_id" else column)
    return "text" if isinstance(field, models.CharField) else str(field.db_type(connection))


def _failure(rule: QualityRule) -> RuleFailure:
    return RuleFailure(rule.code, rule.dimension, rule.severity, rule.sentence, rule.hint, rule.fields)

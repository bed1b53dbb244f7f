"""The statements of a reform: rows from old units into their successor, and back; one statement a table and successor."""

import json
from collections.abc import Collection
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, QuerySet

from kontum_portal.areas.models import Reform, ReformMove
from residents.extension_points import Renamed, UnitFollower, on_unit_change

_NOTE = """
INSERT INTO areas_reformmove (reform_id, key, old_unit_id, new_unit_id, row_ids)
SELECT %s, %s, going.unit_id, %s, going.ids FROM ({rows}) AS going (unit_id, ids)
"""
_MOVE_BACK = """
UPDATE {table} AS kept SET {column} = gone.unit_id
FROM (SELECT old_unit_id AS unit_id, unnest(row_ids) AS id FROM areas_reformmove WHERE reform_id = %s AND key = %s) AS gone
WHERE kept.{pk} = gone.id AND kept.{column} = ANY (%s::int[])
"""
_RENAME_BACK = """
UPDATE {table} AS kept SET {columns} FROM jsonb_each(%s::jsonb) AS past (id, texts) WHERE kept.{pk} = past.id::bigint
"""
# Rows that the portal wrote since follow their person home.
_FOLLOW_PERSON = """
UPDATE {table} AS kept SET {column} = person.unit_id FROM residents_resident person
WHERE person.id = kept.resident_id AND kept.{column} = ANY (%s::int[])
"""
_STAMPS = "SELECT COALESCE(array_agg(DISTINCT xmin::text), '{{}}') FROM {table} WHERE {column} = ANY (%s::int[])"
_WRITTEN = """
SELECT {column}, count(*) FROM {table}
WHERE {column} = ANY (%s::int[]) AND NOT xmin::text = ANY (%s::text[]) GROUP BY 1
"""
_LEFT = """
SELECT gone.new_unit_id, count(*)
FROM (SELECT new_unit_id, unnest(row_ids) AS id FROM areas_reformmove WHERE reform_id = %s AND key = %s) AS gone
LEFT JOIN {table} AS kept ON kept.{pk} = gone.id AND kept.{column} = gone.new_unit_id
WHERE kept.{pk} IS NULL GROUP BY 1
"""


def followers() -> list[tuple[str, UnitFollower]]:
    """Every table that goes along, those with derived rows last: they look at where their person is."""
    return sorted(on_unit_change.items(), key=lambda item: item[1].derived)


def rows_of(follower: UnitFollower, unit_ids: Collection[int]) -> QuerySet:
    rows = follower.model._default_manager.filter(follower.only, **{f"{follower.field}_id__in": list(unit_ids)})
    return rows.order_by()


def count_rows(follower: UnitFollower, unit_ids: Collection[int]) -> dict[int, int]:
    """By old unit, how many rows would go along."""
    column = f"{follower.field}_id"
    return dict(rows_of(follower, unit_ids).values_list(column).annotate(number=Count("pk")))


def move_rows(
    reform: Reform, key: str, follower: UnitFollower, *, old_unit_ids: list[int], new_unit_id: int
) -> tuple[int, Renamed]:
    """How many rows went along, and what had to be renamed for it."""
    renamed = (
        follower.make_room(old_unit_ids=old_unit_ids, new_unit_id=new_unit_id) if follower.make_room is not None else {}
    )
    rows = rows_of(follower, old_unit_ids)
    _note(reform, key, rows.values_list(f"{follower.field}_id").annotate(ids=ArrayAgg("pk")), new_unit_id)
    return rows.update(**{f"{follower.field}_id": new_unit_id}), renamed


def _note(reform: Reform, key: str, rows: QuerySet, new_unit_id: int) -> None:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_NOTE.format(rows=sql), [reform.pk, key, new_unit_id, *params])


def stamps_of(follower: UnitFollower, new_unit_ids: Collection[int]) -> list[str]:
    return _select(_STAMPS, follower, [list(new_unit_ids)])[0][0]


def written_since(reform: Reform, key: str, follower: UnitFollower, new_unit_ids: Collection[int]) -> dict[int, int]:
    """By successor: rows written there since the reform, and rows that have left it."""
    found = dict(_select(_WRITTEN, follower, [list(new_unit_ids), reform.stamps.get(key, [])]))
    for unit_id, left in _select(_LEFT, follower, [reform.pk, key]):
        found[unit_id] = found.get(unit_id, 0) + left
    return found


def move_back(reform: Reform, key: str, follower: UnitFollower, new_unit_ids: Collection[int]) -> int:
    moved = _execute(_MOVE_BACK, follower, [reform.pk, key, list(new_unit_ids)])
    if follower.derived:
        _execute(_FOLLOW_PERSON, follower, [list(new_unit_ids)])
    return moved


def rename_back(reform: Reform, key: str, follower: UnitFollower) -> None:
    past = reform.renamed.get(key)
    if not past:
        return
    columns = next(iter(past.values()))
    meta = follower.model._meta
    types = {column: meta.get_field(column).db_type(connection) for column in columns}  # type: ignore[union-attr]
    named = ", ".join(f'"{column}" = (past.texts->>%s)::{kind}' for column, kind in types.items())
    sql = _RENAME_BACK.replace("{columns}", named)
    _execute(sql, follower, [*columns, json.dumps(past)])


def forget_moves(reform: Reform) -> None:
    ReformMove.objects.filter(reform=reform).delete()


def _named(sql: str, follower: UnitFollower) -> str:
    meta = follower.model._meta
    column = meta.get_field(follower.field).column  # type: ignore[union-attr]
    return sql.format(table=meta.db_table, column=column, pk=meta.pk.column)  # type: ignore[union-attr]


def _select(sql: str, follower: UnitFollower, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_named(sql, follower), params)
        return cursor.fetchall()


def _execute(sql: str, follower: UnitFollower, params: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_named(sql, follower), params)
        return int(cursor.rowcount)

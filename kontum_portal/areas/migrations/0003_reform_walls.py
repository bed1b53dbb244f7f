"""A successor's scope holds the records of its predecessors; whose rows went where is seen by those who may see them."""

from django.db import migrations

# Units as comma-separated ids → the same with all that went into them, however many reforms ago.
PREDECESSORS = """
CREATE FUNCTION areas_with_predecessors(units text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $body$
    WITH RECURSIVE known (id) AS (
        SELECT unnest(string_to_array(NULLIF(units, ''), ',')::int[])
        UNION
        SELECT change.old_unit_id FROM areas_unitchange change JOIN known ON change.new_unit_id = known.id
    )
    SELECT COALESCE(string_agg(id::text, ',' ORDER BY id), '') FROM known
$body$
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_reforms"), ("database", "0001_walls")]

    operations = [
        migrations.RunSQL(PREDECESSORS, "DROP FUNCTION areas_with_predecessors(text)"),
        migrations.RunSQL(
            "SELECT portal_protect('areas_reformmove', 'old_unit_id')",
            "DROP POLICY in_scope ON areas_reformmove; ALTER TABLE areas_reformmove DISABLE ROW LEVEL SECURITY;",
        ),
    ]

"""One head a household in what was written before there was a rule: of several, the one the household names stays."""

from django.db import migrations

SETTLE = """
UPDATE residents_resident r SET relation_to_head = NULL, version = r.version + 1
WHERE r.relation_to_head = 'head' AND r.household_id IS NOT NULL AND r.id <> (
    SELECT one.id FROM residents_resident one JOIN residents_household h ON h.id = one.household_id
    WHERE one.household_id = r.household_id AND one.relation_to_head = 'head'
    ORDER BY one.id IS DISTINCT FROM h.head_id, one.id LIMIT 1);
UPDATE residents_household h SET head_id = wanted.head_id FROM (
    SELECT home.id, (SELECT r.id FROM residents_resident r
        WHERE r.household_id = home.id AND r.relation_to_head = 'head' LIMIT 1) AS head_id
    FROM residents_household home) wanted
WHERE wanted.id = h.id AND h.head_id IS DISTINCT FROM wanted.head_id;
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0006_search_functions")]

    operations = [migrations.RunSQL(SETTLE, migrations.RunSQL.noop)]

"""Row-level security: what an officer typed is seen by that officer only, whatever the units."""

from django.db import migrations

TABLES = ["drafts_formdraft", "drafts_sentform"]
MINE = "officer_id = (SELECT NULLIF(current_setting('portal.user', true), '')::int)"


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_initial"), ("database", "0001_walls")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY own_rows ON {table} USING ({MINE}) WITH CHECK ({MINE});",
            f"DROP POLICY own_rows ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
        )
        for table in TABLES
    ]

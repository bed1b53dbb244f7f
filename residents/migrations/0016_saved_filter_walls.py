"""Saved filters are seen by the officer whose they are."""

from django.db import migrations

MINE = "officer_id = (SELECT NULLIF(current_setting('portal.user', true), '')::int)"


class Migration(migrations.Migration):
    dependencies = [("residents", "0015_saved_filters")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE residents_savedfilter ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY own_rows ON residents_savedfilter USING ({MINE}) WITH CHECK ({MINE});",
            "DROP POLICY own_rows ON residents_savedfilter; ALTER TABLE residents_savedfilter DISABLE ROW LEVEL SECURITY;",
        )
    ]

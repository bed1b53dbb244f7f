"""Row-level security on every table with people's data, and the history in monthly partitions."""

from django.db import migrations

IN_SCOPE = ["residents_resident", "residents_household", "residents_sourcerow", "residents_finding"]
# Rows of an import are seen by the person who opened the batch, of a search by the person who typed it.
BY_PERSON = {
    "residents_importbatch": "opened_by_id",
    "residents_stagedrow": "opened_by_id",
    "residents_search": "officer_id",
}
HISTORY = ["residents_residenthistory", "residents_householdhistory"]


def by_person(table: str, column: str) -> migrations.RunSQL:
    mine = f"{column} = (SELECT NULLIF(current_setting('portal.user', true), '')::int)"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY own_rows ON {table} USING ({mine}) WITH CHECK ({mine});",
        f"DROP POLICY own_rows ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial"), ("database", "0001_walls")]

    operations = [
        *(
            migrations.RunSQL(
                f"SELECT portal_protect('{table}')",
                f"DROP POLICY in_scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
            )
            for table in IN_SCOPE
        ),
        *(by_person(table, column) for table, column in BY_PERSON.items()),
        *(migrations.RunSQL(f"SELECT portal_make_history('{table}')", migrations.RunSQL.noop) for table in HISTORY),
    ]

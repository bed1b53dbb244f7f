"""Row-level security: lists by unit; campaigns of the whole area are seen by whoever has a unit in scope."""

from django.db import migrations

IN_SOME_SCOPE = "(unit_id IS NULL AND (SELECT NULLIF(current_setting('portal.units', true), '') IS NOT NULL))"


def protect(table: str, also: str = "") -> migrations.RunSQL:
    extra = f", 'unit_id', $also${also}$also$" if also else ""
    return migrations.RunSQL(
        f"SELECT portal_protect('{table}'{extra})",
        f"DROP POLICY in_scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial"), ("database", "0001_walls")]

    operations = [
        protect("campaigns_outreachcampaign", IN_SOME_SCOPE),
        protect("campaigns_campaigntarget"),
    ]

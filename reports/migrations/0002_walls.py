"""Row-level security: figures by unit; what concerns the whole area needs some unit in scope."""

from django.db import migrations

IN_SOME_SCOPE = "(unit_id IS NULL AND (SELECT NULLIF(current_setting('portal.units', true), '') IS NOT NULL))"


def protect(table: str, also: str = "") -> migrations.RunSQL:
    extra = f", 'unit_id', $also${also}$also$" if also else ""
    return migrations.RunSQL(
        f"SELECT portal_protect('{table}'{extra})",
        f"DROP POLICY in_scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("database", "0001_walls")]

    operations = [
        protect("reports_unitfigure"),
        protect("reports_keyedvalue", IN_SOME_SCOPE),
        protect("reports_report", IN_SOME_SCOPE),
    ]

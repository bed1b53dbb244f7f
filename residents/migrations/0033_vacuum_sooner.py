"""Pages that changed are marked as seen by all after 20,000 changed people of a million, not after 200,000.

Until then the lists, which are read from indexes alone, must look each person up in the table.
"""

from django.db import migrations

TABLES = ("residents_resident", "residents_finding", "residents_check")
SOONER = "autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05"
AS_BEFORE = "autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor"


class Migration(migrations.Migration):
    dependencies = [("residents", "0032_undo_import")]

    operations = [
        migrations.RunSQL(f"ALTER TABLE {table} SET ({SOONER})", f"ALTER TABLE {table} RESET ({AS_BEFORE})")
        for table in TABLES
    ]

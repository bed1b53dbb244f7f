"""Row-level security on rounds from door to door, and their history in monthly partitions."""

from django.db import migrations

PROTECT = "SELECT portal_protect('residents_doortodoorround')"
UNPROTECT = (
    "DROP POLICY in_scope ON residents_doortodoorround;"
    " ALTER TABLE residents_doortodoorround DISABLE ROW LEVEL SECURITY"
)
HISTORY = "SELECT portal_make_history('residents_doortodoorroundhistory')"


class Migration(migrations.Migration):
    dependencies = [("residents", "0022_door_to_door")]

    operations = [
        migrations.RunSQL(PROTECT, UNPROTECT),
        migrations.RunSQL(HISTORY, migrations.RunSQL.noop),
    ]

"""Row-level security on verifications, and their history in monthly partitions."""

from django.db import migrations

PROTECT = "SELECT portal_protect('residents_verification')"
UNPROTECT = (
    "DROP POLICY in_scope ON residents_verification; ALTER TABLE residents_verification DISABLE ROW LEVEL SECURITY"
)
HISTORY = "SELECT portal_make_history('residents_verificationhistory')"


class Migration(migrations.Migration):
    dependencies = [("residents", "0017_verifications")]

    operations = [
        migrations.RunSQL(PROTECT, UNPROTECT),
        migrations.RunSQL(HISTORY, migrations.RunSQL.noop),
    ]

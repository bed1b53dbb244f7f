"""Row-level security on the notices of personal numbers, history in monthly partitions."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("id_cards", "0010_notices")]

    operations = [
        migrations.RunSQL(
            "SELECT portal_protect('id_cards_personalidnotice')",
            "DROP POLICY in_scope ON id_cards_personalidnotice;"
            " ALTER TABLE id_cards_personalidnotice DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL("SELECT portal_make_history('id_cards_personalidnoticehistory')", migrations.RunSQL.noop),
    ]

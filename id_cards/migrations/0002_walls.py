"""Row-level security on every table with people's data, and the history in monthly partitions."""

from django.db import migrations

IN_SCOPE = ["id_cards_cardapplication", "id_cards_applicationstep", "id_cards_card", "id_cards_slipcounter"]
HISTORY = ["id_cards_cardapplicationhistory", "id_cards_applicationstephistory", "id_cards_cardhistory"]


class Migration(migrations.Migration):
    dependencies = [("id_cards", "0001_initial"), ("database", "0001_walls")]

    operations = [
        *(
            migrations.RunSQL(
                f"SELECT portal_protect('{table}')",
                f"DROP POLICY in_scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
            )
            for table in IN_SCOPE
        ),
        *(migrations.RunSQL(f"SELECT portal_make_history('{table}')", migrations.RunSQL.noop) for table in HISTORY),
    ]

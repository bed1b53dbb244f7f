"""Row-level security on accounts and their steps, history in monthly partitions, reading under a visit."""

from django.db import migrations

IN_SCOPE = ["id_cards_eidaccount", "id_cards_eidstep"]
HISTORY = ["id_cards_eidaccounthistory", "id_cards_eidstephistory"]
VISITS = "(SELECT portal_visits())::bigint[]"

UNDER_A_VISIT = f"""
CREATE POLICY visited ON id_cards_eidaccount FOR SELECT USING (resident_id = ANY ({VISITS}));
CREATE FUNCTION portal_visited_accounts() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT COALESCE(array_agg(id), '{{}}') FROM id_cards_eidaccount WHERE resident_id = ANY ({VISITS})
$body$;
REVOKE ALL ON FUNCTION portal_visited_accounts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_visited_accounts() TO portal_web, portal_worker;
CREATE POLICY visited ON id_cards_eidstep FOR SELECT USING (account_id = ANY ((SELECT portal_visited_accounts())::bigint[]));
"""

UNDO = """
DROP POLICY visited ON id_cards_eidstep;
DROP FUNCTION portal_visited_accounts();
DROP POLICY visited ON id_cards_eidaccount;
"""


class Migration(migrations.Migration):
    dependencies = [("id_cards", "0006_e_identity"), ("residents", "0021_visit_walls"), ("database", "0001_walls")]

    operations = [
        *(
            migrations.RunSQL(
                f"SELECT portal_protect('{table}')",
                f"DROP POLICY in_scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
            )
            for table in IN_SCOPE
        ),
        *(migrations.RunSQL(f"SELECT portal_make_history('{table}')", migrations.RunSQL.noop) for table in HISTORY),
        migrations.RunSQL(UNDER_A_VISIT, UNDO),
    ]

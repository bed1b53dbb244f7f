"""Under a visit the dossiers and cards of the one person may be read too; the steps themselves widen the scope in services."""

from django.db import migrations

VISITS = "(SELECT portal_visits())::bigint[]"

WALLS = f"""
CREATE POLICY visited ON id_cards_cardapplication FOR SELECT USING (resident_id = ANY ({VISITS}));
CREATE POLICY visited ON id_cards_card FOR SELECT USING (resident_id = ANY ({VISITS}));
CREATE FUNCTION portal_visited_dossiers() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT COALESCE(array_agg(id), '{{}}') FROM id_cards_cardapplication WHERE resident_id = ANY ({VISITS})
$body$;
REVOKE ALL ON FUNCTION portal_visited_dossiers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_visited_dossiers() TO portal_web, portal_worker;
CREATE POLICY visited ON id_cards_applicationstep FOR SELECT
    USING (application_id = ANY ((SELECT portal_visited_dossiers())::bigint[]));
"""

UNDO = """
DROP POLICY visited ON id_cards_applicationstep;
DROP FUNCTION portal_visited_dossiers();
DROP POLICY visited ON id_cards_card;
DROP POLICY visited ON id_cards_cardapplication;
"""


class Migration(migrations.Migration):
    dependencies = [("id_cards", "0004_calendar_moves_out"), ("residents", "0021_visit_walls")]

    operations = [migrations.RunSQL(WALLS, UNDO)]

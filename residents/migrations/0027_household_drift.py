"""How far a household on the way to another ward differs from the one that was offered: two numbers for both wards."""

from django.db import migrations

DRIFT = """
CREATE FUNCTION residents_household_drift(asked bigint)
RETURNS TABLE (joined bigint, gone bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH moving AS (
        SELECT offered.resident_id, offered.household_id
        FROM residents_handover one JOIN residents_handover offered ON offered."group" = one."group"
        WHERE one.id = asked AND offered.state = 'proposed' AND offered.household_id IS NOT NULL
          AND COALESCE(string_to_array(NULLIF(current_setting('portal.units', true), ''), ',')::int[], '{}')
              && ARRAY[offered.from_unit_id, offered.to_unit_id]
    )
    SELECT (SELECT count(*) FROM residents_resident person
            WHERE person.household_id IN (SELECT household_id FROM moving) AND person.deceased_on IS NULL
              AND person.id NOT IN (SELECT resident_id FROM moving)),
           (SELECT count(*) FROM moving JOIN residents_resident person ON person.id = moving.resident_id
            WHERE person.household_id IS DISTINCT FROM moving.household_id)
$body$;
REVOKE ALL ON FUNCTION residents_household_drift(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION residents_household_drift(bigint) TO portal_web, portal_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0026_import_review")]

    operations = [migrations.RunSQL(DRIFT, "DROP FUNCTION residents_household_drift(bigint)")]

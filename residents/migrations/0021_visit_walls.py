"""A visit opens one record to one officer until the day ends: the only way to open it, and what the policies let through."""

from django.db import migrations

ME = "(SELECT NULLIF(current_setting('portal.user', true), '')::int)"

WALLS = f"""
SELECT portal_protect('residents_visitgrant');
CREATE POLICY own_visits ON residents_visitgrant FOR SELECT USING (officer_id = {ME});

-- The people whom the officer of this transaction may see under a visit; asked once a query, and only where a row
-- lies outside the officer's units.
CREATE FUNCTION portal_visits() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT COALESCE(array_agg(resident_id), '{{}}') FROM residents_visitgrant
    WHERE officer_id = {ME} AND expires_at > now()
$body$;

CREATE POLICY visited ON residents_resident FOR SELECT USING (id = ANY ((SELECT portal_visits())::bigint[]));
CREATE POLICY visited ON residents_finding FOR SELECT USING (resident_id = ANY ((SELECT portal_visits())::bigint[]));

-- Opens the record of the one person of unit "home" who holds the whole number, to the officer of this transaction, until
-- the day ends in Kon Tum. NULL when there is nobody, or several, or no ward officer of unit "host" asks.
CREATE FUNCTION residents_open_visit(number text, home int, host int, why text, allowed text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    me int := {ME};
    person bigint; opened bigint;
BEGIN
    PERFORM 1 FROM accounts_officer officer JOIN accounts_officer_units AS scope ON scope.officer_id = officer.id
    WHERE officer.id = me AND officer.is_active AND officer.role IN ('officer', 'ward_chief') AND scope.adminunit_id = host;
    IF NOT FOUND OR number !~ '^[0-9]{{12}}$' THEN
        RETURN NULL;
    END IF;
    SELECT CASE WHEN count(*) = 1 THEN min(id) END INTO person
    FROM residents_resident WHERE personal_id = number AND unit_id = home AND home <> host;
    IF person IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO residents_visitgrant (resident_id, unit_id, host_unit_id, officer_id, reason, steps, expires_at)
    VALUES (person, home, host, me, why, allowed,
        (date_trunc('day', now() AT TIME ZONE 'Asia/Ho_Chi_Minh') + interval '1 day') AT TIME ZONE 'Asia/Ho_Chi_Minh')
    RETURNING id INTO opened;
    RETURN opened;
END $body$;
REVOKE ALL ON FUNCTION portal_visits(), residents_open_visit(text, int, int, text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_visits(), residents_open_visit(text, int, int, text, text[]) TO portal_web, portal_worker;
"""

UNDO = """
DROP POLICY visited ON residents_resident;
DROP POLICY visited ON residents_finding;
DROP FUNCTION residents_open_visit(text, int, int, text, text[]), portal_visits();
DROP POLICY own_visits ON residents_visitgrant;
DROP POLICY in_scope ON residents_visitgrant;
ALTER TABLE residents_visitgrant DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0020_visits")]

    operations = [migrations.RunSQL(WALLS, UNDO)]

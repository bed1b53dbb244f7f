"""SQL functions with which later migrations raise the second wall and lay out the history."""

from django.db import migrations

PROTECT = """
CREATE FUNCTION portal_protect(protected regclass, unit_column text DEFAULT 'unit_id', also text DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE condition text;
BEGIN
    -- The subselects are evaluated once a query; the inline form once a row (43 times slower).
    condition := format(
        '%I = ANY ((SELECT string_to_array(current_setting(''portal.units'', true), '','')::int[])::int[])',
        unit_column);
    IF also IS NOT NULL THEN
        condition := format('(%s OR %s)', condition, also);
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY in_scope ON %s USING (%s) WITH CHECK (%s)', protected, condition, condition);
END $body$;
"""

PARTITIONS = r"""
CREATE FUNCTION portal_add_history_partitions(months_ahead int DEFAULT 3)
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    history regclass; first_day date; partition_name text; added int := 0;
BEGIN
    FOR history IN SELECT partrelid::regclass FROM pg_partitioned_table LOOP
        FOR step IN 0..months_ahead LOOP
            first_day := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => step))::date;
            partition_name := format('%s_%s', history::text, to_char(first_day, 'YYYYMM'));
            CONTINUE WHEN to_regclass(partition_name) IS NOT NULL;
            EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)', partition_name, history,
                first_day || ' 00:00:00+00', (first_day + interval '1 month')::date || ' 00:00:00+00');
            EXECUTE format('REVOKE ALL ON %I FROM portal_web, portal_worker', partition_name);
            added := added + 1;
        END LOOP;
    END LOOP;
    RETURN added;
END $body$;

-- A trigger's plan is kept for the session: one made for a one-row update would join the thousands of rows of the
-- next bulk update in loops. Repeated by "prepare", because a changed trigger is a new function without the setting.
CREATE FUNCTION portal_steady_history_triggers()
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE history_function regprocedure;
BEGIN
    FOR history_function IN
        SELECT DISTINCT tgfoid::regprocedure FROM pg_trigger WHERE tgname LIKE 'pgtrigger\_update\_%'
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET enable_nestloop = off', history_function);
    END LOOP;
END $body$;

CREATE FUNCTION portal_make_history(events regclass)
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    table_name text := events::text; fresh text := events::text || '_fresh'; sequence_name text := events::text || '_seq';
BEGIN
    EXECUTE format('CREATE SEQUENCE %I AS bigint', sequence_name);
    EXECUTE format('CREATE TABLE %I (LIKE %s INCLUDING DEFAULTS) PARTITION BY RANGE (pgh_created_at)', fresh, events);
    EXECUTE format('DROP TABLE %s', events);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', fresh, table_name);
    EXECUTE format('ALTER TABLE %I ALTER pgh_id SET DEFAULT nextval(%L)', table_name, sequence_name);
    EXECUTE format('ALTER SEQUENCE %I OWNED BY %I.pgh_id', sequence_name, table_name);
    EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (pgh_id, pgh_created_at)', table_name);
    EXECUTE format('CREATE INDEX ON %I (pgh_obj_id, pgh_created_at)', table_name);
    -- Rows of a month nobody prepared are kept here rather than lost.
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', table_name || '_other', table_name);
    EXECUTE format('REVOKE ALL ON %I FROM portal_web, portal_worker', table_name || '_other');
    EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM portal_web, portal_worker', table_name);
    PERFORM portal_protect(table_name::regclass);
    PERFORM portal_add_history_partitions();
    PERFORM portal_steady_history_triggers();
END $body$;
"""

# The library's function also writes a context row a transaction; our event rows carry the context themselves.
CONTEXT = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql STABLE AS $body$
    SELECT NULLIF(current_setting('pghistory.context_id', true), '')::uuid
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RunSQL(PROTECT, "DROP FUNCTION portal_protect(regclass, text, text)"),
        migrations.RunSQL(
            PARTITIONS,
            "DROP FUNCTION portal_make_history(regclass), portal_add_history_partitions(int), portal_steady_history_triggers()",
        ),
        migrations.RunSQL(CONTEXT, migrations.RunSQL.noop),
    ]

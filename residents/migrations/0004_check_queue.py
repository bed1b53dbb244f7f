"""Whom the quality rules have to look at, and from which day on: a narrow table beside the wide one.

A mark in the register's own rows would rewrite each of them, with a dozen indexes, at every check. Triggers
enter whoever is new or changed, by a form, in bulk or by COPY; the check moves them to the day on which time
alone may break a rule. ``stamp`` is the last writing transaction: who changed while being judged stays due.
"""

from django.db import migrations

QUEUE = """
CREATE TABLE residents_check (
    resident_id bigint PRIMARY KEY,
    due_on date NOT NULL,
    stamp xid8 NOT NULL,
    codes text[]
);
CREATE INDEX residents_check_due ON residents_check (due_on, resident_id);
REVOKE ALL ON residents_check FROM PUBLIC, portal_web;

CREATE FUNCTION residents_queue_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    INSERT INTO residents_check (resident_id, due_on, stamp)
    SELECT id, '-infinity', pg_current_xact_id() FROM new_rows
    ON CONFLICT (resident_id) DO UPDATE SET due_on = '-infinity', stamp = pg_current_xact_id(), codes = NULL;
    RETURN NULL;
END $body$;

CREATE FUNCTION residents_unqueue_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE residents_check;
    ELSE
        DELETE FROM residents_check kept USING old_rows past WHERE kept.resident_id = past.id;
    END IF;
    RETURN NULL;
END $body$;

CREATE TRIGGER check_queued_new AFTER INSERT ON residents_resident
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION residents_queue_check();
CREATE TRIGGER check_queued_changed AFTER UPDATE ON residents_resident
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION residents_queue_check();
CREATE TRIGGER check_unqueued AFTER DELETE ON residents_resident
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION residents_unqueue_check();
CREATE TRIGGER check_emptied AFTER TRUNCATE ON residents_resident
    FOR EACH STATEMENT EXECUTE FUNCTION residents_unqueue_check();

INSERT INTO residents_check (resident_id, due_on, stamp)
SELECT id, '-infinity', pg_current_xact_id() FROM residents_resident;
"""

UNDO = """
DROP TRIGGER check_queued_new ON residents_resident;
DROP TRIGGER check_queued_changed ON residents_resident;
DROP TRIGGER check_unqueued ON residents_resident;
DROP TRIGGER check_emptied ON residents_resident;
DROP FUNCTION residents_queue_check(), residents_unqueue_check();
DROP TABLE residents_check;
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0003_name_words")]

    operations = [migrations.RunSQL(QUEUE, UNDO)]

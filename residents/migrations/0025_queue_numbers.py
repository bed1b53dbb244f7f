"""Whose number is new, changed or shared with one that was: only they are asked whether it is held twice.

The flag stands in the queue of the check. Who left a number, or came to it, and all who hold the old or the new one are
queued by a row trigger, which costs other updates a comparison a row.
"""

from django.db import migrations

FLAG = """
ALTER TABLE residents_check ADD COLUMN renumbered boolean NOT NULL DEFAULT false;
ALTER TABLE residents_check ALTER COLUMN renumbered SET DEFAULT true;
UPDATE residents_check SET renumbered = true WHERE due_on = '-infinity';

CREATE FUNCTION residents_queue_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE fresh text := CASE WHEN TG_OP = 'UPDATE' THEN NEW.personal_id END;
BEGIN
    INSERT INTO residents_check (resident_id, due_on, stamp)
    SELECT id, '-infinity', pg_current_xact_id() FROM residents_resident
    WHERE personal_id IN (OLD.personal_id, fresh) OR (TG_OP = 'UPDATE' AND id = OLD.id)
    ON CONFLICT (resident_id) DO UPDATE
    SET due_on = '-infinity', stamp = pg_current_xact_id(), codes = NULL, renumbered = true;
    RETURN NULL;
END $body$;

CREATE TRIGGER check_number_changed AFTER UPDATE OF personal_id ON residents_resident
    FOR EACH ROW WHEN (OLD.personal_id IS DISTINCT FROM NEW.personal_id) EXECUTE FUNCTION residents_queue_number();
CREATE TRIGGER check_number_gone AFTER DELETE ON residents_resident
    FOR EACH ROW WHEN (OLD.personal_id IS NOT NULL) EXECUTE FUNCTION residents_queue_number();
"""

UNDO = """
DROP TRIGGER check_number_changed ON residents_resident;
DROP TRIGGER check_number_gone ON residents_resident;
DROP FUNCTION residents_queue_number();
ALTER TABLE residents_check DROP COLUMN renumbered;
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0024_guard_more")]

    operations = [migrations.RunSQL(FLAG, UNDO)]

"""A finding carries its person's place in the list: the list of a rule is then a walk along one index, however many it found.

The check writes it with the finding; whoever does not has it filled in here. A changed name carries it along.
"""

from django.db import migrations

IN_ORDER = """
UPDATE residents_finding known SET sort_key = person.sort_key
FROM residents_resident person WHERE person.id = known.resident_id;

CREATE FUNCTION residents_place_finding() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    NEW.sort_key := COALESCE((SELECT sort_key FROM residents_resident WHERE id = NEW.resident_id), '');
    RETURN NEW;
END $body$;

CREATE FUNCTION residents_move_findings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    UPDATE residents_finding SET sort_key = NEW.sort_key WHERE resident_id = NEW.id;
    RETURN NULL;
END $body$;

CREATE TRIGGER finding_placed BEFORE INSERT ON residents_finding
    FOR EACH ROW WHEN (NEW.sort_key = '') EXECUTE FUNCTION residents_place_finding();
CREATE TRIGGER findings_moved AFTER UPDATE OF sort_key ON residents_resident
    FOR EACH ROW WHEN (OLD.sort_key IS DISTINCT FROM NEW.sort_key) EXECUTE FUNCTION residents_move_findings();
"""

UNDO = """
DROP TRIGGER finding_placed ON residents_finding;
DROP TRIGGER findings_moved ON residents_resident;
DROP FUNCTION residents_place_finding(), residents_move_findings();
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0030_lists_by_index")]

    operations = [migrations.RunSQL(IN_ORDER, UNDO)]

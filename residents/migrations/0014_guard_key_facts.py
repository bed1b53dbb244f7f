"""Row-level security of corrections and contacts, and the database's own no to one person changing key facts alone.

The guards stop the web login only: the staged merge (``portal_worker``) fills what is empty and leaves a
contradiction to a person, and migrations run as the owner. ``WHEN`` is judged before any function is called, so a
bulk update pays for a comparison a row.
"""

from django.db import migrations

WALLS = """
SELECT portal_protect('residents_correctionrequest');
SELECT portal_protect('residents_contactattempt');
SELECT portal_make_history('residents_correctionrequesthistory');
"""
UNDO_WALLS = """
DROP POLICY in_scope ON residents_correctionrequest; ALTER TABLE residents_correctionrequest DISABLE ROW LEVEL SECURITY;
DROP POLICY in_scope ON residents_contactattempt; ALTER TABLE residents_contactattempt DISABLE ROW LEVEL SECURITY;
"""

KEY_FACTS = ("full_name", "birth_year", "birth_month", "birth_day", "sex", "personal_id")

GUARD = f"""
CREATE FUNCTION residents_require_approval() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT FROM residents_correctionrequest asked
        WHERE asked.resident_id = NEW.id AND asked.state = 'approved'
          AND asked.decided_xact = pg_current_xact_id()::text::bigint
          AND asked.proposed = jsonb_build_object({", ".join(f"'{fact}', NEW.{fact}" for fact in KEY_FACTS)})
    ) THEN
        RAISE EXCEPTION 'key facts of a verified record change only with an approved correction'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'key_facts_approved';
    END IF;
    RETURN NEW;
END $body$;

CREATE TRIGGER key_facts_approved BEFORE UPDATE OF {", ".join(KEY_FACTS)} ON residents_resident
    FOR EACH ROW WHEN (current_user = 'portal_web' AND OLD.last_verified_on IS NOT NULL
        AND ({", ".join(f"OLD.{fact}" for fact in KEY_FACTS)})
            IS DISTINCT FROM ({", ".join(f"NEW.{fact}" for fact in KEY_FACTS)}))
    EXECUTE FUNCTION residents_require_approval();

-- A request begins as pending in the name of who is signed in; what it asks stays as it was asked; it is decided once,
-- by who is signed in. That this is another person is a constraint of the table.
CREATE FUNCTION residents_guard_correction() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE
    signed_in int := NULLIF(current_setting('portal.user', true), '')::int;
    lawful boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        lawful := NEW.state = 'pending' AND NEW.asked_by_id = signed_in;
    ELSE
        lawful := (OLD.before, OLD.proposed, OLD.reason, OLD.evidence, OLD.asked_by_id, OLD.asked_at)
            IS NOT DISTINCT FROM (NEW.before, NEW.proposed, NEW.reason, NEW.evidence, NEW.asked_by_id, NEW.asked_at)
            AND CASE WHEN OLD.state = NEW.state
                THEN (OLD.decided_by_id, OLD.decided_at, OLD.decided_xact)
                    IS NOT DISTINCT FROM (NEW.decided_by_id, NEW.decided_at, NEW.decided_xact)
                ELSE OLD.state = 'pending' AND (NEW.state = 'withdrawn' OR NEW.decided_by_id = signed_in) END;
    END IF;
    IF lawful IS NOT TRUE THEN
        RAISE EXCEPTION 'a correction is asked and decided in one''s own name, once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_in_own_name';
    END IF;
    RETURN NEW;
END $body$;

CREATE TRIGGER correction_in_own_name BEFORE INSERT OR UPDATE ON residents_correctionrequest
    FOR EACH ROW WHEN (current_user = 'portal_web') EXECUTE FUNCTION residents_guard_correction();
"""
UNDO_GUARD = """
DROP TRIGGER correction_in_own_name ON residents_correctionrequest;
DROP TRIGGER key_facts_approved ON residents_resident;
DROP FUNCTION residents_guard_correction(), residents_require_approval();
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0013_corrections_and_contacts")]

    operations = [migrations.RunSQL(WALLS, UNDO_WALLS), migrations.RunSQL(GUARD, UNDO_GUARD)]

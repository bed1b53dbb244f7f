"""Whom a correction or a hand-over is about, and between which wards, stays as it was asked; each ward answers for itself.

For the web login only. What was answered may go to another person, as it does when two records are joined; what waits may
not, nor what was decided in this very transaction: else the approval of one record's facts could be turned to another's.
"""

from django.db import migrations

UNITS = "COALESCE(string_to_array(NULLIF(current_setting('portal.units', true), ''), ',')::int[], '{}')"
CORRECTION = """
CREATE FUNCTION residents_keep_correction() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF OLD.state = 'pending' OR NEW.state <> OLD.state
        OR OLD.decided_xact = pg_current_xact_id()::text::bigint
    THEN
        RAISE EXCEPTION 'a correction stays with the record it was asked for'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_of_its_record';
    END IF;
    RETURN NEW;
END $body$;

CREATE TRIGGER correction_of_its_record BEFORE UPDATE OF resident_id ON residents_correctionrequest
    FOR EACH ROW WHEN (current_user = 'portal_web' AND OLD.resident_id <> NEW.resident_id)
    EXECUTE FUNCTION residents_keep_correction();
"""
HAND_OVER = f"""
CREATE FUNCTION residents_keep_hand_over() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE
    signed_in int := NULLIF(current_setting('portal.user', true), '')::int;
    mine int[] := {UNITS};
    lawful boolean;
BEGIN
    lawful := (OLD."group", OLD.from_unit_id, OLD.to_unit_id, OLD.to_sub_unit_id, OLD.moved_on, OLD.reason,
               OLD.proposed_at, OLD.proposed_by_id, OLD.request_key)
        IS NOT DISTINCT FROM (NEW."group", NEW.from_unit_id, NEW.to_unit_id, NEW.to_sub_unit_id, NEW.moved_on, NEW.reason,
               NEW.proposed_at, NEW.proposed_by_id, NEW.request_key)
        AND (OLD.household_id IS NOT DISTINCT FROM NEW.household_id OR NEW.household_id IS NULL)
        AND (OLD.resident_id = NEW.resident_id
             OR (OLD.state = NEW.state AND OLD.state <> 'proposed'))
        AND CASE
            WHEN OLD.state = NEW.state
                THEN (OLD.answered_at, OLD.answered_by_id, OLD.answer)
                    IS NOT DISTINCT FROM (NEW.answered_at, NEW.answered_by_id, NEW.answer)
            WHEN OLD.state <> 'proposed' THEN false
            WHEN NEW.state = 'withdrawn'
                THEN OLD.from_unit_id = ANY (mine) AND COALESCE(NEW.answered_by_id, signed_in) = signed_in
            ELSE OLD.to_unit_id = ANY (mine) AND NEW.answered_by_id = signed_in
        END;
    IF lawful IS NOT TRUE THEN
        RAISE EXCEPTION 'a hand-over stays as it was offered, and each ward answers for itself, once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hand_over_as_offered';
    END IF;
    RETURN NEW;
END $body$;

CREATE TRIGGER hand_over_as_offered BEFORE UPDATE ON residents_handover
    FOR EACH ROW WHEN (current_user = 'portal_web') EXECUTE FUNCTION residents_keep_hand_over();
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0027_household_drift")]

    operations = [
        migrations.RunSQL(
            CORRECTION,
            "DROP TRIGGER correction_of_its_record ON residents_correctionrequest;"
            " DROP FUNCTION residents_keep_correction()",
        ),
        migrations.RunSQL(
            HAND_OVER,
            "DROP TRIGGER hand_over_as_offered ON residents_handover; DROP FUNCTION residents_keep_hand_over()",
        ),
    ]

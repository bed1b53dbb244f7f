"""Three holes for whoever gets past the application: a hand-over in another ward's name, the facts of somebody who is not
with the ward that offers them, and taking a verification away so that key facts need no second person.
"""

from django.db import migrations

UNITS = "(SELECT string_to_array(current_setting('portal.units', true), ',')::int[])::int[]"
COMING = """
CREATE OR REPLACE FUNCTION residents_coming_people(hand_overs bigint[])
RETURNS TABLE (hand_over_id bigint, full_name varchar, birth_year smallint, birth_month smallint, birth_day smallint,
               sex varchar, number_end text, relation_to_head varchar, residence_kind varchar, card_state varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT moving.id, person.full_name, person.birth_year, person.birth_month, person.birth_day, person.sex,
           right(person.personal_id, 4), person.relation_to_head, person.residence_kind, person.card_state
    FROM residents_handover moving JOIN residents_resident person ON person.id = moving.resident_id
    WHERE moving.id = ANY (hand_overs) AND moving.state = 'proposed' {also}
      AND COALESCE(string_to_array(NULLIF(current_setting('portal.units', true), ''), ',')::int[], '{{}}')
          && ARRAY[moving.from_unit_id, moving.to_unit_id]
$body$;
"""
# Only a ward offers its own people, and only its own people are shown to the other.
OFFER = f"""
CREATE POLICY offered_by_the_sender ON residents_handover AS RESTRICTIVE FOR INSERT
    WITH CHECK (from_unit_id = ANY ({UNITS}));
"""
# What was verified stays so, unless who is signed in has just taken back a word of their own.
VERIFIED = """
CREATE FUNCTION residents_keep_verified() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT FROM residents_verification said
        WHERE said.resident_id = NEW.id AND said.result = 'matches' AND said.undone_at > now() - interval '5 minutes'
          AND said.officer_id = NULLIF(current_setting('portal.user', true), '')::int
    ) THEN
        RAISE EXCEPTION 'a record that was verified stays so until the verification is taken back'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stays_verified';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER stays_verified BEFORE UPDATE OF last_verified_on ON residents_resident
    FOR EACH ROW WHEN (current_user = 'portal_web' AND OLD.last_verified_on IS NOT NULL
        AND (NEW.last_verified_on IS NULL OR NEW.last_verified_on < OLD.last_verified_on))
    EXECUTE FUNCTION residents_keep_verified();
"""
NOT_VERIFIED = "DROP TRIGGER stays_verified ON residents_resident; DROP FUNCTION residents_keep_verified();"


class Migration(migrations.Migration):
    dependencies = [("residents", "0023_door_to_door_walls")]

    operations = [
        migrations.RunSQL(COMING.format(also="AND person.unit_id = moving.from_unit_id"), COMING.format(also="")),
        migrations.RunSQL(OFFER, "DROP POLICY offered_by_the_sender ON residents_handover"),
        migrations.RunSQL(VERIFIED, NOT_VERIFIED),
    ]

"""The second wall around events, whereabouts, hand-overs and residence files; who reads the history of a person who moved.

A hand-over is seen by both wards. Of the person on the way the receiving ward may read a few facts, through one
function, as long as it is waiting. The history of a record goes with the record: whoever sees the person sees it.
"""

from django.db import migrations

PROTECTED = ["residents_residentevent", "residents_whereabouts", "residents_residenceprocedure"]
HISTORY = [
    "residents_residenteventhistory",
    "residents_whereaboutshistory",
    "residents_handoverhistory",
    "residents_residenceprocedurehistory",
]
UNITS = "(SELECT string_to_array(current_setting(''portal.units'', true), '','')::int[])::int[]"
BOTH_WARDS = f"""
SELECT portal_protect('residents_handover', 'from_unit_id', 'to_unit_id = ANY (({UNITS}))');
"""
UNPROTECT = "DROP POLICY in_scope ON {0}; ALTER TABLE {0} DISABLE ROW LEVEL SECURITY;"

# Least data: enough to know whom one is asked to take over, no number in full, no address, no phone.
SUMMARY = """
CREATE FUNCTION residents_coming_people(hand_overs bigint[])
RETURNS TABLE (hand_over_id bigint, full_name varchar, birth_year smallint, birth_month smallint, birth_day smallint,
               sex varchar, number_end text, relation_to_head varchar, residence_kind varchar, card_state varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT moving.id, person.full_name, person.birth_year, person.birth_month, person.birth_day, person.sex,
           right(person.personal_id, 4), person.relation_to_head, person.residence_kind, person.card_state
    FROM residents_handover moving JOIN residents_resident person ON person.id = moving.resident_id
    WHERE moving.id = ANY (hand_overs) AND moving.state = 'proposed'
      AND COALESCE(string_to_array(NULLIF(current_setting('portal.units', true), ''), ',')::int[], '{}')
          && ARRAY[moving.from_unit_id, moving.to_unit_id]
$body$;
REVOKE ALL ON FUNCTION residents_coming_people(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION residents_coming_people(bigint[]) TO portal_web, portal_worker;
"""

# The subselect is under the policies of the register itself.
READ_HISTORY = """
CREATE POLICY goes_with_the_person ON residents_residenthistory FOR SELECT
    USING (EXISTS (SELECT FROM residents_resident person WHERE person.id = pgh_obj_id));
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0010_moves")]

    operations = [
        *(migrations.RunSQL(f"SELECT portal_protect('{table}')", UNPROTECT.format(table)) for table in PROTECTED),
        migrations.RunSQL(BOTH_WARDS, UNPROTECT.format("residents_handover")),
        *(migrations.RunSQL(f"SELECT portal_make_history('{table}')", migrations.RunSQL.noop) for table in HISTORY),
        migrations.RunSQL(SUMMARY, "DROP FUNCTION residents_coming_people(bigint[])"),
        migrations.RunSQL(READ_HISTORY, "DROP POLICY goes_with_the_person ON residents_residenthistory"),
    ]

"""Finding by the last digits of a number, by birth year with a name, by a first and a last name; looking a number up
across wards.

Each runs as the owner, past the policies: the first three apply the scope of the transaction themselves; the last says
of a whole number only whose register holds it and a masked name.
"""

from django.db import migrations

UNITS = "COALESCE(string_to_array(NULLIF(current_setting('portal.units', true), ''), ',')::int[], '{}')"
END = r"U&'\+10FFFF'"

FIND = f"""
CREATE FUNCTION residents_find_tail(tail text, most int) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT id FROM residents_resident
    WHERE tail ~ '^[0-9]{{4,11}}$' AND unit_id = ANY ({UNITS})
      AND reverse(personal_id) >= reverse(tail) AND reverse(personal_id) < reverse(tail) || {END}
    LIMIT most
$body$;

-- Everybody born in ``year`` each of whose ``words`` begins a word of the name; those whose name begins with ``phrase`` first.
CREATE FUNCTION residents_find_in_year(words text[], phrase text, year int, most int) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    units int[] := {UNITS};
    patterns text[] := ARRAY(SELECT '% ' || regexp_replace(one, '([\\\\%_])', '\\\\\\1', 'g') || '%' FROM unnest(words) AS one);
BEGIN
    RETURN QUERY
        SELECT id FROM residents_resident
        WHERE birth_year = year AND unit_id = ANY (units) AND ' ' || name_key LIKE ALL (patterns)
        ORDER BY NOT starts_with(name_key, phrase), name_key, id LIMIT most;
END $body$;

-- People whose last name is one of the ``words`` and whose first name begins with another of them: a narrow range of
-- ``given_key`` each, whatever the order they were typed in.
CREATE FUNCTION residents_find_by_ends(words text[], but_prefix text, most int) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    units int[] := {UNITS};
    patterns text[] := ARRAY(SELECT '% ' || regexp_replace(one, '([\\\\%_])', '\\\\\\1', 'g') || '%' FROM unnest(words) AS one);
    given text; family text;
BEGIN
    FOREACH given IN ARRAY words[:6] LOOP
        FOREACH family IN ARRAY words[:6] LOOP
            CONTINUE WHEN given = family;
            RETURN QUERY
                SELECT found.id FROM (
                    SELECT id, given_key FROM residents_resident
                    WHERE unit_id = ANY (units)
                      AND given_key >= given || ' ' || family AND given_key < given || ' ' || family || {END}
                    LIMIT 5000
                ) AS found
                WHERE ' ' || found.given_key LIKE ALL (patterns) AND NOT starts_with(found.given_key, but_prefix)
                LIMIT most;
        END LOOP;
    END LOOP;
END $body$;

-- Whose register holds this whole personal number, and the name with its letters masked; nothing else leaves.
CREATE FUNCTION residents_look_up(number text) RETURNS TABLE (unit_id int, masked_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT person.unit_id, (
        SELECT string_agg(left(word, 1) || '•••', ' ' ORDER BY place)
        FROM unnest(string_to_array(person.full_name, ' ')) WITH ORDINALITY AS words (word, place)
    )
    FROM residents_resident person
    WHERE person.personal_id = number AND number ~ '^[0-9]{{12}}$'
    ORDER BY person.id LIMIT 5
$body$;
REVOKE ALL ON FUNCTION residents_find_tail(text, int), residents_find_in_year(text[], text, int, int),
    residents_find_by_ends(text[], text, int), residents_look_up(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION residents_find_tail(text, int), residents_find_in_year(text[], text, int, int),
    residents_find_by_ends(text[], text, int), residents_look_up(text) TO portal_web, portal_worker;
"""

UNDO = """
DROP FUNCTION residents_find_tail(text, int), residents_find_in_year(text[], text, int, int),
    residents_find_by_ends(text[], text, int), residents_look_up(text);
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0005_search_indexes")]

    operations = [migrations.RunSQL(FIND, UNDO)]

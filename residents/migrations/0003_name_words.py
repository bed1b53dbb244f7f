"""Words of names in any order: a table of middle words kept by statement triggers, and the two functions that look
across row-level security with their own scope.

First words are found by ``name_key`` and last words by ``given_key``; only the words between them need a
place of their own, so a mass insert writes one or two rows a person here instead of three or four.
"""

from django.db import migrations

TABLE = """
CREATE TABLE residents_middleword (
    unit_id int NOT NULL,
    word text COLLATE "C" NOT NULL,
    resident_id bigint NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (unit_id, word, resident_id) INCLUDE (name_key)
);
REVOKE ALL ON residents_middleword FROM PUBLIC, portal_web;
SELECT portal_protect('residents_middleword');

CREATE FUNCTION residents_middle_words(name_key text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT DISTINCT word FROM unnest((string_to_array(name_key, ' '))[2:]) WITH ORDINALITY AS parts (word, place)
    WHERE place < cardinality(string_to_array(name_key, ' ')) - 1
$body$;
"""

TRIGGERS = """
CREATE FUNCTION residents_add_middle_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    INSERT INTO residents_middleword (unit_id, word, resident_id, name_key)
    SELECT fresh.unit_id, words.word, fresh.id, fresh.name_key FROM new_rows fresh, residents_middle_words(fresh.name_key) AS words (word)
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $body$;

CREATE FUNCTION residents_change_middle_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    -- EXECUTE plans for the rows at hand; a kept plan of a one-row update would join thousands of rows in loops.
    EXECUTE $sql$
    DELETE FROM residents_middleword kept
    USING old_rows past JOIN new_rows fresh USING (id), residents_middle_words(past.name_key) AS words (word)
    WHERE (past.name_key, past.unit_id) IS DISTINCT FROM (fresh.name_key, fresh.unit_id)
      AND kept.unit_id = past.unit_id AND kept.word = words.word AND kept.resident_id = past.id
    $sql$;
    EXECUTE $sql$
    INSERT INTO residents_middleword (unit_id, word, resident_id, name_key)
    SELECT fresh.unit_id, words.word, fresh.id, fresh.name_key
    FROM old_rows past JOIN new_rows fresh USING (id), residents_middle_words(fresh.name_key) AS words (word)
    WHERE (past.name_key, past.unit_id) IS DISTINCT FROM (fresh.name_key, fresh.unit_id)
    ON CONFLICT DO NOTHING
    $sql$;
    RETURN NULL;
END $body$;

CREATE FUNCTION residents_drop_middle_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE residents_middleword;
        RETURN NULL;
    END IF;
    DELETE FROM residents_middleword kept
    USING old_rows past, residents_middle_words(past.name_key) AS words (word)
    WHERE kept.unit_id = past.unit_id AND kept.word = words.word AND kept.resident_id = past.id;
    RETURN NULL;
END $body$;

CREATE TRIGGER middle_words_added AFTER INSERT ON residents_resident
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION residents_add_middle_words();
CREATE TRIGGER middle_words_changed AFTER UPDATE ON residents_resident
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION residents_change_middle_words();
CREATE TRIGGER middle_words_dropped AFTER DELETE ON residents_resident
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION residents_drop_middle_words();
CREATE TRIGGER middle_words_emptied AFTER TRUNCATE ON residents_resident
    FOR EACH STATEMENT EXECUTE FUNCTION residents_drop_middle_words();

INSERT INTO residents_middleword (unit_id, word, resident_id, name_key)
SELECT unit_id, words.word, id, name_key FROM residents_resident, residents_middle_words(name_key) AS words (word);
"""

# Runs as the owner, past the policies, and so applies the scope of the transaction itself.
# Every branch reads its index alone: the keys hold the whole name, and the middle words carry it along.
FIND = """
-- How many people have a word that begins so, counted no further than a few hundred.
CREATE FUNCTION residents_count_word(prefix text, units int[], most int) RETURNS int
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT ((SELECT count(*) FROM (SELECT FROM residents_resident
             WHERE unit_id = ANY (units) AND name_key >= prefix AND name_key < prefix || U&'\\+10FFFF' LIMIT most) AS a)
          + (SELECT count(*) FROM (SELECT FROM residents_resident
             WHERE unit_id = ANY (units) AND given_key >= prefix AND given_key < prefix || U&'\\+10FFFF' LIMIT most) AS b)
          + (SELECT count(*) FROM (SELECT FROM residents_middleword
             WHERE unit_id = ANY (units) AND word >= prefix AND word < prefix || U&'\\+10FFFF' LIMIT most) AS c))::int
$body$;

-- People each of whose ``words`` begins a word of the name, without those whose name (in either order) begins
-- with ``but_prefix``: ordered prefixes have found them. Looks through ``candidates`` names for each place of the
-- rarest word; the id 0 among the answers says that there were more.
CREATE FUNCTION residents_find_words(words text[], but_prefix text, most int, candidates int)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    units int[] := COALESCE(string_to_array(NULLIF(current_setting('portal.units', true), ''), ',')::int[], '{}');
    patterns text[] := ARRAY(SELECT '% ' || regexp_replace(one, '([\\%_])', '\\\1', 'g') || '%' FROM unnest(words) AS one);
    word text; rarest text; fewest int; met int;
BEGIN
    FOREACH word IN ARRAY words LOOP
        met := residents_count_word(word, units, 400);
        IF fewest IS NULL OR met < fewest OR (met = fewest AND length(word) > length(rarest)) THEN
            rarest := word; fewest := met;
        END IF;
    END LOOP;
    RETURN QUERY
        WITH named AS MATERIALIZED (
            SELECT id, name_key AS key FROM residents_resident
            WHERE unit_id = ANY (units) AND name_key >= rarest AND name_key < rarest || U&'\\+10FFFF' AND cardinality(words) > 1
            LIMIT candidates
        ), given AS MATERIALIZED (
            SELECT id, given_key AS key FROM residents_resident
            WHERE unit_id = ANY (units) AND given_key >= rarest AND given_key < rarest || U&'\\+10FFFF' AND cardinality(words) > 1
            LIMIT candidates
        ), middle AS MATERIALIZED (
            SELECT resident_id, name_key AS key FROM residents_middleword kept
            WHERE kept.unit_id = ANY (units) AND kept.word >= rarest AND kept.word < rarest || U&'\\+10FFFF'
            LIMIT candidates
        ), met AS (
            -- Stops as soon as enough were found; a person may be met in two places.
            SELECT DISTINCT id FROM (
                SELECT id FROM named WHERE ' ' || key LIKE ALL (patterns) AND NOT starts_with(key, but_prefix)
                UNION ALL
                SELECT id FROM given WHERE ' ' || key LIKE ALL (patterns) AND NOT starts_with(key, but_prefix)
                UNION ALL
                SELECT resident_id FROM middle WHERE ' ' || key LIKE ALL (patterns) AND NOT starts_with(key, but_prefix)
                LIMIT most * 2
            ) AS places
            LIMIT most
        )
        SELECT id FROM met
        UNION ALL
        SELECT 0 WHERE CASE WHEN (SELECT count(*) FROM met) >= most THEN true ELSE candidates <= GREATEST(
            (SELECT count(*) FROM named), (SELECT count(*) FROM given), (SELECT count(*) FROM middle)) END;
END $body$;

-- Across wards there is one exact look-up only: in whose register is this whole personal number?
CREATE FUNCTION residents_units_of_number(number text, but_resident bigint DEFAULT NULL) RETURNS SETOF int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT DISTINCT unit_id FROM residents_resident
    WHERE personal_id = number AND number ~ '^[0-9]{12}$' AND id IS DISTINCT FROM but_resident
$body$;
REVOKE ALL ON FUNCTION residents_find_words(text[], text, int, int), residents_units_of_number(text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION residents_find_words(text[], text, int, int), residents_units_of_number(text, bigint)
    TO portal_web, portal_worker;
REVOKE ALL ON FUNCTION residents_count_word(text, int[], int) FROM PUBLIC;
"""

UNDO = """
DROP FUNCTION residents_find_words(text[], text, int, int), residents_units_of_number(text, bigint),
    residents_count_word(text, int[], int);
DROP TRIGGER middle_words_added ON residents_resident;
DROP TRIGGER middle_words_changed ON residents_resident;
DROP TRIGGER middle_words_dropped ON residents_resident;
DROP TRIGGER middle_words_emptied ON residents_resident;
DROP FUNCTION residents_add_middle_words(), residents_change_middle_words(), residents_drop_middle_words();
DROP FUNCTION residents_middle_words(text);
DROP TABLE residents_middleword;
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0002_walls")]

    operations = [migrations.RunSQL(TABLE + TRIGGERS + FIND, UNDO)]

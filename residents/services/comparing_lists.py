"""Lists that add nobody: which rows mean a resident, which nobody, and remembering the found ones."""

from typing import Any

from django.db import connection

from residents.models import ImportBatch

SURE = 0.98
"""From this likeness on a link may be made without a person: it changes nothing of the resident."""

_FOUND_NOBODY = """
UPDATE residents_stagedrow SET outcome = 'doubtful', reasons = array_append(reasons, 'not_in_register')
WHERE batch_id = %(batch)s AND outcome IN ('new', 'updated', 'unchanged', 'doubtful') AND resident_id IS NULL
    AND NOT 'not_in_register' = ANY(reasons)
"""
_FOUND_NOW = """
UPDATE residents_stagedrow SET reasons = array_remove(reasons, 'not_in_register')
WHERE batch_id = %(batch)s AND resident_id IS NOT NULL AND 'not_in_register' = ANY(reasons)
"""
_FOUND = """
UPDATE residents_stagedrow SET outcome = 'unchanged'
WHERE batch_id = %(batch)s AND outcome IN ('new', 'updated', 'doubtful') AND resident_id IS NOT NULL
    AND NOT 'several_matches' = ANY(reasons) AND NOT reasons::text[] @> ARRAY['differs_name', 'differs_birth_date']
    AND (NOT 'probable_match' = ANY(reasons) OR (differences->>'likeness')::float >= %(sure)s)
"""
_REMEMBER = """
INSERT INTO residents_sourcerow (resident_id, unit_id, batch_id, file_name, sheet, row)
SELECT r.id, r.unit_id, %(batch)s, %(file_name)s, s.sheet, s.row
FROM residents_stagedrow s JOIN residents_resident r ON r.id = s.resident_id
WHERE s.batch_id = %(batch)s AND s.outcome = 'unchanged'
ON CONFLICT (batch_id, sheet, row) DO NOTHING
"""


def settle_found(cursor: Any, batch: ImportBatch) -> None:
    """Outcomes of judged rows: found is *unchanged*, everything else goes to a person; may run again."""
    values = {"batch": batch.pk, "sure": SURE}
    cursor.execute(_FOUND_NOW, values)
    cursor.execute(_FOUND, values)
    cursor.execute(_FOUND_NOBODY, values)


def remember_found(batch: ImportBatch) -> int:
    """Each found resident keeps the row of the list; within the running transaction, twice is once. Returns the rows."""
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, {"batch": batch.pk, "file_name": batch.file_name})
    return batch.rows.filter(outcome="unchanged", resident__isnull=False).count()

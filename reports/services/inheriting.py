"""A successor's past is the sum of its predecessors': so its trend begins before the day it was made."""

from django.db import connection

from reports.models import UnitFigure
from residents.extension_points import UnitHeir

# A day counts only where every predecessor was counted on it: a sum of some would look like a fall.
_SUM = """
INSERT INTO reports_unitfigure (unit_id, figure, day, value, counted_at)
SELECT %s, figure, day, sum(value), min(counted_at) FROM reports_unitfigure WHERE unit_id = ANY (%s::int[])
GROUP BY figure, day HAVING count(*) = %s
ON CONFLICT ON CONSTRAINT unit_figure_once DO UPDATE SET value = excluded.value, counted_at = excluded.counted_at
"""


def _inherit(*, old_unit_ids: list[int], new_unit_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_SUM, [new_unit_id, old_unit_ids, len(old_unit_ids)])
        return int(cursor.rowcount)


def _disinherit(*, new_unit_ids: list[int]) -> None:
    UnitFigure.objects.filter(unit_id__in=new_unit_ids).delete()


FIGURES_OF_PREDECESSORS = UnitHeir(_inherit, _disinherit)

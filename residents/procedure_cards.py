"""The lane of overdue residence files on the Today page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kontum_portal.accounts.models import Officer
from residents.extension_points import TodayCard, TodayTask
from residents.queries.procedures import ProcedureFilters, list_procedures, procedures_in

OVERDUE = ProcedureFilters("overdue")


def _count(officer: Officer) -> int:
    return procedures_in(officer, OVERDUE).count()


def _tasks(officer: Officer, limit: int) -> Iterable[TodayTask]:
    for row in list_procedures(officer, OVERDUE).rows[:limit]:
        yield TodayTask(
            full_name=row.resident.full_name or "",
            url=row.get_absolute_url(),
            next_step=row.get_kind_display(),
            sub=row.file_number or "",
            due=f"{row.due_on:%d/%m/%Y}",
            tone="late",
            action=_("Close the file"),
            action_url=row.get_absolute_url(),
        )


CARD = TodayCard(
    code="procedures_overdue",
    label=gettext_lazy("Residence files overdue"),
    count=_count,
    url_name="residents:procedures",
    query="lane=overdue",
    tone="late",
    order=20,
    tasks=_tasks,
)

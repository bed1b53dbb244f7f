"""Starting the quality rules by hand, by command or at night."""

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_system
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import enqueue
from residents.errors import UnknownUnitError
from residents.rules import can_start_check

JOB_KIND = "residents.run_quality"


def start_check(*, officer: Officer, full: bool = False, unit_id: int | None = None) -> Job:
    """A job that judges the register (of one unit); one that waits or runs already is returned instead."""
    if not can_start_check(officer):
        raise NotAllowedError
    if unit_id is not None and not is_system(officer) and unit_id not in officer.register_unit_ids:
        raise UnknownUnitError
    scope = "all" if unit_id is None else str(unit_id)
    arguments = {"full": full, "unit_id": unit_id}
    return enqueue(kind=JOB_KIND, owner=officer, arguments=arguments, key=f"{scope}:{'full' if full else 'due'}")

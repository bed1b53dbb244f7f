"""Opening the record of a citizen who stands at a counter away from home."""

from collections.abc import Sequence

from django.db import connection, transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.database import scope
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from residents.choices import VisitStep
from residents.errors import VisitNotOpenedError, VisitReasonMissingError
from residents.models import VisitGrant
from residents.rules import can_look_up_across, may_on_visit
from residents.services.looking_across import read_look_up


@transaction.atomic
def open_visit(*, officer: Officer, token: str, unit_id: int, reason: str, steps: Sequence[str]) -> VisitGrant:
    """One record of unit ``unit_id``, found by the look-up ``token``, for the listed steps, until the day ends."""
    if not can_look_up_across(officer):
        raise NotAllowedError
    said = clean(reason)
    if not said:
        raise VisitReasonMissingError
    number = read_look_up(officer, token).number
    host = min(officer.register_unit_ids)
    allowed = sorted({VisitStep.READ.value, *(VisitStep(step).value for step in steps)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT residents_open_visit(%s, %s, %s, %s, %s)", [number, unit_id, host, said[:300], allowed])
        (grant_id,) = cursor.fetchone()
    if grant_id is None:
        raise VisitNotOpenedError
    grant = VisitGrant.objects.live_for(officer).get(pk=grant_id)
    record_deed(
        actor=officer,
        verb="open_visit",
        subject_kind="resident",
        subject_id=grant.resident_id,
        unit_id=grant.unit_id,
        visit=grant.pk,
        host_unit=host,
        steps=allowed,
    )
    return grant


def enter_visit(*, officer: Officer, resident_id: int, unit_id: int) -> None:
    """Let the transaction of a step write in the home ward of a person at the counter; nothing for one's own people.

    Called before rows are locked; which step is allowed, the caller's rules say.
    """
    away = unit_id not in officer.register_unit_ids
    if away and may_on_visit(officer, resident_id, VisitStep.READ):
        scope.widen(unit_id)

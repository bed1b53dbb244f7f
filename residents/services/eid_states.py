"""How far a resident is on the way to an e-identity account; the cards app calls this, nobody else writes the column."""

from django.db import transaction
from django.db.models import F

from kontum_portal.accounts.models import Officer
from residents.choices import EIdState
from residents.extension_points import on_eid_state
from residents.models import Resident
from residents.quality.checking import check_residents


@transaction.atomic
def set_eid_state(*, resident_id: int, state: str, actor: Officer) -> None:
    """Write the state when it differs, judge the person again, and tell those who follow accounts."""
    new = EIdState(state)
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident_id)
    old = EIdState(resident.eid_state)
    if new == old:
        return
    Resident.objects.filter(pk=resident_id).update(eid_state=new, version=F("version") + 1)
    check_residents([resident_id])
    for callback in on_eid_state:
        callback(resident_id=resident_id, unit_id=resident.unit_id, old=old, new=new, actor=actor)

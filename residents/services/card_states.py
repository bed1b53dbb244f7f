"""How far a resident is on the way to a card; the cards app calls this, nobody else writes the column."""

from django.db import transaction
from django.db.models import F

from kontum_portal.accounts.models import Officer
from residents.choices import CardState
from residents.extension_points import on_card_state
from residents.models import Resident
from residents.quality.checking import check_residents


@transaction.atomic
def set_card_state(*, resident_id: int, state: str, actor: Officer) -> None:
    """Write the state when it differs, judge the person again, and tell those who follow cards."""
    new = CardState(state)
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident_id)
    old = CardState(resident.card_state)
    if new == old:
        return
    Resident.objects.filter(pk=resident_id).update(card_state=new, version=F("version") + 1)
    check_residents([resident_id])
    for callback in on_card_state:
        callback(resident_id=resident_id, unit_id=resident.unit_id, old=old, new=new, actor=actor)

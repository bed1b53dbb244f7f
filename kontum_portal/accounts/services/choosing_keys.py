"""The officer's own keys: changed, or those of a single character switched off."""

from collections.abc import Mapping

from django.db import transaction

from kontum_portal.accounts.errors import KeyTakenError, KeyUnusableError
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services.recording import record_deed
from kontum_portal.look.keys import CHANGEABLE, clash_in, read_key


@transaction.atomic
def choose_keys(*, officer: Officer, single_keys: bool, typed: Mapping[str, str]) -> None:
    """Keep the keys as typed, by act; an empty one is the portal's own key again. Two acts never share a key."""
    changes = {act: _read(typed[act]) for act in CHANGEABLE if typed.get(act)}
    changes = {act: pressed for act, pressed in changes.items() if pressed != CHANGEABLE[act].pressed}
    clash = clash_in(changes)
    if clash:
        raise KeyTakenError(key=clash[0], act=clash[1].label)
    Officer.objects.filter(pk=officer.pk).update(single_keys=single_keys, key_changes=changes)
    record_deed(
        actor=officer, verb="keys_chosen", subject_kind="officer", subject_id=officer.pk, single_keys=single_keys
    )


def _read(typed: str) -> str:
    pressed = read_key(typed)
    if pressed is None:
        raise KeyUnusableError(key=typed)
    return pressed

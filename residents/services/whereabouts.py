"""Where somebody is while away: written with the event that says so, gone when the person is back."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from kontum_portal.text import clean
from residents.life_errors import DetailMissingError, EventInFutureError
from residents.models import Resident, Whereabouts
from residents.services.eventing import Told


@dataclass(frozen=True)
class Away:
    """What is known of an absence, beside its reason and place."""

    relative_phone: str | None = None
    expected_return: dt.date | None = None
    last_seen_on: dt.date | None = None


def require_details(needed: tuple[str, ...], **known: Any) -> None:
    """The first detail that is needed and not known stops the event."""
    names = {
        "place": _("Place"),
        "reason": _("Reason"),
        "until": _("Until"),
        "last_seen_on": _("Last seen on"),
    }
    for detail in needed:
        if not known.get(detail):
            raise DetailMissingError(detail=names[detail])


def require_seen(away: Away, told: Told) -> None:
    """Nobody was seen after the day the absence is told of."""
    if away.last_seen_on and away.last_seen_on > told.happened_on:
        raise EventInFutureError


def keep_whereabouts(resident: Resident, told: Told, away: Away) -> Whereabouts:
    facts = asdict(away) | {
        "unit_id": resident.unit_id,
        "since": told.happened_on,
        "reason": clean(told.reason or "") or None,
        "place": clean(told.place or "") or None,
    }
    kept, _made = Whereabouts.objects.update_or_create(resident=resident, defaults=facts)
    return kept


def forget_whereabouts(resident_id: int) -> None:
    """The person is back, or dead: nobody has a reason to keep the relative's telephone."""
    Whereabouts.objects.filter(resident_id=resident_id).delete()

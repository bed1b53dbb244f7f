"""Take a dossier: the one way an application comes to be."""

import uuid

from django.db import transaction

from id_cards import eligibility, rules
from id_cards.choices import CASE_TYPE_OF, Channel, DeedName, Reason, State
from id_cards.errors import ApplicationAlreadyOpenError, ApplicationBlockedError, RepresentativeMissingError
from id_cards.models import ApplicationStep, CardApplication
from id_cards.queries import fee_on
from id_cards.services.stepping import record_application_deed, show_in_register
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from residents.models import Resident
from residents.queries import pending_correction_id
from residents.services.visiting import enter_visit


@transaction.atomic
def start_application(
    *,
    officer: Officer,
    resident_id: int,
    reason: str,
    channel: str = Channel.COUNTER,
    collection_place: str | None = None,
    representative_name: str | None = None,
    request_key: uuid.UUID | None = None,
) -> CardApplication:
    """Take the dossier of a visible resident; the same ``request_key`` again answers with the same dossier."""
    seen = Resident.objects.open_to(officer).only("unit_id").get(pk=resident_id)
    enter_visit(officer=officer, resident_id=resident_id, unit_id=seen.unit_id)
    resident = Resident.objects.open_to(officer).select_for_update(of=("self",)).get(pk=resident_id)
    if not rules.can_start(officer, resident):
        raise NotAllowedError
    started = _started_before(officer, resident, request_key)
    if started is not None:
        return started
    representative = clean(representative_name or "") or None
    _require_startable(resident, representative)
    return _write(
        officer,
        resident,
        reason=Reason(reason),
        channel=Channel(channel),
        collection_place=clean(collection_place or "") or None,
        representative_name=representative,
        request_key=request_key,
    )


def _started_before(officer: Officer, resident: Resident, request_key: uuid.UUID | None) -> CardApplication | None:
    if request_key is None:
        return None
    return CardApplication.objects.filter(request_key=request_key, resident=resident, created_by=officer).first()


def _require_startable(resident: Resident, representative: str | None) -> None:
    waits = pending_correction_id(resident) is not None
    blockers = eligibility.blockers_of(resident, awaits_correction=waits)
    if blockers:
        raise ApplicationBlockedError(reasons=" ".join(f"{blocker.sentence} {blocker.step}" for blocker in blockers))
    if CardApplication.objects.open().filter(resident=resident).exists():
        raise ApplicationAlreadyOpenError
    if rules.needs_representative(eligibility.born_on(resident), today()) and representative is None:
        raise RepresentativeMissingError


def _write(officer: Officer, resident: Resident, *, reason: Reason, **details: object) -> CardApplication:
    moment, case_type = now(), CASE_TYPE_OF[reason]
    application = CardApplication.objects.create(
        resident=resident,
        unit_id=resident.unit_id,
        case_type=case_type,
        reason=reason,
        state=State.RECEIVED,
        state_changed_at=moment,
        received_at=moment,
        assigned_to=officer,
        created_by=officer,
        fee=fee_on(case_type, reason, today()),
        **details,
    )
    ApplicationStep.objects.create(
        application=application,
        unit_id=application.unit_id,
        deed=DeedName.START,
        to_state=State.RECEIVED,
        from_version=0,
        at=moment,
        actor=officer,
    )
    show_in_register(application, officer)
    record_application_deed(officer, DeedName.START, application)
    return application

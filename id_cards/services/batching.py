"""Dossiers go up together, with a numbered list; each of them by the same step as alone."""

import uuid
from collections.abc import Collection

from django.db import transaction

from id_cards import rules
from id_cards.choices import DeedName
from id_cards.custody_choices import PaperKind
from id_cards.errors import NothingToSendError, NotReadyToSendError, TooManyForOneBatchError
from id_cards.models import ApplicationStep, CardApplication, DossierBatch, DossierBatchLine
from id_cards.services.numbering import take_paper_number
from id_cards.services.returning import send_dossier
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError

MOST = 200


@transaction.atomic
def send_batch(
    *, officer: Officer, unit_id: int, application_ids: Collection[int], request_key: uuid.UUID | None = None
) -> DossierBatch:
    """Send the chosen dossiers of one unit up, all or none; the same ``request_key`` again answers with the same batch."""
    unit = AdminUnit.objects.select_for_update(no_key=True).get(pk=unit_id)
    if not rules.can_write(officer, unit.pk):
        raise NotAllowedError
    sent_before = DossierBatch.objects.filter(request_key=request_key, sent_by=officer).first() if request_key else None
    if sent_before is not None:
        return sent_before
    dossiers = _ready_ones(officer, unit, set(application_ids))
    batch = DossierBatch.objects.create(
        unit=unit,
        number=take_paper_number(unit=unit, kind=PaperKind.BATCH, year=today().year),
        count=len(dossiers),
        sent_at=now(),
        sent_by=officer,
        request_key=request_key,
    )
    for dossier in dossiers:
        send_dossier(officer=officer, application_id=dossier.pk, version=dossier.version)
    _write_lines(batch, dossiers)
    record_deed(
        actor=officer, verb="send_batch", subject_kind="dossier_batch", subject_id=batch.pk, unit_id=unit.pk,
        count=len(dossiers),
    )  # fmt: skip
    return batch


def _ready_ones(officer: Officer, unit: AdminUnit, chosen: set[int]) -> list[CardApplication]:
    """In the order in which people are locked everywhere."""
    if not chosen:
        raise NothingToSendError
    if len(chosen) > MOST:
        raise TooManyForOneBatchError(most=MOST)
    sendable = [state for state, deeds in rules.ALLOWED_NEXT.items() if DeedName.SEND in deeds]
    found = CardApplication.objects.visible_to(officer).filter(pk__in=chosen, unit=unit, state__in=sendable)
    dossiers = list(found.order_by("resident_id", "pk"))
    if len(dossiers) < len(chosen):
        raise NotReadyToSendError(number=len(chosen) - len(dossiers))
    return dossiers


def _write_lines(batch: DossierBatch, dossiers: list[CardApplication]) -> None:
    steps = dict(
        ApplicationStep.objects.standing()
        .filter(application__in=dossiers, deed=DeedName.SEND)
        .order_by("pk")
        .values_list("application_id", "pk")
    )
    DossierBatchLine.objects.bulk_create(
        DossierBatchLine(batch=batch, unit_id=batch.unit_id, application=dossier, step_id=steps[dossier.pk])
        for dossier in dossiers
    )

"""Cards come from above together: opened, scanned one after the other, the differences named, closed by a person."""

import datetime as dt
from typing import Any

from django.db import connection, transaction

from id_cards import rules
from id_cards.choices import DeedName, State
from id_cards.custody_choices import ArrivalSource, PaperKind, ScanOutcome
from id_cards.errors import ArrivalClosedError, NothingToTakeBackError
from id_cards.models import ArrivalScan, CardApplication, CardArrival
from id_cards.scan_reading import Scanned, read_scanned
from id_cards.services.advancing import approve_dossier
from id_cards.services.arriving import record_card_arrival
from id_cards.services.numbering import take_paper_number
from id_cards.services.undoing import undo_step
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from residents.queries.scans import names_another

# A card that lies here was approved and printed, whether or not somebody had recorded it.
_ON_THE_WAY = frozenset({State.SENT, State.APPROVED, State.PRINTING})
_HERE_BEFORE = frozenset({State.CARD_ARRIVED, State.HANDED_OVER})

_NOTE_MISSING = """
INSERT INTO id_cards_arrivalscan (arrival_id, unit_id, outcome, application_id, scanned_at, scanned_by_id, approved_too)
SELECT %(arrival)s, %(unit)s, 'missing', dossier.id, %(moment)s, %(officer)s, false
FROM id_cards_cardapplication dossier
WHERE dossier.unit_id = %(unit)s AND dossier.state IN ('approved', 'printing') AND dossier.id IN (
    SELECT line.application_id FROM id_cards_dossierbatchline line
    WHERE line.batch_id IN (
        SELECT came.batch_id FROM id_cards_dossierbatchline came
        JOIN id_cards_arrivalscan scan ON scan.application_id = came.application_id
        WHERE scan.arrival_id = %(arrival)s AND scan.outcome = 'arrived' AND scan.undone_at IS NULL
    )
)
"""


@transaction.atomic
def open_arrival(*, officer: Officer, unit_id: int, announced: int | None = None) -> CardArrival:
    """Begin to scan; an officer has one open arrival at a time, and asking again answers with it."""
    Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    unit = AdminUnit.objects.get(pk=unit_id)
    if not rules.can_write(officer, unit.pk):
        raise NotAllowedError
    going_on = CardArrival.objects.visible_to(officer).filter(
        opened_by=officer, closed_at__isnull=True, source=ArrivalSource.SCAN
    )
    return going_on.first() or _begin(officer, unit, ArrivalSource.SCAN, announced)


def _begin(officer: Officer, unit: AdminUnit, source: ArrivalSource, announced: int | None) -> CardArrival:
    arrival = CardArrival.objects.create(
        unit=unit,
        number=take_paper_number(unit=unit, kind=PaperKind.ARRIVAL, year=today().year),
        source=source,
        announced=announced,
        opened_at=now(),
        opened_by=officer,
    )
    _leave_trace(officer, arrival, "open_arrival")
    return arrival


@transaction.atomic
def scan_card(*, officer: Officer, arrival_id: int, text: str) -> ArrivalScan:
    """One card or slip: its dossier's card has arrived, or the difference is named. The same card again is *double*."""
    arrival = _lock(officer, arrival_id)
    return _receive(officer, arrival, read_scanned(text))


@transaction.atomic
def receive_list(*, officer: Officer, unit_id: int, rows: list[Scanned], announced: int | None = None) -> CardArrival:
    """Cards by a list instead of the scanner; the same differences are named, and the arrival waits to be closed.

    ``rows``: ``Scanned(number=…)`` or ``Scanned(slip=…)``, with ``card=CardReading(number, full_name, …)`` where
    the list bears names, so that a wrong person is told. An arrival as the same rows again finds them *double*.
    """
    unit = AdminUnit.objects.get(pk=unit_id)
    if not rules.can_write(officer, unit.pk):
        raise NotAllowedError
    arrival = _begin(officer, unit, ArrivalSource.LIST, announced or len(rows) or None)
    for row in rows:
        _receive(officer, arrival, row)
    return arrival


def _lock(officer: Officer, arrival_id: int) -> CardArrival:
    arrival = CardArrival.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=arrival_id)
    if not rules.can_write(officer, arrival.unit_id):
        raise NotAllowedError
    if not arrival.is_open:
        raise ArrivalClosedError
    return arrival


def _receive(officer: Officer, arrival: CardArrival, scanned: Scanned) -> ArrivalScan:
    dossier = _dossier_of(arrival, scanned)
    if dossier is None:
        return _write(officer, arrival, ScanOutcome.UNEXPECTED, number=scanned.text)
    if scanned.card is not None and names_another(scanned.card, dossier.resident):
        return _write(officer, arrival, ScanOutcome.WRONG_PERSON, application=dossier)
    if dossier.state in _HERE_BEFORE:
        return _write(officer, arrival, ScanOutcome.DOUBLE, application=dossier, why=dossier.get_state_display())
    if dossier.state not in _ON_THE_WAY and dossier.state != State.POSTED:
        return _write(officer, arrival, ScanOutcome.UNEXPECTED, application=dossier, why=dossier.get_state_display())
    approved_too = dossier.state == State.SENT
    if approved_too:
        dossier = approve_dossier(officer=officer, application_id=dossier.pk, version=dossier.version)
    record_card_arrival(officer=officer, application_id=dossier.pk, version=dossier.version)
    return _write(officer, arrival, ScanOutcome.ARRIVED, application=dossier, approved_too=approved_too)


def _dossier_of(arrival: CardArrival, scanned: Scanned) -> CardApplication | None:
    """The open dossier before a closed one, the newest first."""
    dossiers = CardApplication.objects.filter(unit_id=arrival.unit_id).select_related("resident")
    if scanned.slip:
        return dossiers.filter(slip_number=scanned.slip).first()
    own = dossiers.filter(resident__personal_id=scanned.number)
    return own.open().order_by("-id").first() or own.order_by("-id").first()


def _write(
    officer: Officer,
    arrival: CardArrival,
    outcome: ScanOutcome,
    *,
    application: CardApplication | None = None,
    number: str | None = None,
    why: str | None = None,
    approved_too: bool = False,
) -> ArrivalScan:
    """One row a card and outcome: the third scan of the same card says what the second said."""
    known = {"application": application, "number": number, "outcome": outcome}
    before = arrival.scans.standing().filter(**known).first()
    if before is not None:
        return before
    return ArrivalScan.objects.create(
        arrival=arrival, unit_id=arrival.unit_id, why=why, approved_too=approved_too, scanned_at=now(),
        scanned_by=officer, **known,
    )  # fmt: skip


@transaction.atomic
def take_back_scan(*, officer: Officer, arrival_id: int, scan_id: int) -> ArrivalScan:
    """The officer's own last scan is undone, and with it the arrival of that card; asking twice is asking once."""
    arrival = _lock(officer, arrival_id)
    asked = arrival.scans.get(pk=scan_id)
    if asked.undone_at is not None and asked.scanned_by_id == officer.pk:
        return asked
    last = arrival.scans.standing().order_by("-pk").first()
    if last is None or last.pk != scan_id or last.scanned_by_id != officer.pk:
        raise NothingToTakeBackError
    if last.outcome == ScanOutcome.ARRIVED and last.application is not None:
        _undo_steps(officer, last.application, 2 if last.approved_too else 1)
    last.undone_at = now()
    last.save(update_fields=["undone_at"])
    return last


def _undo_steps(officer: Officer, application: CardApplication, number: int) -> None:
    for deed in (DeedName.RECORD_ARRIVAL, DeedName.APPROVE)[:number]:
        step = application.steps.filter(undone_at__isnull=True).order_by("-pk").first()
        if step is None or step.deed != deed:
            raise NothingToTakeBackError
        undo_step(officer=officer, application_id=application.pk, step_id=step.pk)


@transaction.atomic
def close_arrival(*, officer: Officer, arrival_id: int, note: str | None = None) -> CardArrival:
    """Name what is missing of the batches these cards were sent in, and end the arrival; twice is once."""
    arrival = CardArrival.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=arrival_id)
    if not rules.can_write(officer, arrival.unit_id):
        raise NotAllowedError
    if not arrival.is_open:
        return arrival
    _note_missing(officer, arrival, now())
    arrival.closed_at, arrival.closed_by, arrival.note = now(), officer, note or None
    arrival.save(update_fields=["closed_at", "closed_by", "note"])
    _leave_trace(officer, arrival, "close_arrival")
    return arrival


def _note_missing(officer: Officer, arrival: CardArrival, moment: dt.datetime) -> None:
    values: dict[str, Any] = {"arrival": arrival.pk, "unit": arrival.unit_id, "moment": moment, "officer": officer.pk}
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_MISSING, values)


def _leave_trace(officer: Officer, arrival: CardArrival, verb: str) -> None:
    record_deed(
        actor=officer, verb=verb, subject_kind="card_arrival", subject_id=arrival.pk, unit_id=arrival.unit_id,
        scans=arrival.scans.standing().count(),
    )  # fmt: skip

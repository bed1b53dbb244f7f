"""What each state allows and who may do it: asked by the button, by the service, and by the drawing in the docs."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q

from id_cards.ages import BIOMETRICS_AGE, MUST_HAVE_CARD_AGE, age_on
from id_cards.choices import UNIT_PLACES, CardPlace, DeedName, IdentifiedBy, Reason, ReceiverKind, State
from id_cards.custody_choices import TransferState
from id_cards.errors import ChildReceivesAloneError, ReceiverMissingError, ReceiverNotProvedError
from kontum_portal.accounts.rules import is_administrator, is_ward_chief, sees_register, works_at_ward
from kontum_portal.errors import DomainError
from residents.choices import CardState, VisitStep
from residents.rules import may_on_visit

if TYPE_CHECKING:
    from id_cards.models import ApplicationStep, CardApplication, CardTransfer
    from kontum_portal.accounts.models import Officer
    from residents.models import Resident

UNDO_WINDOW = dt.timedelta(minutes=30)

# State → deed → state. The first deed of a state is the usual next step and becomes the primary button.
ALLOWED_NEXT: dict[State, dict[DeedName, State]] = {
    State.DRAFT: {DeedName.RESUME: State.RECEIVED, DeedName.CANCEL: State.CANCELLED},
    State.BOOKED: {
        DeedName.RESUME: State.RECEIVED,
        DeedName.CANCEL: State.CANCELLED,
        DeedName.EXPIRE: State.EXPIRED,
    },
    State.RECEIVED: {
        DeedName.TAKE_BIOMETRICS: State.BIOMETRICS_DONE,
        DeedName.ISSUE_SLIP: State.SLIP_ISSUED,
        DeedName.WAIT_FOR_DATA: State.AWAITING_DATA_FIX,
        DeedName.REFUSE: State.REFUSED,
        DeedName.CANCEL: State.CANCELLED,
    },
    State.AWAITING_DATA_FIX: {
        DeedName.RESUME: State.RECEIVED,
        DeedName.REFUSE: State.REFUSED,
        DeedName.CANCEL: State.CANCELLED,
        DeedName.EXPIRE: State.EXPIRED,
    },
    State.BIOMETRICS_DONE: {
        DeedName.ISSUE_SLIP: State.SLIP_ISSUED,
        DeedName.WAIT_FOR_DATA: State.AWAITING_DATA_FIX,
        DeedName.REFUSE: State.REFUSED,
        DeedName.CANCEL: State.CANCELLED,
    },
    State.SLIP_ISSUED: {DeedName.SEND: State.SENT, DeedName.CANCEL: State.CANCELLED},
    State.SENT: {
        DeedName.APPROVE: State.APPROVED,
        DeedName.RETURN_WITH_ERROR: State.RETURNED_WITH_ERROR,
        DeedName.REFUSE: State.REFUSED,
    },
    State.RETURNED_WITH_ERROR: {
        DeedName.SEND: State.SENT,
        DeedName.REFUSE: State.REFUSED,
        DeedName.CANCEL: State.CANCELLED,
        DeedName.EXPIRE: State.EXPIRED,
    },
    State.APPROVED: {DeedName.START_PRINTING: State.PRINTING, DeedName.RECORD_ARRIVAL: State.CARD_ARRIVED},
    State.PRINTING: {DeedName.RECORD_ARRIVAL: State.CARD_ARRIVED},
    State.CARD_ARRIVED: {
        DeedName.HAND_OVER: State.HANDED_OVER,
        DeedName.POST: State.POSTED,
        DeedName.MARK_WRONG: State.CARD_WRONG,
    },
    State.POSTED: {DeedName.HAND_OVER: State.HANDED_OVER, DeedName.RECORD_ARRIVAL: State.CARD_ARRIVED},
    State.CARD_WRONG: {DeedName.SEND: State.SENT, DeedName.CANCEL: State.CANCELLED},
    State.HANDED_OVER: {},
    State.REFUSED: {},
    State.CANCELLED: {},
    State.EXPIRED: {},
}

# Besides: a death closes a dossier from every open state (``DeedName.CLOSE_ON_DEATH``), and nobody is asked.
# Acts that close a door or bind the unit: the officer reads them over once more before they are done.
FORMAL_DEEDS = frozenset({DeedName.ISSUE_SLIP, DeedName.HAND_OVER, DeedName.REFUSE, DeedName.CANCEL, DeedName.EXPIRE})
NOTED_DEEDS = frozenset(
    {
        DeedName.WAIT_FOR_DATA,
        DeedName.RETURN_WITH_ERROR,
        DeedName.MARK_WRONG,
        DeedName.REFUSE,
        DeedName.CANCEL,
        DeedName.EXPIRE,
    }
)
LOSING_DEEDS = frozenset({DeedName.REFUSE, DeedName.CANCEL, DeedName.EXPIRE, DeedName.MARK_WRONG})

# What an officer of another ward may do for a citizen at the counter, by the step that the visit must list.
VISIT_STEP_OF: dict[DeedName, VisitStep] = {
    DeedName.RESUME: VisitStep.TAKE_DOSSIER,
    DeedName.WAIT_FOR_DATA: VisitStep.TAKE_DOSSIER,
    DeedName.TAKE_BIOMETRICS: VisitStep.TAKE_DOSSIER,
    DeedName.ISSUE_SLIP: VisitStep.TAKE_DOSSIER,
    DeedName.HAND_OVER: VisitStep.HAND_OVER,
}

# What the register shows of a dossier; states missing here fall back on the card that is in hand, or none.
CARD_STATE_OF: dict[State, CardState] = {
    State.RECEIVED: CardState.APPLIED,
    State.AWAITING_DATA_FIX: CardState.APPLIED,
    State.BIOMETRICS_DONE: CardState.APPLIED,
    State.SLIP_ISSUED: CardState.APPLIED,
    State.SENT: CardState.SENT,
    State.RETURNED_WITH_ERROR: CardState.SENT,
    State.APPROVED: CardState.SENT,
    State.CARD_WRONG: CardState.SENT,
    State.PRINTING: CardState.PRINTED,
    State.CARD_ARRIVED: CardState.ARRIVED,
    State.POSTED: CardState.ARRIVED,
    State.HANDED_OVER: CardState.IN_HAND,
}


def may_open_pages(officer: "Officer") -> bool:
    """Căn cước pages are for those who see the register; which rows, the scope decides."""
    return sees_register(officer)


def can_view(officer: "Officer", application: "CardApplication") -> bool:
    """The twin of ``CardApplication.objects.open_to``."""
    if officer.is_authenticated and application.unit_id in officer.register_unit_ids:
        return True
    return bool(officer.is_authenticated) and may_on_visit(officer, application.resident_id, VisitStep.READ)


def can_write(officer: "Officer", unit_id: int) -> bool:
    """Dossiers are worked on by the officers and the chief of their own unit; command and steward read."""
    return works_at_ward(officer) and unit_id in officer.register_unit_ids


def may_change_fees(officer: "Officer") -> bool:
    """Fees are kept by those who look after the portal's reference tables."""
    return is_administrator(officer)


def can_start(officer: "Officer", resident: "Resident") -> bool:
    """A dossier is taken in one's own ward, or for a citizen at the counter whose visit lists it."""
    return can_write(officer, resident.unit_id) or _on_visit(officer, resident.pk, VisitStep.TAKE_DOSSIER)


def can_do(officer: "Officer", application: "CardApplication", deed: str) -> bool:
    """Every step in one's own ward; under a visit those up to the slip, and the handing over, as the visit lists them."""
    if can_write(officer, application.unit_id):
        return True
    step = VISIT_STEP_OF.get(DeedName(deed))
    return step is not None and _on_visit(officer, application.resident_id, step)


def can_print(officer: "Officer", application: "CardApplication") -> bool:
    """Whoever may issue the slip prints it."""
    return can_do(officer, application, DeedName.ISSUE_SLIP)


def _on_visit(officer: "Officer", resident_id: int, step: VisitStep) -> bool:
    return works_at_ward(officer) and may_on_visit(officer, resident_id, step)


def needs_biometrics(reason: str, born: dt.date | None, day: dt.date) -> bool:
    """From 6 years on (Đ.19); a re-issue for a lost or damaged card may use those taken last."""
    if reason in (Reason.LOST, Reason.DAMAGED):
        return False
    return born is None or age_on(born, day) >= BIOMETRICS_AGE


def needs_representative(born: dt.date | None, day: dt.date) -> bool:
    """Under 14 the representative asks and signs (Đ.19)."""
    return born is not None and age_on(born, day) < MUST_HAVE_CARD_AGE


def allowed_deeds(state: str, *, biometrics_needed: bool) -> tuple[DeedName, ...]:
    """The deeds of a state in the order of their buttons; nothing for a state nobody knows."""
    deeds = tuple(ALLOWED_NEXT.get(State(state), {}) if state in State.values else ())
    if state != State.RECEIVED:
        return deeds
    skipped = DeedName.ISSUE_SLIP if biometrics_needed else DeedName.TAKE_BIOMETRICS
    return tuple(deed for deed in deeds if deed != skipped)


def can_undo(officer: "Officer", step: "ApplicationStep | None", moment: dt.datetime) -> bool:
    """The author of the last step takes it back within 30 minutes; the start of a dossier is cancelled instead."""
    if step is None or step.deed in (DeedName.START, DeedName.CLOSE_ON_DEATH) or step.undone_at is not None:
        return False
    return step.actor_id == officer.pk and moment - step.at <= UNDO_WINDOW


def receiver_refusal(
    *, receiver_kind: str, receiver_name: str | None, identified_by: str, holder_is_child: bool
) -> type[DomainError] | None:
    """Why a card may not be given to this person; None when it may. Asked by the form and by the service."""
    if receiver_kind == ReceiverKind.HOLDER:
        return ChildReceivesAloneError if holder_is_child else None
    if not receiver_name:
        return ReceiverMissingError
    if receiver_kind == ReceiverKind.RELATIVE and identified_by != IdentifiedBy.AUTHORISATION:
        return ReceiverNotProvedError
    return None


def givable(officer: "Officer", to_place: CardPlace) -> Q:
    """Which cards an officer may hand on: into the safe from the desk or from one's own visit, out from desk or safe."""
    own_visit = Q(place=CardPlace.WITH_OFFICER, keeper=officer)
    if to_place == CardPlace.IN_SAFE:
        return Q(place=CardPlace.AT_UNIT) | own_visit
    if to_place == CardPlace.WITH_OFFICER:
        return Q(place__in=sorted(UNIT_PLACES))
    return Q(pk__in=[])


def can_answer_transfer(officer: "Officer", transfer: "CardTransfer", state: str) -> bool:
    """The taker signs or refuses, the giver withdraws; nobody signs for another."""
    signer = transfer.giver_id if state == TransferState.WITHDRAWN else transfer.taker_id
    return can_write(officer, transfer.unit_id) and officer.pk == signer


def may_settle_findings(officer: "Officer", unit_id: int) -> bool:
    """What the proofs find is the chief's to settle."""
    return is_ward_chief(officer) and unit_id in officer.register_unit_ids

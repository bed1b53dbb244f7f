"""What each state of an account allows and who may do it: asked by the button and by the service."""

import datetime as dt
from typing import TYPE_CHECKING

from id_cards.ages import MUST_HAVE_CARD_AGE, age_on
from id_cards.e_identity.choices import AccountDeed, AccountState, Level, RegisteredHow
from id_cards.rules import UNDO_WINDOW, can_write
from kontum_portal.accounts.rules import works_at_ward
from residents.choices import EIdState, VisitStep
from residents.rules import may_on_visit

if TYPE_CHECKING:
    from id_cards.models import EIdAccount, EIdStep
    from kontum_portal.accounts.models import Officer
    from residents.models import Resident

_S, _D = AccountState, AccountDeed

# State → deed → state. The first deed of a state is the usual next step and becomes the primary button.
ALLOWED_NEXT: dict[AccountState, dict[AccountDeed, AccountState]] = {
    _S.REGISTERED: {_D.APPROVE: _S.APPROVED, _D.SUBMIT: _S.PENDING, _D.REFUSE: _S.REFUSED, _D.WITHDRAW: _S.WITHDRAWN},
    _S.PENDING: {_D.APPROVE: _S.APPROVED, _D.REFUSE: _S.REFUSED, _D.WITHDRAW: _S.WITHDRAWN},
    _S.APPROVED: {_D.ACTIVATE: _S.ACTIVATED, _D.HELP: _S.APPROVED},
    _S.ACTIVATED: {_D.LOCK: _S.LOCKED},
    _S.LOCKED: {_D.UNLOCK: _S.ACTIVATED},
    _S.REFUSED: {},
    _S.WITHDRAWN: {},
    _S.REPLACED: {},
    _S.CLOSED: {},
}
# Besides: an approved level 2 replaces the level 1, and a death closes every live account; nobody is asked.

LOSING_DEEDS = frozenset({_D.REFUSE, _D.LOCK, _D.WITHDRAW})
IN_BULK = (_D.APPROVE, _D.ACTIVATE)

# What the register shows; the furthest of a person's live accounts counts.
EID_STATE_OF: dict[AccountState, EIdState] = {
    _S.REGISTERED: EIdState.REGISTERED,
    _S.PENDING: EIdState.REGISTERED,
    _S.APPROVED: EIdState.APPROVED_NOT_ACTIVATED,
    _S.LOCKED: EIdState.LOCKED,
    _S.ACTIVATED: EIdState.ACTIVATED,
}
FURTHEST_FIRST = (_S.ACTIVATED, _S.LOCKED, _S.APPROVED, _S.PENDING, _S.REGISTERED)


def can_view(officer: "Officer", account: "EIdAccount") -> bool:
    """The twin of ``EIdAccount.objects.open_to``."""
    if officer.is_authenticated and account.unit_id in officer.register_unit_ids:
        return True
    return bool(officer.is_authenticated) and may_on_visit(officer, account.resident_id, VisitStep.READ)


def can_register(officer: "Officer", resident: "Resident") -> bool:
    """In one's own ward, or for a citizen at the counter: level 2 is taken at any commune (NĐ 69/2024)."""
    return can_write(officer, resident.unit_id) or _on_visit(officer, resident.pk)


def can_do(officer: "Officer", account: "EIdAccount") -> bool:
    return can_write(officer, account.unit_id) or _on_visit(officer, account.resident_id)


def _on_visit(officer: "Officer", resident_id: int) -> bool:
    return works_at_ward(officer) and may_on_visit(officer, resident_id, VisitStep.EID)


def can_undo(officer: "Officer", step: "EIdStep | None", moment: dt.datetime) -> bool:
    """The author of the last step takes it back within 30 minutes; a registration is withdrawn instead."""
    if step is None or step.undone_at is not None:
        return False
    if step.deed in (_D.REGISTER, _D.CLOSE_ON_DEATH, _D.REPLACE):
        return False
    return step.actor_id == officer.pk and moment - step.at <= UNDO_WINDOW


def needs_representative(born: dt.date | None, day: dt.date) -> bool:
    """Under 14 the account is registered with and through the representative."""
    return born is not None and age_on(born, day) < MUST_HAVE_CARD_AGE


def working_days_to_approve(level: int, how: str) -> int:
    """Level 1 one working day, level 2 three with a chip card, seven together with the card (to be confirmed)."""
    if level == Level.ONE:
        return 1
    return 7 if how == RegisteredHow.WITH_CARD else 3

"""The path of every step of an account: lock, may they, does the state allow it, write, deed.

Locks are taken in one order everywhere: resident, account.
"""

from dataclasses import dataclass
from typing import Any

from id_cards.e_identity import rules
from id_cards.e_identity.choices import AccountDeed, AccountState
from id_cards.e_identity.errors import AccountStaleError, AccountStepNotAllowedError
from id_cards.figures import text_of
from id_cards.models import EIdAccount, EIdFigures, EIdStep
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from residents.choices import EIdState
from residents.models import Resident
from residents.services.eid_states import set_eid_state
from residents.services.visiting import enter_visit

FIGURES = tuple(field.name for field in EIdFigures._meta.concrete_fields)


@dataclass(frozen=True)
class AccountAttempt:
    """What an officer wants to do to an account, as it stood (``version``) when the officer saw it."""

    officer: Officer
    account_id: int
    deed: AccountDeed
    version: int
    reason: str | None = None
    help_steps: tuple[str, ...] = ()


def lock_account_row(*, officer: Officer, account_id: int) -> EIdAccount:
    """Lock a visible account behind its resident; ``DoesNotExist`` when it is out of reach."""
    seen = EIdAccount.objects.open_to(officer).only("resident_id", "unit_id").get(pk=account_id)
    enter_visit(officer=officer, resident_id=seen.resident_id, unit_id=seen.unit_id)
    Resident.objects.select_for_update(of=("self",)).get(pk=seen.resident_id)
    rows = EIdAccount.objects.open_to(officer).select_for_update(of=("self",))
    return rows.select_related("resident", "unit").get(pk=account_id)


def begin(attempt: AccountAttempt) -> tuple[EIdAccount, bool]:
    """The locked account, and whether this very attempt was already carried out (a double click, a re-sent form)."""
    account = lock_account_row(officer=attempt.officer, account_id=attempt.account_id)
    if not rules.can_do(attempt.officer, account):
        raise NotAllowedError
    same = {"from_version": attempt.version, "deed": attempt.deed, "actor": attempt.officer}
    return account, account.steps.filter(undone_at__isnull=True, **same).exists()


def require_allowed(attempt: AccountAttempt, account: EIdAccount) -> None:
    """Refuse a step that the account's state or its newer version forbids."""
    if attempt.deed not in rules.ALLOWED_NEXT[AccountState(account.state)]:
        raise AccountStepNotAllowedError(deed=attempt.deed.label, state=account.get_state_display())
    if attempt.version != account.version:
        raise AccountStaleError


def record_step(attempt: AccountAttempt, account: EIdAccount, **changes: Any) -> EIdAccount:
    """Write the step with what it found before, the new state, what the register shows, and the deed."""
    target = rules.ALLOWED_NEXT[AccountState(account.state)][attempt.deed]
    return write_step(attempt, account, target=target, **changes)


def write_step(attempt: AccountAttempt, account: EIdAccount, *, target: AccountState, **changes: Any) -> EIdAccount:
    """As ``record_step``, to a state that the caller answers for."""
    moment = now()
    EIdStep.objects.create(
        account=account,
        unit_id=account.unit_id,
        deed=attempt.deed,
        from_state=account.state,
        to_state=target,
        from_version=account.version,
        at=moment,
        actor=attempt.officer,
        reason=attempt.reason or None,
        help_steps=list(attempt.help_steps),
        before=text_of(account, FIGURES),
    )
    if target != account.state:
        changes["state_changed_at"] = moment
    for name, value in {**changes, "state": target}.items():
        setattr(account, name, value)
    account.version += 1
    account.save()
    show_in_register(account, attempt.officer)
    return record_account_deed(attempt.officer, attempt.deed, account)


def show_in_register(account: EIdAccount, actor: Officer) -> None:
    """The furthest of the person's live accounts is what the register shows, through the register's own service."""
    states = set(EIdAccount.objects.live().filter(resident_id=account.resident_id).values_list("state", flat=True))
    furthest = next((state for state in rules.FURTHEST_FIRST if state in states), None)
    shown = rules.EID_STATE_OF[furthest] if furthest else EIdState.NONE
    set_eid_state(resident_id=account.resident_id, state=shown, actor=actor)


def record_account_deed(actor: Officer, verb: str, account: EIdAccount) -> EIdAccount:
    record_deed(
        actor=actor,
        verb=str(verb),
        subject_kind="eid_account",
        subject_id=account.pk,
        unit_id=account.unit_id,
        resident=account.resident_id,
        state=str(account.state),
    )
    return account

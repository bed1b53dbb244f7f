"""Accounts follow their person: into a merged record, to another unit, into death. Called inside the register's deeds."""

from typing import Any

from id_cards.e_identity.choices import AccountDeed, AccountState
from id_cards.e_identity.services.stepping import AccountAttempt, record_account_deed, write_step
from id_cards.e_identity.services.undoing import take_back
from id_cards.models import EIdAccount, EIdStep
from kontum_portal.accounts.models import Officer


def move_steps(*, resident_id: int, unit_id: int, **_: Any) -> None:
    """The steps go where their accounts went (``carry_along_with_move``)."""
    steps = EIdStep.objects.filter(account__resident_id=resident_id)
    steps.exclude(unit_id=unit_id).update(unit_id=unit_id)


def merge_accounts(*, kept_id: int, dropped_id: int) -> list[int]:
    """Give the dropped record's accounts to the kept one; of two live ones of a level the kept record's stays live."""
    dropped = EIdAccount.objects.filter(resident_id=dropped_id)
    moved = list(dropped.values_list("pk", flat=True))
    levels = EIdAccount.objects.live().filter(resident_id=kept_id).values_list("level", flat=True)
    dropped.live().filter(level__in=list(levels)).update(state=AccountState.REPLACED)
    dropped.update(resident_id=kept_id)
    return moved


def unmerge_accounts(*, dropped_id: int, moved: list[int]) -> None:
    """Give the accounts back; one that only the merge had replaced stands where its last step had led."""
    accounts = EIdAccount.objects.filter(pk__in=moved)
    accounts.update(resident_id=dropped_id)
    for account in accounts.filter(state=AccountState.REPLACED):
        last = account.steps.standing().last()
        if last is not None and last.to_state != AccountState.REPLACED:
            EIdAccount.objects.filter(pk=account.pk).update(state=last.to_state)


def close_on_death(*, resident_id: int, actor: Officer, **_: Any) -> None:
    """Called by the register inside its transaction, with the resident locked."""
    live = EIdAccount.objects.live().filter(resident_id=resident_id)
    for account in live.select_for_update(of=("self",)).select_related("resident", "unit"):
        attempt = AccountAttempt(actor, account.pk, AccountDeed.CLOSE_ON_DEATH, account.version)
        write_step(attempt, account, target=AccountState.CLOSED)


def reopen_after_death(*, resident_id: int, actor: Officer, **_: Any) -> None:
    """The death was a mistake: the account stands where it stood."""
    closed = EIdAccount.objects.filter(resident_id=resident_id, state=AccountState.CLOSED)
    for account in closed.select_for_update(of=("self",)).select_related("resident", "unit").order_by("pk"):
        step = account.steps.standing().last()
        if step is not None and step.deed == AccountDeed.CLOSE_ON_DEATH:
            take_back(actor, account, step)
            record_account_deed(actor, "reopen_account_after_death", account)

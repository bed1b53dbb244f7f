"""Take the last step of an account back: by its author, within 30 minutes, with a trace."""

from django.db import transaction

from id_cards.e_identity import rules
from id_cards.e_identity.choices import AccountDeed, AccountState
from id_cards.e_identity.errors import AccountUndoNotAllowedError
from id_cards.e_identity.services.stepping import lock_account_row, record_account_deed, show_in_register
from id_cards.figures import put_back
from id_cards.models import EIdAccount, EIdStep
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError


@transaction.atomic
def undo_account_step(*, officer: Officer, account_id: int, step_id: int) -> EIdAccount:
    """Put the account back as it was before the step; asking twice is asking once."""
    account = lock_account_row(officer=officer, account_id=account_id)
    if not rules.can_do(officer, account):
        raise NotAllowedError
    if account.steps.filter(pk=step_id, undone_by=officer).exists():
        return account
    step = account.steps.standing().last()
    if step is None or step.pk != step_id or not rules.can_undo(officer, step, now()):
        raise AccountUndoNotAllowedError
    if not account.is_live and _another_is_live(account):
        raise AccountUndoNotAllowedError
    if step.deed == AccountDeed.APPROVE:
        _bring_level_one_back(officer, account, step)
    take_back(officer, account, step)
    return record_account_deed(officer, "undo_account_step", account)


def take_back(officer: Officer, account: EIdAccount, step: EIdStep) -> None:
    put_back(account, step.before)
    account.version += 1
    account.save()
    step.undone_at, step.undone_by = now(), officer
    step.save(update_fields=["undone_at", "undone_by"])
    show_in_register(account, officer)


def _another_is_live(account: EIdAccount) -> bool:
    same = EIdAccount.objects.live().filter(resident_id=account.resident_id, level=account.level)
    return same.exclude(pk=account.pk).exists()


def _bring_level_one_back(officer: Officer, account: EIdAccount, approval: EIdStep) -> None:
    """What the approval had replaced, in the same moment, lives again."""
    replaced = EIdAccount.objects.filter(resident_id=account.resident_id, state=AccountState.REPLACED)
    for lower in replaced.select_for_update(of=("self",)).select_related("resident", "unit"):
        step = lower.steps.standing().last()
        if (
            step is not None
            and step.deed == AccountDeed.REPLACE
            and step.pk < approval.pk
            and step.actor_id == officer.pk
        ):
            take_back(officer, lower, step)

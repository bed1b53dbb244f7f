"""The steps of an account after its registration."""

import datetime as dt
from typing import Any

from django.db import transaction

from id_cards.e_identity.choices import AccountDeed, AccountState, Level, RefusedReason
from id_cards.e_identity.errors import AccountReasonMissingError
from id_cards.e_identity.services.stepping import AccountAttempt, begin, record_step, require_allowed, write_step
from id_cards.models import EIdAccount
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today


@transaction.atomic
def _advance(attempt: AccountAttempt, **changes: Any) -> EIdAccount:
    account, repeated = begin(attempt)
    if repeated:
        return account
    require_allowed(attempt, account)
    return record_step(attempt, account, **changes)


def submit_account(*, officer: Officer, account_id: int, version: int) -> EIdAccount:
    """The registration was sent up in the ministry's system."""
    return _advance(AccountAttempt(officer, account_id, AccountDeed.SUBMIT, version))


@transaction.atomic
def approve_account(*, officer: Officer, account_id: int, version: int, on: dt.date | None = None) -> EIdAccount:
    """The message of approval came; a level 2 takes the place of a live level 1."""
    attempt = AccountAttempt(officer, account_id, AccountDeed.APPROVE, version)
    account, repeated = begin(attempt)
    if repeated:
        return account
    require_allowed(attempt, account)
    if account.level == Level.TWO:
        _replace_level_one(officer, account)
    return record_step(attempt, account, approved_on=on or today())


def _replace_level_one(officer: Officer, account: EIdAccount) -> None:
    lower = EIdAccount.objects.live().filter(resident_id=account.resident_id, level=Level.ONE)
    for replaced in lower.select_for_update(of=("self",)).select_related("resident", "unit"):
        attempt = AccountAttempt(officer, replaced.pk, AccountDeed.REPLACE, replaced.version)
        write_step(attempt, replaced, target=AccountState.REPLACED)


def refuse_account(*, officer: Officer, account_id: int, version: int, reason: str) -> EIdAccount:
    """Not approved above, for one of the known reasons."""
    if reason not in RefusedReason.values:
        raise AccountReasonMissingError
    attempt = AccountAttempt(officer, account_id, AccountDeed.REFUSE, version, reason=reason)
    return _advance(attempt, refused_reason=reason)


def activate_account(*, officer: Officer, account_id: int, version: int, on: dt.date | None = None) -> EIdAccount:
    """The citizen has activated the account, with or without help."""
    attempt = AccountAttempt(officer, account_id, AccountDeed.ACTIVATE, version)
    return _advance(attempt, activated_on=on or today(), not_activated_reason=None, follow_up_on=None)


def lock_account(*, officer: Officer, account_id: int, version: int) -> EIdAccount:
    return _advance(AccountAttempt(officer, account_id, AccountDeed.LOCK, version))


def unlock_account(*, officer: Officer, account_id: int, version: int) -> EIdAccount:
    return _advance(AccountAttempt(officer, account_id, AccountDeed.UNLOCK, version))


def withdraw_account(*, officer: Officer, account_id: int, version: int) -> EIdAccount:
    """The registration was a mistake, or the citizen does not want it any more."""
    return _advance(AccountAttempt(officer, account_id, AccountDeed.WITHDRAW, version))

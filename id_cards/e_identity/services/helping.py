"""Help with the activation: what was done together, and why it is not activated yet. Never what the citizen typed."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from id_cards.e_identity.choices import AccountDeed, HelpStep, NotActivatedReason
from id_cards.e_identity.errors import HelpEmptyError
from id_cards.e_identity.services.stepping import AccountAttempt, begin, record_step, require_allowed
from id_cards.models import EIdAccount
from kontum_portal.accounts.models import Officer


@transaction.atomic
def help_to_activate(
    *,
    officer: Officer,
    account_id: int,
    version: int,
    help_steps: Sequence[str] = (),
    not_activated_reason: str | None = None,
    follow_up_on: dt.date | None = None,
) -> EIdAccount:
    """A step without a new state; the officer is the helper from now on."""
    done = tuple(HelpStep(step).value for step in help_steps)
    reason = NotActivatedReason(not_activated_reason).value if not_activated_reason else None
    if not done and reason is None:
        raise HelpEmptyError
    attempt = AccountAttempt(officer, account_id, AccountDeed.HELP, version, reason=reason, help_steps=done)
    account, repeated = begin(attempt)
    if repeated:
        return account
    require_allowed(attempt, account)
    return record_step(attempt, account, not_activated_reason=reason, follow_up_on=follow_up_on, helper=officer)

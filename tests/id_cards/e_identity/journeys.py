"""Accounts in any state, by the real services."""

from collections.abc import Callable
from typing import Any

from id_cards.e_identity import services
from id_cards.e_identity.choices import AccountDeed as D
from id_cards.e_identity.choices import AccountState as S
from id_cards.models import EIdAccount
from kontum_portal.accounts.models import Officer
from residents.models import Resident

SERVICE_OF: dict[D, Callable[..., EIdAccount]] = {
    D.SUBMIT: services.submit_account,
    D.APPROVE: services.approve_account,
    D.REFUSE: services.refuse_account,
    D.ACTIVATE: services.activate_account,
    D.HELP: services.help_to_activate,
    D.LOCK: services.lock_account,
    D.UNLOCK: services.unlock_account,
    D.WITHDRAW: services.withdraw_account,
}
EXTRAS: dict[D, dict[str, Any]] = {D.REFUSE: {"reason": "data_differs"}, D.HELP: {"help_steps": ["explained"]}}
PATH_TO: dict[S, list[D]] = {
    S.REGISTERED: [],
    S.PENDING: [D.SUBMIT],
    S.REFUSED: [D.REFUSE],
    S.WITHDRAWN: [D.WITHDRAW],
    S.APPROVED: [D.APPROVE],
    S.ACTIVATED: [D.APPROVE, D.ACTIVATE],
    S.LOCKED: [D.APPROVE, D.ACTIVATE, D.LOCK],
}


def take(officer: Officer, account: EIdAccount, deed: D) -> EIdAccount:
    """The deed on the account as it stands now."""
    version = EIdAccount.objects.get(pk=account.pk).version
    return SERVICE_OF[deed](officer=officer, account_id=account.pk, version=version, **EXTRAS.get(deed, {}))


def account_at(officer: Officer, resident: Resident, state: S = S.REGISTERED, **details: Any) -> EIdAccount:
    account = services.register_account(officer=officer, resident_id=resident.pk, **details)
    for deed in PATH_TO[state]:
        account = take(officer, account, deed)
    return account

"""The same step for the ticked rows of a list: each account by its own service, those that refuse are named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from id_cards.e_identity import rules
from id_cards.e_identity.choices import AccountDeed
from id_cards.e_identity.errors import AccountStepNotAllowedError, NothingChosenError
from id_cards.e_identity.services.advancing import activate_account, approve_account
from id_cards.models import EIdAccount
from kontum_portal.accounts.models import Officer
from kontum_portal.errors import DomainError

SERVICES: dict[str, Callable[..., EIdAccount]] = {
    AccountDeed.APPROVE: approve_account,
    AccountDeed.ACTIVATE: activate_account,
}


@dataclass
class ManyResult:
    """How many were done, and for each other one its id and the sentence why not."""

    done: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def take_many(*, officer: Officer, deed: str, chosen: Iterable[tuple[int, int]]) -> ManyResult:
    """``chosen`` are (account id, version as the officer saw it). One that refuses leaves the others done."""
    if deed not in rules.IN_BULK:
        raise AccountStepNotAllowedError(deed=deed, state="")
    pairs, result = sorted(set(chosen)), ManyResult()
    if not pairs:
        raise NothingChosenError
    for account_id, version in pairs:
        try:
            with transaction.atomic():
                SERVICES[deed](officer=officer, account_id=account_id, version=version)
            result.done += 1
        except (DomainError, EIdAccount.DoesNotExist) as error:
            result.refused.append((account_id, str(error) if isinstance(error, DomainError) else ""))
    return result

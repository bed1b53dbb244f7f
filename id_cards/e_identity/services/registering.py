"""Take a registration: the one way an account comes to be."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from id_cards.e_identity import rules
from id_cards.e_identity.choices import AccountDeed, AccountState, Level, Paper, RegisteredHow
from id_cards.e_identity.errors import (
    AccountAlreadyThereError,
    AccountHolderUnreadyError,
    AccountRepresentativeMissingError,
)
from id_cards.e_identity.queries import unready_reasons
from id_cards.e_identity.services.stepping import record_account_deed, show_in_register
from id_cards.eligibility import born_on
from id_cards.models import EIdAccount, EIdStep
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from kontum_portal.working_days.queries import calendar_overrides
from kontum_portal.working_days.rules import add_working_days
from residents.models import Resident
from residents.services.visiting import enter_visit


@transaction.atomic
def register_account(
    *,
    officer: Officer,
    resident_id: int,
    level: int = Level.TWO,
    how: str = RegisteredHow.COUNTER,
    phone: str | None = None,
    phone_is_own: bool | None = None,
    papers: Sequence[str] = (),
    representative_name: str | None = None,
    registered_on: dt.date | None = None,
    request_key: uuid.UUID | None = None,
) -> EIdAccount:
    """Register a visible resident; the same ``request_key`` again answers with the same account."""
    seen = Resident.objects.open_to(officer).only("unit_id").get(pk=resident_id)
    enter_visit(officer=officer, resident_id=resident_id, unit_id=seen.unit_id)
    resident = Resident.objects.open_to(officer).select_for_update(of=("self",)).get(pk=resident_id)
    if not rules.can_register(officer, resident):
        raise NotAllowedError
    before = EIdAccount.objects.filter(request_key=request_key, resident=resident, created_by=officer)
    if request_key is not None and (known := before.first()) is not None:
        return known
    representative = clean(representative_name or "") or None
    _require_registrable(resident, Level(level), representative)
    day = registered_on or today()
    return _write(
        officer,
        resident,
        level=Level(level),
        how=RegisteredHow(how),
        phone=phone or None,
        phone_is_own=phone_is_own if phone else None,
        papers=sorted({Paper(paper).value for paper in papers}),
        representative_name=representative,
        registered_on=day,
        due_on=add_working_days(day, rules.working_days_to_approve(level, how), calendar_overrides()),
        request_key=request_key,
    )


def _require_registrable(resident: Resident, level: Level, representative: str | None) -> None:
    reasons = unready_reasons(resident)
    if reasons:
        raise AccountHolderUnreadyError(reasons=" ".join(reasons))
    if EIdAccount.objects.live().filter(resident=resident, level__gte=level).exists():
        raise AccountAlreadyThereError
    if rules.needs_representative(born_on(resident), today()) and representative is None:
        raise AccountRepresentativeMissingError


def _write(officer: Officer, resident: Resident, **details: object) -> EIdAccount:
    moment = now()
    account = EIdAccount.objects.create(
        resident=resident,
        unit_id=resident.unit_id,
        state=AccountState.REGISTERED,
        state_changed_at=moment,
        created_by=officer,
        helper=officer,
        **details,
    )
    EIdStep.objects.create(
        account=account,
        unit_id=account.unit_id,
        deed=AccountDeed.REGISTER,
        to_state=AccountState.REGISTERED,
        from_version=0,
        at=moment,
        actor=officer,
    )
    show_in_register(account, officer)
    return record_account_deed(officer, AccountDeed.REGISTER, account)

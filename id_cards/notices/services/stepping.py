"""The steps of a notice: lock, may they, does the state allow it, write, deed. Locks: resident, then notice."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from id_cards.models import PersonalIdNotice
from id_cards.notices import rules
from id_cards.notices.choices import CancelReason, DeliveredTo, NoticeState
from id_cards.notices.errors import (
    NobodyChosenError,
    NoticeNumberDiffersError,
    NoticeNumberMissingError,
    NoticeReceiverMissingError,
    NoticeStaleError,
    NoticeStepNotAllowedError,
)
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now, today
from kontum_portal.errors import DomainError, NotAllowedError
from kontum_portal.text import clean
from residents.models import Resident
from residents.services.correcting import correct_resident


@dataclass
class ManyResult:
    """How many were done, and the sentences of those that were refused."""

    done: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def issue_notice(
    *, officer: Officer, notice_id: int, version: int, number: str | None = None, issued_on: dt.date | None = None
) -> PersonalIdNotice:
    """The number was set in the national system; a record without one gets it, by the register's own service."""
    notice, repeated = _begin(officer, notice_id, version, rules.ISSUE)
    if repeated:
        return notice
    known = notice.resident.personal_id
    number = number or known
    if not number:
        raise NoticeNumberMissingError
    if known and known != number:
        raise NoticeNumberDiffersError
    if not known:
        person = notice.resident
        changes = {"personal_id": number}
        correct_resident(officer=officer, resident_id=person.pk, version=person.version, changes=changes)
    return _write(officer, notice, rules.ISSUE, number=number, issued_on=issued_on or today())


@transaction.atomic
def deliver_notice(
    *,
    officer: Officer,
    notice_id: int,
    version: int,
    delivered_to: str,
    receiver_name: str | None = None,
    delivered_on: dt.date | None = None,
) -> PersonalIdNotice:
    """To whom; whoever is not the person is named."""
    notice, repeated = _begin(officer, notice_id, version, rules.DELIVER)
    if repeated:
        return notice
    receiver = clean(receiver_name or "") or None
    if DeliveredTo(delivered_to) != DeliveredTo.HOLDER and receiver is None:
        raise NoticeReceiverMissingError
    said = {"delivered_to": delivered_to, "receiver_name": receiver, "delivered_on": delivered_on or today()}
    return _write(officer, notice, rules.DELIVER, **said)


@transaction.atomic
def cancel_notice(*, officer: Officer, notice_id: int, version: int, reason: str) -> PersonalIdNotice:
    notice, repeated = _begin(officer, notice_id, version, rules.CANCEL)
    if repeated:
        return notice
    return _write(officer, notice, rules.CANCEL, cancel_reason=CancelReason(reason))


def issue_notices(*, officer: Officer, chosen: Iterable[tuple[int, int]]) -> ManyResult:
    """Those ticked (id, version) whose record holds the number already."""
    return _many(chosen, lambda pk, version: issue_notice(officer=officer, notice_id=pk, version=version))


def deliver_notices(
    *, officer: Officer, chosen: Iterable[tuple[int, int]], delivered_to: str, receiver_name: str | None = None
) -> ManyResult:
    """Those ticked, all to the same receiver: a school, the parent of several children."""
    to = {"delivered_to": delivered_to, "receiver_name": receiver_name}
    return _many(chosen, lambda pk, version: deliver_notice(officer=officer, notice_id=pk, version=version, **to))


def _many(chosen: Iterable[tuple[int, int]], take: Callable[[int, int], Any]) -> ManyResult:
    pairs, result = sorted(set(chosen)), ManyResult()
    if not pairs:
        raise NobodyChosenError
    for pk, version in pairs:
        try:
            with transaction.atomic():
                take(pk, version)
            result.done += 1
        except PersonalIdNotice.DoesNotExist:
            result.refused.append("")
        except DomainError as error:
            result.refused.append(str(error))
    return result


def _begin(officer: Officer, notice_id: int, version: int, deed: str) -> tuple[PersonalIdNotice, bool]:
    """The locked notice, and whether this officer has already done just this (a double click, a re-sent form)."""
    seen = PersonalIdNotice.objects.visible_to(officer).only("resident_id").get(pk=notice_id)
    Resident.objects.select_for_update(of=("self",)).get(pk=seen.resident_id)
    rows = PersonalIdNotice.objects.visible_to(officer).select_for_update(of=("self",))
    notice = rows.select_related("resident", "unit").get(pk=notice_id)
    if not rules.can_do(officer, notice.unit_id):
        raise NotAllowedError
    led_to = {to for deeds in rules.ALLOWED_NEXT.values() for name, to in deeds.items() if name == deed}
    if notice.version == version + 1 and notice.officer_id == officer.pk and notice.state in led_to:
        return notice, True
    if deed not in rules.ALLOWED_NEXT[NoticeState(notice.state)]:
        raise NoticeStepNotAllowedError(state=notice.get_state_display())
    if notice.version != version:
        raise NoticeStaleError
    return notice, False


def _write(officer: Officer, notice: PersonalIdNotice, deed: str, **changes: Any) -> PersonalIdNotice:
    state = rules.ALLOWED_NEXT[NoticeState(notice.state)][deed]
    for name, value in {**changes, "state": state, "state_changed_at": now(), "officer": officer}.items():
        setattr(notice, name, value)
    notice.version += 1
    notice.save()
    record_deed(
        actor=officer,
        verb=deed,
        subject_kind="personal_id_notice",
        subject_id=notice.pk,
        unit_id=notice.unit_id,
        resident=notice.resident_id,
        state=str(state),
    )
    return notice

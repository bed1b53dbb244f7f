"""Writing down that a record was checked, for one person or a household, and taking one's own word back the same day."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.errors import NotAllowedError
from residents.choices import CheckedAgainst, CheckNote, CheckResult
from residents.errors import (
    CheckedInFutureError,
    DeceasedNotVerifiedError,
    NotAMemberError,
    NothingToConfirmError,
    OnlyOwnCheckUndoneError,
    UndoneTooLateError,
    UnknownFactError,
)
from residents.models import Household, PersonFacts, Resident, Verification
from residents.quality.checking import check_residents
from residents.rules import can_change_household, can_undo_verification, can_verify

FACTS = frozenset(field.name for field in PersonFacts._meta.get_fields()) | {"household", "sub_unit"}


@transaction.atomic
def record_verification(
    *,
    officer: Officer,
    resident_id: int,
    result: str,
    against: str = CheckedAgainst.PERSON,
    checked_on: dt.date | None = None,
    fields: Sequence[str] = (),
    note: str = "",
) -> Verification:
    """The record was compared; only *matches* moves ``last_verified_on``.

    The same officer's second word of the day about the same comparison takes the place of the first, so that a
    double click is one verification.
    """
    resident = Resident.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=resident_id)
    if not can_verify(officer, resident):
        raise NotAllowedError
    day = checked_on or clock.today()
    _refuse_impossible(resident, day, fields)
    said = {"result": CheckResult(result), "note": CheckNote(note), "against": CheckedAgainst(against)}
    differing = sorted(set(fields)) if result == CheckResult.DIFFERS else []
    earlier = _word_of_today(officer, resident, said["against"], day)
    if earlier and (earlier.result, earlier.fields, earlier.note) == (said["result"], differing, said["note"]):
        return earlier
    if earlier:
        _take_back(earlier)
        resident.refresh_from_db()
    verification = Verification.objects.create(
        resident=resident, unit_id=resident.unit_id, officer=officer, checked_on=day, fields=differing,
        before=resident.last_verified_on, **said,
    )  # fmt: skip
    _move_last_verified(resident, verification)
    record_deed(
        actor=officer, verb="verify_resident", subject_kind="resident", subject_id=resident.pk,
        unit_id=resident.unit_id, result=str(said["result"]), against=str(said["against"]), fields=differing,
    )  # fmt: skip
    return verification


@transaction.atomic
def confirm_household(*, officer: Officer, household_id: int, resident_ids: Collection[int]) -> list[Verification]:
    """Those of the household who were met and whose records match, in one act; the deceased are passed over."""
    people = Resident.objects.visible_to(officer).select_for_update(of=("self",)).filter(pk__in=list(resident_ids))
    met = [person for person in people.order_by("pk") if person.deceased_on is None]
    household = Household.objects.visible_to(officer).get(pk=household_id)
    if not can_change_household(officer, household):
        raise NotAllowedError
    if any(person.household_id != household.pk for person in met):
        raise NotAMemberError
    if not met:
        raise NothingToConfirmError
    done = [record_verification(officer=officer, resident_id=one.pk, result=CheckResult.MATCHES) for one in met]
    record_deed(
        actor=officer, verb="verify_household", subject_kind="household", subject_id=household.pk,
        unit_id=household.unit_id, people=[one.pk for one in met],
    )  # fmt: skip
    return done


@transaction.atomic
def undo_verification(*, officer: Officer, verification_id: int) -> Resident:
    """One's own word, within the day it was given; the row stays and says that it was taken back."""
    known = Verification.objects.visible_to(officer).get(pk=verification_id)
    resident = Resident.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=known.resident_id)
    verification = Verification.objects.select_for_update(of=("self",)).get(pk=verification_id)
    if not can_verify(officer, resident):
        raise NotAllowedError
    if verification.officer_id != officer.pk:
        raise OnlyOwnCheckUndoneError
    if not can_undo_verification(officer, verification):
        raise UndoneTooLateError
    _take_back(verification)
    record_deed(
        actor=officer, verb="undo_verification", subject_kind="resident", subject_id=resident.pk,
        unit_id=resident.unit_id, verification=verification.pk,
    )  # fmt: skip
    resident.refresh_from_db()
    return resident


def _refuse_impossible(resident: Resident, day: dt.date, fields: Sequence[str]) -> None:
    if day > clock.today():
        raise CheckedInFutureError
    if resident.deceased_on:
        raise DeceasedNotVerifiedError
    if set(fields) - FACTS:
        raise UnknownFactError


def _word_of_today(officer: Officer, resident: Resident, against: str, day: dt.date) -> Verification | None:
    standing = Verification.objects.filter(resident=resident, officer=officer, against=against, checked_on=day)
    return standing.filter(undone_at__isnull=True).first()


def _move_last_verified(resident: Resident, verification: Verification) -> None:
    known = resident.last_verified_on
    if verification.result == CheckResult.MATCHES and (known is None or known < verification.checked_on):
        _write_last_verified(resident.pk, verification.checked_on)


def _take_back(verification: Verification) -> None:
    """The newest day that still stands comes back: of another word, or known before anybody gave one."""
    Verification.objects.filter(pk=verification.pk).update(undone_at=timezone.now())
    if verification.result == CheckResult.MATCHES:
        _write_last_verified(verification.resident_id, max(_days_standing(verification.resident_id), default=None))


def _days_standing(resident_id: int) -> list[dt.date]:
    """``before`` counts only where no word given earlier explains it: that word may have been taken back since."""
    explained: set[dt.date] = set()
    days: list[dt.date] = []
    for said in Verification.objects.filter(resident_id=resident_id).order_by("pk"):
        if said.before and said.before not in explained:
            days.append(said.before)
        if said.result == CheckResult.MATCHES:
            explained.add(said.checked_on)
            if said.undone_at is None:
                days.append(said.checked_on)
    return days


def _write_last_verified(resident_id: int, day: dt.date | None) -> None:
    """Judged again at once: a verification that had grown old is no finding any more."""
    Resident.objects.filter(pk=resident_id).update(last_verified_on=day, version=F("version") + 1)
    check_residents([resident_id])

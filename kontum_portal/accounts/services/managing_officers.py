"""What an administrator does with the accounts of officers."""

import secrets
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.errors import (
    AccountClosedError,
    AccountOpenError,
    AreaNeededError,
    LastAdministratorError,
    NoSecondFactorError,
    OwnAccountError,
    UnitsNeededError,
    UsernameTakenError,
)
from kontum_portal.accounts.models import UNIT_ROLES, WHOLE_AREA_ROLES, Officer
from kontum_portal.accounts.rules import may_close_account, may_manage_officers, may_open_account
from kontum_portal.accounts.services.recording import record_deed
from kontum_portal.areas.models import AdminUnit, SupervisionArea
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when read from paper


@transaction.atomic
def create_officer(
    *,
    administrator: Officer,
    username: str,
    full_name: str,
    role: str,
    units: Iterable[AdminUnit] = (),
    area: SupervisionArea | None = None,
) -> tuple[Officer, str]:
    """Returns the account and its one-time password, which is kept nowhere."""
    if not may_manage_officers(administrator):
        raise NotAllowedError
    units = list(units)
    _refuse_empty_scope(role, units, area)
    if Officer.objects.filter(username__iexact=username).exists():
        raise UsernameTakenError(username=username)
    officer = Officer(username=username, full_name=clean(full_name), role=role, area=area, is_staff=_is_staff(role))
    password = _give_one_time_password(officer)
    try:
        with transaction.atomic():
            officer.save(force_insert=True)
    except IntegrityError as error:
        raise UsernameTakenError(username=username) from error
    officer.units.set(units)
    _record(administrator, "officer_created", officer, role=role, units=[unit.pk for unit in units])
    return officer, password


@transaction.atomic
def change_officer(
    *,
    administrator: Officer,
    officer_id: int,
    full_name: str,
    role: str,
    units: Iterable[AdminUnit] = (),
    area: SupervisionArea | None = None,
) -> Officer:
    """Name, role and scope; what an officer may see follows with the next page."""
    officer = _locked(administrator, officer_id)
    units = list(units)
    if officer.pk == administrator.pk and role != officer.role:
        raise OwnAccountError
    if role != Role.ADMINISTRATOR:
        _refuse_losing_last_administrator(officer)
    _refuse_empty_scope(role, units, area)
    old_role = officer.role
    officer.full_name, officer.role, officer.area, officer.is_staff = clean(full_name), role, area, _is_staff(role)
    officer.save(update_fields=["full_name", "role", "area", "is_staff"])
    officer.units.set(units)
    _record(administrator, "officer_changed", officer, old_role=old_role, role=role, units=[u.pk for u in units])
    return officer


@transaction.atomic
def close_account(*, administrator: Officer, officer_id: int) -> Officer:
    """The officer can no longer sign in, and open sessions end with their next page."""
    officer = _locked(administrator, officer_id)
    if officer.pk == administrator.pk:
        raise OwnAccountError
    if not may_close_account(administrator, officer):
        raise AccountClosedError
    _refuse_losing_last_administrator(officer)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    _record(administrator, "account_closed", officer)
    return officer


@transaction.atomic
def open_account(*, administrator: Officer, officer_id: int) -> Officer:
    officer = _locked(administrator, officer_id)
    if not may_open_account(administrator, officer):
        raise AccountOpenError
    officer.is_active = True
    officer.save(update_fields=["is_active"])
    _record(administrator, "account_opened", officer)
    return officer


@transaction.atomic
def reset_password(*, administrator: Officer, officer_id: int) -> tuple[Officer, str]:
    """Returns a new one-time password; the old one, and every open session, end now."""
    officer = _locked(administrator, officer_id)
    password = _give_one_time_password(officer)
    officer.save(update_fields=["password", "must_change_password"])
    _record(administrator, "password_reset", officer)
    return officer, password


@transaction.atomic
def reset_second_factor(*, administrator: Officer, officer_id: int) -> Officer:
    """For a lost telephone: the officer sets up a new second factor at the next sign-in."""
    officer = _locked(administrator, officer_id)
    gone, _kinds = Authenticator.objects.filter(user=officer).delete()
    if not gone:
        raise NoSecondFactorError
    _record(administrator, "second_factor_reset", officer)
    return officer


@transaction.atomic
def choose_language(*, officer: Officer, language: str) -> None:
    """The language of the officer's pages, and of what jobs write for the officer."""
    Officer.objects.filter(pk=officer.pk).update(language=language)
    _record(officer, "language_chosen", officer, language=language)


def _locked(administrator: Officer, officer_id: int) -> Officer:
    officer = Officer.objects.select_for_update(of=("self",)).exclude(role=Role.SYSTEM).get(pk=officer_id)
    if not may_manage_officers(administrator):
        raise NotAllowedError
    return officer


def _refuse_empty_scope(role: str, units: list[AdminUnit], area: SupervisionArea | None) -> None:
    if role in UNIT_ROLES and not units:
        raise UnitsNeededError
    if role in WHOLE_AREA_ROLES and area is None:
        raise AreaNeededError


def _refuse_losing_last_administrator(officer: Officer) -> None:
    others = Officer.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=officer.pk)
    if officer.role == Role.ADMINISTRATOR and officer.is_active and not others.exists():
        raise LastAdministratorError


def _give_one_time_password(officer: Officer) -> str:
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    officer.set_password(password)
    officer.must_change_password = True
    return password


def _is_staff(role: str) -> bool:
    return role == Role.ADMINISTRATOR


def _record(actor: Officer, verb: str, officer: Officer, **details: Any) -> None:
    record_deed(actor=actor, verb=verb, subject_kind="officer", subject_id=officer.pk, **details)

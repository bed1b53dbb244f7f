"""Leaving a trace: ids only, never a person's data."""

from typing import Any

from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.origin import operating_system_user


def record_deed(
    *,
    actor: Officer,
    verb: str,
    subject_kind: str,
    subject_id: int | None,
    unit_id: int | None = None,
    **details: Any,
) -> Deed:
    """Say who did what to which row; ``details`` are ids, codes and counts."""
    return Deed.objects.create(
        actor_id=actor.pk,
        actor_role=actor.role,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=subject_id,
        unit_id=unit_id,
        details=details,
        operating_system_user=operating_system_user(),
    )


def record_access(
    *,
    officer: Officer,
    purpose: str,
    surface: str,
    subject_kind: str,
    subject_id: int | None = None,
    unit_id: int | None = None,
    people: int = 1,
) -> AccessLog:
    """Say who read whom, where and why; a list is one row with the number of ``people`` on it."""
    return AccessLog.objects.create(
        actor_id=officer.pk,
        actor_role=officer.role,
        purpose=Purpose(purpose),
        surface=surface,
        subject_kind=subject_kind,
        subject_id=subject_id,
        unit_id=unit_id,
        people=people,
    )

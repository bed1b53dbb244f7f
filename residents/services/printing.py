"""Paper with people's data on it leaves the portal: who printed what, about how many, and why, is on record."""

from typing import Any

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_access, record_deed
from kontum_portal.errors import NotAllowedError
from residents import rules
from residents.models import Resident


@transaction.atomic
def record_print_of_person(*, officer: Officer, resident: Resident, purpose: str, paper: str) -> None:
    """Log that ``paper`` about one person was made."""
    if not rules.is_of_register(officer, resident):
        raise NotAllowedError
    subject: dict[str, Any] = {"subject_kind": "resident", "subject_id": resident.pk, "unit_id": resident.unit_id}
    record_deed(actor=officer, verb="print", paper=paper, **subject)
    record_access(officer=officer, purpose=purpose, surface=f"print:{paper}", **subject)


@transaction.atomic
def record_print_of_list(
    *,
    officer: Officer,
    purpose: str,
    paper: str,
    people: int,
    subject_kind: str = "list",
    subject_id: int | None = None,
) -> None:
    """Log that ``paper`` with ``people`` on it was made."""
    if not rules.can_see_register(officer):
        raise NotAllowedError
    subject: dict[str, Any] = {"subject_kind": subject_kind, "subject_id": subject_id}
    record_deed(actor=officer, verb="print", paper=paper, people=people, **subject)
    record_access(officer=officer, purpose=purpose, surface=f"print:{paper}", people=people, **subject)

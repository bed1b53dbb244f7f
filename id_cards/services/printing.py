"""Paper with a person's data on it leaves the portal: who printed it is on record."""

from django.db import transaction

from id_cards import rules
from id_cards.models import CardApplication
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_access, record_deed
from kontum_portal.errors import NotAllowedError
from residents.services.printing import record_print_of_list


@transaction.atomic
def record_print(*, officer: Officer, application: CardApplication, paper: str) -> None:
    """Log that ``paper`` of this dossier was made, and that the person's data was read for it."""
    if not rules.can_print(officer, application):
        raise NotAllowedError
    subject = {"subject_id": application.pk, "unit_id": application.unit_id}
    record_deed(actor=officer, verb="print", subject_kind="card_application", paper=paper, **subject)
    record_access(
        officer=officer,
        purpose=Purpose.CARD,
        surface=f"id_cards:{paper}",
        subject_kind="resident",
        subject_id=application.resident_id,
        unit_id=application.unit_id,
    )


def record_list_print(*, officer: Officer, lane: str, people: int) -> None:
    """Log that a lane with ``people`` on it was printed."""
    record_print_of_list(officer=officer, purpose=Purpose.CARD, paper=f"id_cards:{lane}", people=people)

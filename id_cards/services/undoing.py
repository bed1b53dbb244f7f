"""Take the last step back: by its author, within 30 minutes, with a trace; open again what a mistaken death closed."""

from typing import Any

from django.db import transaction

from id_cards import rules
from id_cards.choices import CLOSED_STATES, CardStatus, DeedName, State
from id_cards.errors import UndoNotAllowedError
from id_cards.figures import put_back
from id_cards.models import ApplicationStep, Card, CardApplication, CustodyMovement
from id_cards.services.advancing import card_of
from id_cards.services.moving_cards import take_back_movements
from id_cards.services.stepping import (
    card_figures_of,
    lock_application,
    record_application_deed,
    show_in_register,
)
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError


@transaction.atomic
def undo_step(*, officer: Officer, application_id: int, step_id: int) -> CardApplication:
    """Put dossier and card back as they were before the step; asking twice is asking once."""
    application = lock_application(officer=officer, application_id=application_id)
    if not rules.can_write(officer, application.unit_id):
        raise NotAllowedError
    if application.steps.filter(pk=step_id, undone_by=officer).exists():
        return application
    step = application.steps.standing().last()
    if step is None or step.pk != step_id or not rules.can_undo(officer, step, now()):
        raise UndoNotAllowedError
    if _another_is_open(application) or _handed_on_since(step):
        raise UndoNotAllowedError
    _take_back(officer, application, step)
    return record_application_deed(officer, "undo_step", application)


def reopen_after_death(*, resident_id: int, actor: Officer, **_: Any) -> None:
    """The death was a mistake: its dossier goes on where it stood, its card at the unit is valid again.

    Called by the register inside its transaction, with the resident locked. Not beside a dossier taken since, and not
    when the card has gone elsewhere since: then a new dossier is taken.
    """
    closed = CardApplication.objects.filter(resident_id=resident_id, state=State.CANCELLED)
    for application in closed.select_for_update(of=("self",)).select_related("resident", "unit").order_by("pk"):
        step = application.steps.standing().last()
        if step is None or step.deed != DeedName.CLOSE_ON_DEATH:
            continue
        if not _another_is_open(application) and _card_is_where_it_was(application, step):
            _take_back(actor, application, step)
            record_application_deed(actor, "reopen_after_death", application)


def _card_is_where_it_was(application: CardApplication, step: ApplicationStep) -> bool:
    """The death wrote the status of the card and nothing else."""
    before = step.before["card"] or {}
    now_so = card_figures_of(card_of(application)) or {}
    return all(now_so.get(name) == figure for name, figure in before.items() if name != "status")


def _take_back(officer: Officer, application: CardApplication, step: ApplicationStep) -> None:
    _restore(application, step)
    step.undone_at, step.undone_by = now(), officer
    step.save(update_fields=["undone_at", "undone_by"])
    show_in_register(application, officer)


def _another_is_open(application: CardApplication) -> bool:
    """A closed dossier cannot open again beside one that was started since."""
    if application.state not in CLOSED_STATES:
        return False
    return CardApplication.objects.open().filter(resident_id=application.resident_id).exists()


def _handed_on_since(step: ApplicationStep) -> bool:
    """Another officer has signed for the card since: the step stands, and the card is handed back instead."""
    later = CustodyMovement.objects.standing().filter(card__application=step.application_id, transfer__isnull=False)
    return later.filter(taken_at__gte=step.at).exists()


def _restore(application: CardApplication, step: ApplicationStep) -> None:
    take_back_movements(step)
    put_back(application, step.before["application"])
    application.version += 1
    application.save()
    card = card_of(application)
    if card is None:
        return
    if step.before["card"] is None:
        card.delete()
        return
    put_back(card, step.before["card"])
    card.save()
    Card.objects.filter(replaced_by=card).update(status=CardStatus.VALID, replaced_by=None)

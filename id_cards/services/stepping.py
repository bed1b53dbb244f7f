"""The path of every step: lock, may they, does the state allow it, write, deed.

Locks are taken in one order everywhere: resident, application, card, slip counter.
"""

from dataclasses import dataclass
from typing import Any

from id_cards import rules
from id_cards.choices import DeedName, State
from id_cards.eligibility import born_on
from id_cards.errors import NoteMissingError, StaleApplicationError, StepNotAllowedError
from id_cards.figures import text_of
from id_cards.models import ApplicationFigures, ApplicationStep, Card, CardApplication
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from residents.choices import CardState
from residents.models import Resident
from residents.services.card_states import set_card_state
from residents.services.visiting import enter_visit

FIGURES = tuple(field.name for field in ApplicationFigures._meta.concrete_fields)
CARD_FIGURES = ("status", "place", "keeper", "issued_on", "valid_until")


@dataclass(frozen=True)
class Proof:
    """To whom a card was given and how that person was identified."""

    receiver_kind: str
    identified_by: str
    receiver_name: str | None = None


@dataclass(frozen=True)
class Attempt:
    """What an officer wants to do to a dossier, as it stood (``version``) when the officer saw it."""

    officer: Officer
    application_id: int
    deed: DeedName
    version: int
    note: str | None = None

    @property
    def cleaned_note(self) -> str | None:
        return clean(self.note or "") or None


def lock_application(*, officer: Officer, application_id: int) -> CardApplication:
    """Lock a visible dossier behind its resident; ``DoesNotExist`` when it is out of reach."""
    seen = CardApplication.objects.open_to(officer).only("resident_id", "unit_id").get(pk=application_id)
    enter_visit(officer=officer, resident_id=seen.resident_id, unit_id=seen.unit_id)
    Resident.objects.select_for_update(of=("self",)).get(pk=seen.resident_id)
    return (
        CardApplication.objects.open_to(officer)
        .select_for_update(of=("self",))
        .select_related("resident", "unit")
        .get(pk=application_id)
    )


def begin(attempt: Attempt) -> tuple[CardApplication, bool]:
    """The locked dossier, and whether this very attempt was already carried out (a double click, a re-sent form)."""
    application = lock_application(officer=attempt.officer, application_id=attempt.application_id)
    if not rules.can_do(attempt.officer, application, attempt.deed):
        raise NotAllowedError
    repeated = application.steps.filter(
        from_version=attempt.version, deed=attempt.deed, actor=attempt.officer, undone_at__isnull=True
    ).exists()
    return application, repeated


def require_allowed(attempt: Attempt, application: CardApplication) -> None:
    """Refuse a step that the dossier's state, its newer version or a missing note forbids."""
    if attempt.deed not in rules.ALLOWED_NEXT[State(application.state)]:
        raise StepNotAllowedError(deed=attempt.deed.label, state=application.get_state_display())
    if attempt.version != application.version:
        raise StaleApplicationError
    if attempt.deed in rules.NOTED_DEEDS and attempt.cleaned_note is None:
        raise NoteMissingError


def biometrics_needed(application: CardApplication) -> bool:
    return rules.needs_biometrics(application.reason, born_on(application.resident), today())


def record_step(
    attempt: Attempt,
    application: CardApplication,
    *,
    proof: Proof | None = None,
    card: Card | None = None,
    **changes: Any,
) -> CardApplication:
    """Write the step with what it found before, the new state, the register's card state, and the deed.

    ``card`` is the dossier's card as it was before the step; ``changes`` are figures of the application.
    """
    target = rules.ALLOWED_NEXT[State(application.state)][attempt.deed]
    return write_step(attempt, application, target=target, proof=proof, card=card, **changes)


def write_step(
    attempt: Attempt,
    application: CardApplication,
    *,
    target: State,
    proof: Proof | None = None,
    card: Card | None = None,
    **changes: Any,
) -> CardApplication:
    """As ``record_step``, to a state that the caller answers for."""
    moment = now()
    ApplicationStep.objects.create(
        application=application,
        unit_id=application.unit_id,
        deed=attempt.deed,
        from_state=application.state,
        to_state=target,
        from_version=application.version,
        at=moment,
        actor=attempt.officer,
        note=attempt.cleaned_note,
        before={"application": figures_of(application), "card": card_figures_of(card)},
        **(vars(proof) if proof else {}),
    )
    for name, value in {**changes, "state": target, "state_changed_at": moment}.items():
        setattr(application, name, value)
    application.version += 1
    application.save()
    show_in_register(application, attempt.officer)
    return record_application_deed(attempt.officer, attempt.deed, application)


def figures_of(application: CardApplication) -> dict[str, str | None]:
    """The figures a step may change, as text for the step's JSON."""
    return text_of(application, FIGURES)


def card_figures_of(card: Card | None) -> dict[str, str | None] | None:
    """The figures of the card that a step may change; None where there is no card yet."""
    return text_of(card, CARD_FIGURES) if card is not None else None


def show_in_register(application: CardApplication, actor: Officer) -> None:
    """Write how far the person is on the way to a card into the register, through the register's own service."""
    shown = rules.CARD_STATE_OF.get(State(application.state)) or card_state_without_dossier(application.resident_id)
    if application.resident.card_state != shown:
        set_card_state(resident_id=application.resident_id, state=shown, actor=actor)


def card_state_without_dossier(resident_id: int) -> CardState:
    """What the register shows of a person with no dossier under way."""
    in_hand = Card.objects.in_hand().filter(resident_id=resident_id).exists()
    return CardState.IN_HAND if in_hand else CardState.NONE


def record_application_deed(actor: Officer, verb: str, application: CardApplication) -> CardApplication:
    record_deed(
        actor=actor,
        verb=str(verb),
        subject_kind="card_application",
        subject_id=application.pk,
        unit_id=application.unit_id,
        resident=application.resident_id,
        state=str(application.state),
    )
    return application

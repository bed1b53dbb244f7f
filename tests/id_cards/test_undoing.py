"""Taking the last step back: its author, within 30 minutes, everything as before, with a trace."""

import datetime as dt

import pytest

from id_cards.choices import DeedName, State
from id_cards.errors import UndoNotAllowedError
from id_cards.models import Card, CardApplication
from id_cards.services import start_application, undo_step
from id_cards.services.stepping import figures_of
from kontum_portal.accounts.models import Deed, Officer
from residents.models import Resident
from tests.id_cards.journeys import PATH_TO, application_at, take


@pytest.mark.parametrize("state", [state for state, path in PATH_TO.items() if path])
def test_a_step_taken_back_leaves_everything_as_before(
    state: State, officer_quyet_thang: Officer, resident: Resident
) -> None:
    *path, last = PATH_TO[state]
    application = application_at(officer_quyet_thang, resident, State.RECEIVED)
    for deed in path:
        application = take(officer_quyet_thang, application, deed)
    before, cards = figures_of(CardApplication.objects.get()), list(Card.objects.values())
    resident.refresh_from_db()
    shown = resident.card_state
    application = take(officer_quyet_thang, application, last)
    undo_step(officer=officer_quyet_thang, application_id=application.pk, step_id=application.steps.last().pk)
    resident.refresh_from_db()
    assert figures_of(CardApplication.objects.get()) == before
    assert (list(Card.objects.values()), resident.card_state) == (cards, shown)
    assert Deed.objects.filter(verb="undo_step").count() == 1


def test_only_its_author_takes_a_step_back(
    officer_quyet_thang: Officer, ward_chief: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, State.SENT)
    with pytest.raises(UndoNotAllowedError):
        undo_step(officer=ward_chief, application_id=application.pk, step_id=application.steps.last().pk)


def test_after_thirty_minutes_it_stands(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.SENT)
    step = application.steps.last()
    application.steps.filter(pk=step.pk).update(at=step.at - dt.timedelta(minutes=31))
    with pytest.raises(UndoNotAllowedError):
        undo_step(officer=officer_quyet_thang, application_id=application.pk, step_id=step.pk)


def test_only_the_last_step_is_taken_back(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.SENT)
    first = application.steps.filter(deed=DeedName.TAKE_BIOMETRICS).get()
    with pytest.raises(UndoNotAllowedError):
        undo_step(officer=officer_quyet_thang, application_id=application.pk, step_id=first.pk)


def test_asking_twice_takes_back_one_step(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.SENT)
    step = application.steps.last()
    for _ in range(2):
        application = undo_step(officer=officer_quyet_thang, application_id=application.pk, step_id=step.pk)
    assert application.state == State.SLIP_ISSUED


def test_a_closed_dossier_does_not_open_beside_a_new_one(officer_quyet_thang: Officer, resident: Resident) -> None:
    closed = application_at(officer_quyet_thang, resident, State.CANCELLED)
    start_application(officer=officer_quyet_thang, resident_id=resident.pk, reason="first_card")
    with pytest.raises(UndoNotAllowedError):
        undo_step(officer=officer_quyet_thang, application_id=closed.pk, step_id=closed.steps.last().pk)


def test_the_old_card_is_valid_again_when_a_hand_over_is_taken_back(
    officer_quyet_thang: Officer, resident: Resident
) -> None:
    old = Card.objects.create(
        resident=resident, unit_id=resident.unit_id, number=resident.personal_id, place="with_citizen"
    )
    application = application_at(officer_quyet_thang, resident, State.HANDED_OVER)
    undo_step(officer=officer_quyet_thang, application_id=application.pk, step_id=application.steps.last().pk)
    old.refresh_from_db()
    assert (old.status, old.replaced_by) == ("valid", None)

"""Every state × every deed: what the table allows happens, all else is refused, and the docs show the same table."""

import pytest
from django.core.management import call_command

from id_cards.choices import CLOSED_STATES, DeedName, State
from id_cards.errors import CardAlreadyHandedOverError, StepNotAllowedError
from id_cards.models import ApplicationStep
from id_cards.rules import ALLOWED_NEXT
from kontum_portal.accounts.models import Deed, Officer
from residents.models import Resident
from tests.id_cards.journeys import PATH_TO, SERVICE_OF, application_at, take


@pytest.mark.parametrize("state", PATH_TO)
def test_a_state_allows_what_the_table_says_and_nothing_else(
    state: State, officer_quyet_thang: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, state)
    assert application.state == state
    forbidden = [deed for deed in SERVICE_OF if deed not in ALLOWED_NEXT[state]]
    before = ApplicationStep.objects.count()
    for deed in forbidden:
        with pytest.raises((StepNotAllowedError, CardAlreadyHandedOverError)):
            take(officer_quyet_thang, application, deed)
    application.refresh_from_db()
    assert (application.state, ApplicationStep.objects.count()) == (state, before)


STEPS = [(state, deed, to) for state in PATH_TO for deed, to in ALLOWED_NEXT[state].items()]


@pytest.mark.parametrize(("state", "deed", "to"), STEPS)
def test_an_allowed_deed_writes_state_step_and_deed(
    state: State, deed: DeedName, to: State, officer_quyet_thang: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, state)
    if (state, deed) == (State.RECEIVED, DeedName.ISSUE_SLIP):
        application.reason, application.case_type = "lost", "reissue"  # the last biometrics are used again
        application.save()
    application = take(officer_quyet_thang, application, deed)
    step = application.steps.last()
    assert (application.state, step.from_state, step.to_state, step.actor) == (to, state, to, officer_quyet_thang)
    last = Deed.objects.filter(subject_kind="card_application").latest("pk")
    assert (last.verb, last.subject_id, last.actor_id) == (deed, application.pk, officer_quyet_thang.pk)


def test_every_state_is_in_the_table_and_closed_states_lead_nowhere() -> None:
    assert set(ALLOWED_NEXT) == set(State)
    assert {state for state, deeds in ALLOWED_NEXT.items() if not deeds} == CLOSED_STATES


def test_the_drawing_in_the_docs_is_current() -> None:
    call_command("draw_states", check=True)

"""Every state × every deed of an account: what the table allows happens, all else is refused."""

import datetime as dt

import pytest

from id_cards.e_identity.choices import CLOSED_STATES, AccountDeed, AccountState
from id_cards.e_identity.errors import (
    AccountReasonMissingError,
    AccountStaleError,
    AccountStepNotAllowedError,
    AccountUndoNotAllowedError,
    HelpEmptyError,
)
from id_cards.e_identity.rules import ALLOWED_NEXT, EID_STATE_OF, UNDO_WINDOW
from id_cards.e_identity.services import help_to_activate, refuse_account, submit_account, undo_account_step
from id_cards.models import EIdStep
from kontum_portal.accounts.models import Deed, Officer
from residents.choices import EIdState
from residents.models import Resident
from tests.id_cards.e_identity.journeys import PATH_TO, SERVICE_OF, account_at, take


@pytest.mark.parametrize("state", PATH_TO)
def test_a_state_allows_what_the_table_says_and_nothing_else(
    state: AccountState, officer_quyet_thang: Officer, resident: Resident
) -> None:
    account = account_at(officer_quyet_thang, resident, state)
    before = EIdStep.objects.count()
    for deed in SERVICE_OF:
        if deed not in ALLOWED_NEXT[state]:
            with pytest.raises(AccountStepNotAllowedError):
                take(officer_quyet_thang, account, deed)
    account.refresh_from_db()
    assert (account.state, EIdStep.objects.count()) == (state, before)


STEPS = [(state, deed, to) for state in PATH_TO for deed, to in ALLOWED_NEXT[state].items()]


@pytest.mark.parametrize(("state", "deed", "to"), STEPS)
def test_an_allowed_deed_writes_state_step_deed_and_register(
    state: AccountState, deed: AccountDeed, to: AccountState, officer_quyet_thang: Officer, resident: Resident
) -> None:
    account = take(officer_quyet_thang, account_at(officer_quyet_thang, resident, state), deed)
    step = account.steps.last()
    assert (account.state, step.from_state, step.to_state, step.actor) == (to, state, to, officer_quyet_thang)
    last = Deed.objects.filter(subject_kind="eid_account").latest("pk")
    assert (last.verb, last.subject_id, last.actor_id) == (deed, account.pk, officer_quyet_thang.pk)
    resident.refresh_from_db()
    assert resident.eid_state == EID_STATE_OF.get(to, EIdState.NONE)


@pytest.mark.parametrize(("state", "deed", "to"), STEPS)
def test_the_author_takes_a_step_back_and_everything_stands_as_before(
    state: AccountState, deed: AccountDeed, to: AccountState, officer_quyet_thang: Officer, resident: Resident
) -> None:
    account = account_at(officer_quyet_thang, resident, state)
    resident.refresh_from_db()
    shown = resident.eid_state
    step = take(officer_quyet_thang, account, deed).steps.last()
    for _twice in range(2):
        account = undo_account_step(officer=officer_quyet_thang, account_id=account.pk, step_id=step.pk)
    resident.refresh_from_db()
    step.refresh_from_db()
    assert (account.state, resident.eid_state, step.undone_by) == (state, shown, officer_quyet_thang)


def test_every_state_is_in_the_table_and_closed_states_lead_nowhere() -> None:
    assert set(ALLOWED_NEXT) == set(AccountState)
    assert {state for state, deeds in ALLOWED_NEXT.items() if not deeds} == CLOSED_STATES


def test_a_step_is_not_taken_back_by_another_nor_after_half_an_hour(
    officer_quyet_thang: Officer, ward_chief: Officer, resident: Resident
) -> None:
    account = account_at(officer_quyet_thang, resident, AccountState.APPROVED)
    step = account.steps.last()
    with pytest.raises(AccountUndoNotAllowedError):
        undo_account_step(officer=ward_chief, account_id=account.pk, step_id=step.pk)
    EIdStep.objects.filter(pk=step.pk).update(at=step.at - UNDO_WINDOW - dt.timedelta(seconds=1))
    with pytest.raises(AccountUndoNotAllowedError):
        undo_account_step(officer=officer_quyet_thang, account_id=account.pk, step_id=step.pk)


def test_the_same_form_sent_twice_is_one_step(officer_quyet_thang: Officer, resident: Resident) -> None:
    account = account_at(officer_quyet_thang, resident)
    for _twice in range(2):
        submit_account(officer=officer_quyet_thang, account_id=account.pk, version=1)
    assert account.steps.count() == 2


def test_a_step_on_an_older_picture_is_refused(
    officer_quyet_thang: Officer, ward_chief: Officer, resident: Resident
) -> None:
    account = account_at(officer_quyet_thang, resident, AccountState.PENDING)
    with pytest.raises(AccountStaleError):
        refuse_account(officer=ward_chief, account_id=account.pk, version=1, reason="other")


def test_no_refusal_without_a_known_reason(officer_quyet_thang: Officer, resident: Resident) -> None:
    account = account_at(officer_quyet_thang, resident)
    with pytest.raises(AccountReasonMissingError):
        refuse_account(officer=officer_quyet_thang, account_id=account.pk, version=1, reason="whatever")


def test_help_says_what_was_done_and_when_to_look_again(officer_quyet_thang: Officer, resident: Resident) -> None:
    account = account_at(officer_quyet_thang, resident, AccountState.APPROVED)
    day = dt.date(2030, 1, 2)
    with pytest.raises(HelpEmptyError):
        help_to_activate(officer=officer_quyet_thang, account_id=account.pk, version=account.version)
    account = help_to_activate(
        officer=officer_quyet_thang, account_id=account.pk, version=account.version,
        help_steps=["sim_checked"], not_activated_reason="no_smartphone", follow_up_on=day,
    )  # fmt: skip
    assert (account.state, account.helper, account.follow_up_on) == (AccountState.APPROVED, officer_quyet_thang, day)
    assert account.steps.last().help_steps == ["sim_checked"]
    account = take(officer_quyet_thang, account, AccountDeed.ACTIVATE)
    assert (account.follow_up_on, account.not_activated_reason) == (None, None)

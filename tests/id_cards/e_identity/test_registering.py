"""What a registration needs, and how accounts follow their person."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from campaigns.models import CampaignTarget, OutreachCampaign
from id_cards.e_identity.choices import AccountDeed, AccountState
from id_cards.e_identity.errors import (
    AccountAlreadyThereError,
    AccountHolderUnreadyError,
    AccountRepresentativeMissingError,
)
from id_cards.e_identity.services import register_account, undo_account_step
from id_cards.models import EIdAccount
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import NotAllowedError
from residents import extension_points
from residents.choices import EIdState
from residents.models import Resident
from tests.factories import make_resident
from tests.id_cards.e_identity.journeys import account_at, take


@pytest.mark.parametrize(
    ("details", "days"), [({"level": 1}, 1), ({"level": 2}, 3), ({"level": 2, "how": "with_card"}, 7)]
)
def test_the_time_to_approve_counts_working_days(
    details: dict[str, Any], days: int, officer_quyet_thang: Officer, resident: Resident
) -> None:
    monday = dt.date(2026, 10, 5)
    account = account_at(officer_quyet_thang, resident, registered_on=monday, **details)
    assert account.due_on == monday + dt.timedelta(days=days if days < 5 else days + 2)


@pytest.mark.parametrize(
    "facts", [{"personal_id": None}, {"deceased_on": dt.date(2024, 1, 1)}], ids=["without a number", "deceased"]
)
def test_what_stands_in_the_way_is_said(
    facts: dict[str, Any], officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    person = make_resident(units["Quyết Thắng"], **facts)
    with pytest.raises(AccountHolderUnreadyError):
        register_account(officer=officer_quyet_thang, resident_id=person.pk)


def test_a_child_registers_through_a_representative(officer_quyet_thang: Officer, units: dict[str, AdminUnit]) -> None:
    child = make_resident(units["Quyết Thắng"], birth_year=2020)
    with pytest.raises(AccountRepresentativeMissingError):
        register_account(officer=officer_quyet_thang, resident_id=child.pk)
    account = register_account(officer=officer_quyet_thang, resident_id=child.pk, representative_name="Ksor H'Lan")
    assert account.representative_name == "Ksor H'Lan"


def test_one_live_account_a_level_and_a_form_sent_twice_is_one(
    officer_quyet_thang: Officer, resident: Resident
) -> None:
    key = uuid.uuid4()
    first, again = (
        register_account(officer=officer_quyet_thang, resident_id=resident.pk, request_key=key) for _ in range(2)
    )
    assert first == again
    for level in (1, 2):
        with pytest.raises(AccountAlreadyThereError):
            register_account(officer=officer_quyet_thang, resident_id=resident.pk, level=level)


def test_an_approved_level_two_replaces_level_one_until_it_is_taken_back(
    officer_quyet_thang: Officer, resident: Resident
) -> None:
    lower = account_at(officer_quyet_thang, resident, AccountState.ACTIVATED, level=1)
    upper = account_at(officer_quyet_thang, resident, AccountState.REGISTERED, level=2)
    resident.refresh_from_db()
    assert resident.eid_state == EIdState.ACTIVATED, "the furthest of the two"
    step = take(officer_quyet_thang, upper, AccountDeed.APPROVE).steps.last()
    lower.refresh_from_db()
    resident.refresh_from_db()
    assert (lower.state, resident.eid_state) == (AccountState.REPLACED, EIdState.APPROVED_NOT_ACTIVATED)
    undo_account_step(officer=officer_quyet_thang, account_id=upper.pk, step_id=step.pk)
    lower.refresh_from_db()
    resident.refresh_from_db()
    assert (lower.state, resident.eid_state) == (AccountState.ACTIVATED, EIdState.ACTIVATED)


@pytest.mark.parametrize("name", ["officer_vinh_quang", "city_commander", "data_steward", "administrator", "auditor"])
def test_others_register_nobody(name: str, request: pytest.FixtureRequest, resident: Resident) -> None:
    with pytest.raises((NotAllowedError, Resident.DoesNotExist)):
        register_account(officer=request.getfixturevalue(name), resident_id=resident.pk)
    assert not EIdAccount.objects.exists()


def test_a_death_closes_the_account_and_its_undoing_opens_it(officer_quyet_thang: Officer, resident: Resident) -> None:
    account = account_at(officer_quyet_thang, resident, AccountState.ACTIVATED)
    _call_all(extension_points.on_death, resident, officer_quyet_thang)
    account.refresh_from_db()
    assert account.state == AccountState.CLOSED
    _call_all(extension_points.on_death_undone, resident, officer_quyet_thang)
    account.refresh_from_db()
    resident.refresh_from_db()
    assert (account.state, resident.eid_state) == (AccountState.ACTIVATED, EIdState.ACTIVATED)


def _call_all(callbacks: list[Callable[..., None]], resident: Resident, officer: Officer) -> None:
    for callback in callbacks:
        callback(resident_id=resident.pk, unit_id=resident.unit_id, actor=officer)


def test_of_two_records_of_one_person_one_account_stays_live(
    officer_quyet_thang: Officer, resident: Resident, units: dict[str, AdminUnit]
) -> None:
    twin = make_resident(units["Quyết Thắng"])
    kept = account_at(officer_quyet_thang, resident, AccountState.ACTIVATED)
    dropped = account_at(officer_quyet_thang, twin, AccountState.APPROVED)
    key = "id_cards.eidaccount.resident"
    moved = extension_points.on_merge[key](kept_id=resident.pk, dropped_id=twin.pk)
    dropped.refresh_from_db()
    assert (dropped.resident_id, dropped.state) == (resident.pk, AccountState.REPLACED)
    extension_points.on_unmerge[key](dropped_id=twin.pk, moved=moved)
    for account, owner, state in ((kept, resident, "activated"), (dropped, twin, "approved")):
        account.refresh_from_db()
        assert (account.resident_id, account.state) == (owner.pk, state)


def test_an_activation_shortens_the_campaign_at_once_and_its_undoing_brings_it_back(
    officer_quyet_thang: Officer, resident: Resident
) -> None:
    campaign = OutreachCampaign.objects.create(
        name="Kích hoạt", goal="not_activated", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2030, 1, 1),
        created_by=officer_quyet_thang, unit_id=resident.unit_id,
    )  # fmt: skip
    target = CampaignTarget.objects.create(campaign=campaign, resident=resident, unit_id=resident.unit_id)
    account = account_at(officer_quyet_thang, resident, AccountState.APPROVED)
    step = take(officer_quyet_thang, account, AccountDeed.ACTIVATE).steps.last()
    target.refresh_from_db()
    assert target.status == "reached"
    undo_account_step(officer=officer_quyet_thang, account_id=account.pk, step_id=step.pk)
    target.refresh_from_db()
    assert target.status == "open"

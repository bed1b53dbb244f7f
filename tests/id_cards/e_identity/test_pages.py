"""The pages of e-identity accounts, without JavaScript."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from id_cards.e_identity.choices import AccountDeed, AccountState
from id_cards.e_identity.queries import LANES
from id_cards.models import EIdAccount
from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from tests.factories import make_resident, make_sub_unit
from tests.id_cards.e_identity.journeys import account_at


@pytest.fixture
def counter(client: Client, settings, officer_quyet_thang: Officer) -> Client:
    settings.PORTAL_MFA = "demo"
    client.force_login(officer_quyet_thang)
    return client


IN_LANE = [("registered", "waiting"), ("approved", "not_activated"), ("refused", "refused"), ("activated", "activated")]


@pytest.mark.parametrize(("state", "code"), IN_LANE)
def test_an_account_stands_in_the_lane_of_its_state_alone(
    state: str, code: str, counter: Client, officer_quyet_thang: Officer, resident: Resident
) -> None:
    account_at(officer_quyet_thang, resident, AccountState(state))
    showing = {
        lane.code
        for lane in LANES
        if resident.full_name in counter.get(reverse(f"e_identity:{lane.code}")).content.decode()
    }
    assert showing == {code}
    assert AccessLog.objects.filter(surface=f"e_identity:{code}", purpose="eid").count() == 1


def test_from_the_record_to_the_activated_account(
    counter: Client, officer_quyet_thang: Officer, resident: Resident
) -> None:
    record = counter.get(resident.get_absolute_url()).content.decode()
    register_url = reverse("e_identity:register", args=[resident.pk])
    assert register_url in record
    said = {"level": 2, "how": "with_card", "phone": "0905 111 222", "phone_is_own": "yes", "papers": ["vehicle"],
            "request_key": "3a2c5a54-93a5-4d92-8f0f-2a51c37a5c11"}  # fmt: skip
    counter.post(register_url, said)
    account = EIdAccount.objects.get()
    assert (account.phone, account.phone_is_own, account.papers) == ("+84905111222", True, ["vehicle"])
    for deed, extra in (
        (AccountDeed.APPROVE, {}),
        (AccountDeed.HELP, {"help_steps": ["explained"], "not_activated_reason": "no_phone"}),
        (AccountDeed.ACTIVATE, {"on": ""}),
    ):
        url = reverse("e_identity:step", args=[account.pk, deed])
        account.refresh_from_db()
        assert counter.get(url).status_code == 200
        assert counter.post(url, {"version": account.version} | extra).status_code == 302
    account.refresh_from_db()
    page = counter.get(account.get_absolute_url()).content.decode()
    assert account.state == AccountState.ACTIVATED
    assert "0905 ••• 222" in page
    assert "0905111222" not in page
    assert reverse("e_identity:undo", args=[account.pk, account.steps.last().pk]) in page


def test_ticked_rows_are_activated_and_one_that_changed_meanwhile_is_named(
    counter: Client, officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    accounts = [
        account_at(officer_quyet_thang, make_resident(units["Quyết Thắng"]), AccountState.APPROVED) for _ in range(3)
    ]
    tokens = [f"{account.pk}-{account.version}" for account in accounts]
    tokens[2] = f"{accounts[2].pk}-1"
    answer = counter.post(
        reverse("e_identity:many", args=["not_activated"]), {"chosen": [*tokens, "rubbish"]}, follow=True
    )
    assert sorted(EIdAccount.objects.values_list("state", flat=True)) == ["activated", "activated", "approved"]
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "warning"]


def test_nothing_ticked_is_refused(counter: Client) -> None:
    assert counter.post(reverse("e_identity:many", args=["not_activated"]), {}).status_code == 409


def test_a_lane_is_narrowed_to_a_hamlet_and_printed(
    counter: Client, officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    unit = units["Quyết Thắng"]
    near, far = make_sub_unit(unit, "Tổ dân phố 1"), make_sub_unit(unit, "Tổ dân phố 2")
    for name, sub_unit in (("Y Gần", near), ("Y Xa", far)):
        account_at(officer_quyet_thang, make_resident(unit, full_name=name, sub_unit=sub_unit), AccountState.APPROVED)
    for url in (reverse("e_identity:not_activated"), reverse("e_identity:print_lane", args=["not_activated"])):
        page = counter.get(url, {"sub_unit": near.pk}).content.decode()
        assert ("Y Gần" in page, "Y Xa" in page) == (True, False)


def test_the_list_asks_as_much_for_many_as_for_few(
    counter: Client, officer_quyet_thang: Officer, units: dict[str, AdminUnit], django_assert_max_num_queries
) -> None:
    for _ in range(2):
        account_at(officer_quyet_thang, make_resident(units["Quyết Thắng"]), AccountState.APPROVED)
    url = reverse("e_identity:not_activated")
    counter.get(url)
    with django_assert_max_num_queries(40) as few:
        counter.get(url)
    for _ in range(8):
        account_at(officer_quyet_thang, make_resident(units["Quyết Thắng"]), AccountState.APPROVED)
    with django_assert_max_num_queries(40) as many:
        counter.get(url)
    assert len(many) == len(few)


def test_no_form_has_room_for_a_secret(counter: Client, officer_quyet_thang: Officer, resident: Resident) -> None:
    account = account_at(officer_quyet_thang, resident, AccountState.APPROVED)
    pages = [reverse("e_identity:register", args=[resident.pk])]
    pages += [
        reverse("e_identity:step", args=[account.pk, deed]) for deed in AccountDeed if deed.startswith(("help", "act"))
    ]
    for url in pages:
        page = counter.get(url).content.decode()
        assert "<textarea" not in page.split("<main", 1)[1]
        assert 'type="password"' not in page


def test_the_record_shows_the_account_and_asks_nothing_more(
    counter: Client, officer_quyet_thang: Officer, resident: Resident
) -> None:
    account = account_at(officer_quyet_thang, resident, AccountState.APPROVED)
    record = counter.get(resident.get_absolute_url())
    panel = record.context["e_identity"]
    current = panel["current"]
    assert (current.pk, current.version, current.registered_on) == (account.pk, account.version, account.registered_on)
    assert reverse("e_identity:step", args=[account.pk, AccountDeed.ACTIVATE]) in record.content.decode()
    with CaptureQueriesContext(connection) as asked:
        counter.get(resident.get_absolute_url())
    assert not [query for query in asked.captured_queries if query["sql"].startswith('SELECT "id_cards_eidaccount"')]

"""What an administrator does with accounts, on the pages and in the services."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.errors import (
    AccountClosedError,
    AccountOpenError,
    AreaNeededError,
    LastAdministratorError,
    NoSecondFactorError,
    OwnAccountError,
    UnitsNeededError,
    UsernameTakenError,
)
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.queries import officers_for, system_officer
from kontum_portal.accounts.services import managing_officers as deeds
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import NotAllowedError

pytestmark = pytest.mark.django_db


def create(administrator: Officer, **facts: Any) -> tuple[Officer, str]:
    facts = {"username": "moi", "full_name": "Nguyễn Văn Mới", "role": Role.OFFICER} | facts
    return deeds.create_officer(administrator=administrator, **facts)


def test_a_new_officer_gets_a_one_time_password(administrator: Officer, units: dict[str, AdminUnit]) -> None:
    officer, password = create(administrator, units=[units["Lê Lợi"]])
    assert officer.check_password(password)
    assert officer.must_change_password
    assert officer.register_unit_ids == {units["Lê Lợi"].pk}
    deed = Deed.objects.get(verb="officer_created")
    assert (deed.actor_id, deed.subject_id, deed.details["role"]) == (administrator.pk, officer.pk, "officer")
    assert password not in str(deed.details)


def test_a_taken_name_is_refused_whatever_its_case(administrator: Officer, auditor: Officer) -> None:
    with pytest.raises(UsernameTakenError):
        create(administrator, username="AUDITOR", role=Role.AUDITOR)


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        (Role.OFFICER, UnitsNeededError),
        (Role.WARD_CHIEF, UnitsNeededError),
        (Role.CITY_COMMANDER, AreaNeededError),
        (Role.DATA_STEWARD, AreaNeededError),
    ],
)
def test_a_role_without_its_scope_is_refused(administrator: Officer, role: Role, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        create(administrator, role=role)


def test_a_changed_scope_counts_at_once(
    administrator: Officer, officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    deeds.change_officer(
        administrator=administrator,
        officer_id=officer_quyet_thang.pk,
        full_name="Lê Thị Đổi",
        role=Role.WARD_CHIEF,
        units=[units["Lê Lợi"]],
    )
    changed = Officer.objects.get(pk=officer_quyet_thang.pk)
    assert (changed.role, changed.register_unit_ids) == (Role.WARD_CHIEF, {units["Lê Lợi"].pk})
    assert Deed.objects.get(verb="officer_changed").details["old_role"] == "officer"


def test_a_reset_password_ends_open_sessions(
    client: Client, administrator: Officer, officer_quyet_thang: Officer
) -> None:
    client.force_login(officer_quyet_thang)
    _officer, password = deeds.reset_password(administrator=administrator, officer_id=officer_quyet_thang.pk)
    assert client.get(reverse("accounts:own_page")).status_code == 302
    assert Officer.objects.get(pk=officer_quyet_thang.pk).check_password(password)
    assert Deed.objects.filter(verb="password_reset", subject_id=officer_quyet_thang.pk).exists()


def test_a_lost_telephone_is_forgotten(administrator: Officer, officer_quyet_thang: Officer) -> None:
    TOTP.activate(officer_quyet_thang, generate_totp_secret())
    deeds.reset_second_factor(administrator=administrator, officer_id=officer_quyet_thang.pk)
    assert not Authenticator.objects.exists()
    assert Deed.objects.filter(verb="second_factor_reset").exists()


def test_an_account_is_closed_and_opened(administrator: Officer, officer_quyet_thang: Officer) -> None:
    deeds.close_account(administrator=administrator, officer_id=officer_quyet_thang.pk)
    closed = Officer.objects.get(pk=officer_quyet_thang.pk)
    assert (closed.is_active, closed.register_unit_ids) == (False, frozenset())
    deeds.open_account(administrator=administrator, officer_id=officer_quyet_thang.pk)
    assert Officer.objects.get(pk=officer_quyet_thang.pk).is_active
    assert set(Deed.objects.values_list("verb", flat=True)) == {"account_closed", "account_opened"}


def test_nobody_closes_the_own_account_or_changes_the_own_role(administrator: Officer) -> None:
    with pytest.raises(OwnAccountError):
        deeds.close_account(administrator=administrator, officer_id=administrator.pk)
    with pytest.raises(OwnAccountError):
        deeds.change_officer(administrator=administrator, officer_id=administrator.pk, full_name="A", role=Role.AUDITOR)


def test_the_last_administrator_stays(administrator: Officer, auditor: Officer) -> None:
    Officer.objects.filter(pk=auditor.pk).update(role=Role.ADMINISTRATOR, is_active=True)
    second = Officer.objects.get(pk=auditor.pk)
    Officer.objects.filter(pk=administrator.pk).update(is_active=False)
    Officer.objects.filter(pk=administrator.pk).update(role=Role.ADMINISTRATOR)
    with pytest.raises(LastAdministratorError):
        deeds.close_account(administrator=Officer(pk=0, role=Role.ADMINISTRATOR), officer_id=second.pk)


@pytest.mark.parametrize("name", ["officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "auditor"])
def test_only_the_administrator_manages(name: str, request: pytest.FixtureRequest, officer_vinh_quang: Officer) -> None:
    somebody = request.getfixturevalue(name)
    with pytest.raises(NotAllowedError):
        create(somebody, role=Role.AUDITOR)
    for act in (deeds.close_account, deeds.open_account, deeds.reset_password, deeds.reset_second_factor):
        with pytest.raises(NotAllowedError):
            act(administrator=somebody, officer_id=officer_vinh_quang.pk)
    assert not officers_for(somebody).exists()
    assert not Deed.objects.exists()


def test_the_system_account_is_out_of_reach(client: Client, administrator: Officer) -> None:
    client.force_login(administrator)
    assert client.get(reverse("accounts:officer", args=[system_officer().pk])).status_code == 404


def test_the_pages_make_and_change_an_officer(
    client: Client, administrator: Officer, units: dict[str, AdminUnit]
) -> None:
    client.force_login(administrator)
    assert client.get(reverse("accounts:new_officer")).status_code == 200
    facts = {"username": "moi", "full_name": "Nguyễn Văn Mới", "role": "officer", "units": [units["Lê Lợi"].pk]}
    made = client.post(reverse("accounts:new_officer"), facts)
    officer = Officer.objects.get(username="moi")
    assert officer.check_password(made.context["password"])
    page = reverse("accounts:officer", args=[officer.pk])
    assert made.context["password"] not in client.get(page).content.decode()
    assert client.post(page, facts | {"full_name": "Trần Văn Mới"}).headers["Location"] == page
    client.post(reverse("accounts:close_account", args=[officer.pk]), {"confirmed": "1"})
    officer.refresh_from_db()
    assert (officer.full_name, officer.is_active) == ("Trần Văn Mới", False)
    assert "moi" in client.get(reverse("accounts:officers")).content.decode()


@pytest.mark.parametrize(
    ("act", "verb"),
    [
        ("password", "password_reset"),
        ("second_factor", "second_factor_reset"),
        ("close_account", "account_closed"),
        ("open_account", "account_opened"),
    ],
)
def test_a_formal_act_is_checked_before_it_is_done(
    client: Client, administrator: Officer, officer_quyet_thang: Officer, act: str, verb: str
) -> None:
    TOTP.activate(officer_quyet_thang, generate_totp_secret())
    Officer.objects.filter(pk=officer_quyet_thang.pk).update(is_active=act != "open_account")
    client.force_login(administrator)
    address = reverse(f"accounts:{act}", args=[officer_quyet_thang.pk])
    assert (
        f'href="{address}"' in client.get(reverse("accounts:officer", args=[officer_quyet_thang.pk])).content.decode()
    )
    for check in (client.get(address), client.post(address)):  # without the button of the check nothing is done
        assert check.context["check"].rows[0][1] == officer_quyet_thang.username
    assert not Deed.objects.exists()
    client.post(address, {"confirmed": "1"})
    assert Deed.objects.get().verb == verb


@pytest.mark.parametrize("act", ["second_factor", "close_account", "open_account"])
def test_an_act_that_is_not_possible_is_neither_offered_nor_done(
    client: Client, administrator: Officer, act: str
) -> None:
    """On the administrator's own open account, which has no second factor."""
    client.force_login(administrator)
    address = reverse(f"accounts:{act}", args=[administrator.pk])
    assert address not in client.get(reverse("accounts:officer", args=[administrator.pk])).content.decode()
    assert client.get(address).status_code == 409
    assert client.post(address, {"confirmed": "1"}).status_code == 409
    assert not Deed.objects.exists()


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (deeds.open_account, AccountOpenError),
        (deeds.reset_second_factor, NoSecondFactorError),
        (lambda **who: (deeds.close_account(**who), deeds.close_account(**who)), AccountClosedError),
    ],
)
def test_what_is_so_already_is_not_done_again(
    administrator: Officer, officer_quyet_thang: Officer, act, refusal
) -> None:
    with pytest.raises(refusal):
        act(administrator=administrator, officer_id=officer_quyet_thang.pk)


def test_a_refusal_stands_on_the_form_with_what_was_typed(client: Client, administrator: Officer) -> None:
    client.force_login(administrator)
    page = client.post(reverse("accounts:new_officer"), {"username": "moi", "full_name": "Mới", "role": "officer"})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert 'value="moi"' in page.content.decode()


def test_an_officer_chooses_a_language(client: Client, officer_quyet_thang: Officer) -> None:
    client.force_login(officer_quyet_thang)
    client.post(reverse("accounts:own_page"), {"language": "en"})
    assert Officer.objects.get(pk=officer_quyet_thang.pk).language == "en"


def test_the_switch_on_a_page_is_remembered_on_every_machine(client: Client, officer_quyet_thang: Officer) -> None:
    client.force_login(officer_quyet_thang)
    client.post(reverse("accounts:language"), {"language": "en", "next": reverse("accounts:own_page")})
    assert Deed.objects.filter(verb="language_chosen", actor_id=officer_quyet_thang.pk).count() == 1
    elsewhere = Client()
    elsewhere.force_login(officer_quyet_thang)
    assert '<html lang="en"' in elsewhere.get(reverse("accounts:own_page")).content.decode()


def test_the_language_of_a_shared_machine_is_not_the_next_officers(
    client: Client, officer_quyet_thang: Officer, ward_chief: Officer
) -> None:
    client.force_login(officer_quyet_thang)
    client.post(reverse("accounts:language"), {"language": "en"})
    client.logout()
    client.force_login(ward_chief)
    assert '<html lang="vi"' in client.get(reverse("accounts:own_page")).content.decode()


@pytest.mark.parametrize("language", ["", "fr", "vi'--"])
def test_an_unknown_language_changes_nothing(client: Client, officer_quyet_thang: Officer, language: str) -> None:
    client.force_login(officer_quyet_thang)
    assert client.post(reverse("accounts:language"), {"language": language}).status_code == 302
    assert Officer.objects.get(pk=officer_quyet_thang.pk).language == "vi"

"""Signing in: by whom, how often, with what, and the trace it leaves."""

import uuid
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.areas.models import AdminUnit

pytestmark = pytest.mark.django_db

PASSWORD = "mot-cau-du-dai-7"
LOGIN = reverse("account_login")


@pytest.fixture
def officer(units: dict[str, AdminUnit]) -> Officer:
    """A name nobody used before: the lock is counted in Redis, outside the test's transaction."""
    officer = Officer.objects.create_user(username=f"officer_{uuid.uuid4().hex[:12]}", password=PASSWORD)
    officer.units.set([units["Quyết Thắng"]])
    return officer


def sign_in(client: Client, officer: Officer, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": officer.username, "password": password})


def page_text(response: Any) -> str:
    return response.content.decode()


def test_an_officer_signs_in_and_the_deed_says_so(client: Client, officer: Officer) -> None:
    assert sign_in(client, officer).status_code == 302
    assert list(Deed.objects.values_list("verb", "actor_id", "subject_id")) == [("signed_in", officer.pk, officer.pk)]
    client.post(reverse("account_logout"))
    assert Deed.objects.filter(verb="signed_out", actor_id=officer.pk).exists()


def test_a_wrong_password_is_refused_and_the_deed_says_whose(client: Client, officer: Officer) -> None:
    assert sign_in(client, officer, "sai").status_code == 200
    deed = Deed.objects.get(verb="sign_in_failed")
    assert (deed.actor_role, deed.subject_id) == ("system", officer.pk)
    assert "sai" not in str(deed.details)


def test_five_wrong_tries_lock_the_name(client: Client, officer: Officer, settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"
    for _ in range(5):
        sign_in(client, officer, "sai")
    response = sign_in(client, officer)
    assert response.status_code == 200
    assert "locked for ten minutes" in page_text(response)
    assert "_auth_user_id" not in client.session


def test_the_system_account_cannot_sign_in(client: Client) -> None:
    system = system_officer()
    assert not system.is_active
    assert not system.has_usable_password()
    system.set_password(PASSWORD)
    system.is_active = True
    system.save()
    sign_in(client, system)
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_sign_in_and_its_session_ends(client: Client, officer: Officer) -> None:
    sign_in(client, officer)
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get(reverse("accounts:own_page")).status_code == 302
    sign_in(client, officer)
    assert client.get(reverse("accounts:own_page")).status_code == 302


def test_nobody_makes_an_account_for_oneself(client: Client) -> None:
    before = Officer.objects.count()
    client.post(reverse("account_signup"), {"username": "intruder", "password1": PASSWORD})
    assert Officer.objects.count() == before


def test_a_one_time_password_opens_the_password_page_only(client: Client, officer: Officer) -> None:
    Officer.objects.filter(pk=officer.pk).update(must_change_password=True)
    sign_in(client, officer)
    change = reverse("account_change_password")
    assert client.get(reverse("accounts:own_page")).headers["Location"] == change
    new = {"oldpassword": PASSWORD, "password1": "cau-moi-cung-dai-9", "password2": "cau-moi-cung-dai-9"}
    assert client.post(change, new).status_code == 302
    assert client.get(reverse("accounts:own_page")).status_code == 200
    assert Deed.objects.filter(verb="password_changed", actor_id=officer.pk).exists()


def test_without_a_second_factor_only_its_page_opens(client: Client, officer: Officer, settings: Any) -> None:
    settings.PORTAL_MFA = "required"
    sign_in(client, officer)
    setup = reverse("mfa_activate_totp")
    assert client.get(reverse("accounts:own_page")).headers["Location"] == setup
    page = client.get(setup)
    assert page.status_code == 200
    client.post(setup, {"code": code_of(page.context["form"].secret)})
    assert client.get(reverse("accounts:own_page")).status_code == 200
    assert Authenticator.objects.filter(user=officer).count() == 2  # the telephone and the recovery codes


def test_with_a_second_factor_the_password_alone_is_not_enough(client: Client, officer: Officer) -> None:
    secret = generate_totp_secret()
    TOTP.activate(officer, secret)
    RecoveryCodes.activate(officer)
    assert sign_in(client, officer).headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:own_page")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("accounts:own_page")).status_code == 200


def test_a_recovery_code_opens_once(client: Client, officer: Officer) -> None:
    TOTP.activate(officer, generate_totp_secret())
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]
    for expected in (200, 302):
        client.logout()
        sign_in(client, officer)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert client.get(reverse("accounts:own_page")).status_code == expected


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_personal_pages_are_kept_nowhere(client: Client, officer: Officer) -> None:
    client.force_login(officer)
    assert client.get(reverse("accounts:own_page")).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_speak_the_officers_language_whatever_the_browser_says(
    client: Client, officer: Officer, language: str
) -> None:
    Officer.objects.filter(pk=officer.pk).update(language=language)
    client.force_login(officer)
    page = client.get(reverse("accounts:own_page"), headers={"accept-language": "fr,en"})
    assert f'<html lang="{language}"' in page_text(page)


def test_without_redis_the_page_says_that_sign_in_waits(client: Client, officer: Officer, settings: Any) -> None:
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"},
    }
    settings.LANGUAGE_CODE = "en"
    response = sign_in(client, officer)
    assert response.status_code == 503
    assert "Sign-in does not answer" in page_text(response)

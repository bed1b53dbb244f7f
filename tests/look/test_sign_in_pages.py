"""Sign-in and the second factor, page by page, as an officer meets them."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer

pytestmark = pytest.mark.django_db
PASSWORD = "Mot-mat-khau-dai-2026"


@pytest.fixture
def officer(officer_quyet_thang: Officer, settings) -> Officer:
    settings.PORTAL_MFA = "required"
    officer_quyet_thang.set_password(PASSWORD)
    officer_quyet_thang.save()
    return officer_quyet_thang


def _sign_in(client: Client, officer: Officer, password: str = PASSWORD):
    form = {"login": officer.username, "password": password}
    return client.post(reverse("account_login"), form, follow=True)


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def _confirm_who_it_is(client: Client) -> None:
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def _set_up_the_app(client: Client) -> tuple[str, str]:
    """The secret, and the page that follows its confirmation."""
    _confirm_who_it_is(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert 'class="qr" src="data:image/svg' in page
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": _code(secret)}, follow=True)
    return secret, answer.content.decode()


def test_the_sign_in_page_offers_neither_sign_up_nor_to_be_remembered(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert 'name="login"' in page
    assert 'name="remember"' not in page
    assert reverse("account_signup") not in page
    assert "account_reset_password" not in page


def test_a_wrong_password_is_told_in_the_error_summary(client: Client, officer: Officer) -> None:
    page = _sign_in(client, officer, "sai-mat-khau").content.decode()
    assert "data-error-summary" in page
    assert f'value="{officer.username}"' in page


def test_an_officer_without_the_app_is_led_to_set_it_up_and_gets_recovery_codes(
    client: Client, officer: Officer
) -> None:
    response = _sign_in(client, officer)
    assert response.redirect_chain[-1][0] == reverse("mfa_activate_totp")
    _secret, page = _set_up_the_app(client)
    assert len(re.findall(r"<li>[\w-]{8,}</li>", page)) == 10


def test_a_wrong_code_keeps_the_same_secret_on_the_page(client: Client, officer: Officer) -> None:
    _sign_in(client, officer)
    _confirm_who_it_is(client)
    before = client.get(reverse("mfa_activate_totp")).content.decode()
    after = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    secret = re.compile(r"<code>(\w+)</code>")
    assert "data-error-summary" in after
    assert secret.search(before)[1] == secret.search(after)[1]


def test_the_next_sign_in_asks_for_the_second_step(client: Client, officer: Officer) -> None:
    _sign_in(client, officer)
    _set_up_the_app(client)
    again = Client()
    page = _sign_in(again, officer).content.decode()
    assert f'action="{reverse("mfa_authenticate")}"' in page
    refused = again.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "data-error-summary" in refused


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "account_change_password",
        "account_logout",
    ],
)
def test_the_pages_of_ones_own_account_are_in_the_portals_frame(client: Client, officer: Officer, name: str) -> None:
    _sign_in(client, officer)
    _set_up_the_app(client)
    page = client.get(reverse(name), follow=True).content.decode()
    assert 'id="main"' in page
    assert "portal.css" in page


def test_nobody_can_sign_up(client: Client) -> None:
    page = client.get(reverse("account_signup")).content.decode()
    assert 'name="password1"' not in page
    assert reverse("account_login") in page

"""The back office: read by the administrator, changed by nobody."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kontum_portal.accounts.back_office import ReadOnlyAdmin
from kontum_portal.accounts.models import Officer

# The library's own templates ask for variables that it does not set.
pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

OURS = ["accounts", "areas", "jobs"]
TABLES = sorted(model._meta.label_lower for model in admin.site._registry if model._meta.app_label in OURS)


@pytest.fixture
def back_office(client: Client, administrator: Officer) -> Client:
    Officer.objects.filter(pk=administrator.pk).update(is_staff=True)
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("table", TABLES)
def test_tables_open_for_the_administrator_and_logs_do_not(back_office: Client, table: str) -> None:
    app, model = table.split(".")
    expected = 403 if model in ("deed", "accesslog", "seal") else 200
    assert back_office.get(reverse(f"admin:{app}_{model}_changelist")).status_code == expected


def test_nothing_is_changed_here(back_office: Client, administrator: Officer) -> None:
    url = reverse("admin:accounts_officer_change", args=[administrator.pk])
    assert back_office.post(url, {"role": "auditor"}).status_code == 403
    assert back_office.get(reverse("admin:accounts_officer_add")).status_code == 403


def test_every_table_of_ours_is_read_only() -> None:
    ours = [kind for model, kind in admin.site._registry.items() if model._meta.app_label in OURS]
    assert [kind for kind in ours if not isinstance(kind, ReadOnlyAdmin)] == []


@pytest.mark.parametrize("name", ["officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "auditor"])
def test_others_are_sent_away(client: Client, request: pytest.FixtureRequest, name: str) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize(("page", "looser"), [("admin:index", True), ("accounts:officers", False)])
def test_the_content_policy_is_looser_in_the_back_office_only(back_office: Client, page: str, looser: bool) -> None:
    policy = back_office.get(reverse(page)).headers["Content-Security-Policy"]
    assert ("'unsafe-eval'" in policy) is looser
    assert "default-src 'self'" in policy


def test_a_password_alone_does_not_sign_in_here(client: Client, administrator: Officer) -> None:
    """The second factor and the lockout belong to the one sign-in page."""
    administrator.is_staff = True
    administrator.set_password("kontum-demo-2026")
    administrator.save()
    answer = client.post(reverse("admin:login"), {"username": "administrator", "password": "kontum-demo-2026"})
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def _pages_without_arguments() -> list[str]:
    names = {
        pattern.name
        for entry in admin.site.urls[0]
        for pattern in (entry.url_patterns if hasattr(entry, "url_patterns") else [entry])
    }
    return sorted(name for name in names - {None, "login", "logout", "jsi18n"} if _reverses(name))


def _reverses(name: str) -> bool:
    try:
        return bool(reverse(f"admin:{name}"))
    except NoReverseMatch:
        return False


@pytest.mark.parametrize(
    "name", [None, "officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "auditor"]
)
def test_no_back_office_page_opens_for_others(client: Client, request: pytest.FixtureRequest, name: str | None) -> None:
    if name:
        client.force_login(request.getfixturevalue(name))
    pages = _pages_without_arguments()
    assert len(pages) > 10
    answers = {page: client.get(reverse(f"admin:{page}")).status_code for page in pages}
    assert {page: code for page, code in answers.items() if code not in (302, 403)} == {}


def test_nobody_signs_up(client: Client) -> None:
    client.post(reverse("account_signup"), {"username": "stranger", "password1": "kontum-demo-2026"})
    assert not Officer.objects.filter(username="stranger").exists()

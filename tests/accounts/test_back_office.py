"""The back office: read by the administrator, changed by nobody."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kontum_portal.accounts.back_office import ReadOnlyAdmin
from kontum_portal.accounts.models import Deed, Officer

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
def test_tables_open_for_the_administrator(back_office: Client, table: str) -> None:
    app, model = table.split(".")
    assert back_office.get(reverse(f"admin:{app}_{model}_changelist")).status_code == 200


def test_only_back_office_tables_are_here() -> None:
    assert {model._meta.label for model in admin.site._registry} == {
        "accounts.Officer",
        "areas.AdminUnit",
        "areas.ExpectedPopulation",
        "areas.SubUnit",
        "areas.SupervisionArea",
        "areas.UnitChange",
        "working_days.CalendarOverride",
        "id_cards.FeeRule",
        "jobs.Job",
        "residents.ProcedureTerm",
    }


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


def test_the_role_decides_and_not_a_stored_flag(client: Client, ward_chief: Officer) -> None:
    Officer.objects.filter(pk=ward_chief.pk).update(is_staff=True)
    client.force_login(ward_chief)
    assert client.get(reverse("admin:areas_adminunit_changelist")).status_code == 302
    assert client.get(reverse("admin:areas_adminunit_export")).status_code in (302, 403)


EXPORTED = [
    "areas_adminunit",
    "areas_subunit",
    "areas_expectedpopulation",
    "id_cards_feerule",
    "working_days_calendaroverride",
    "residents_procedureterm",
]


@pytest.mark.parametrize("table", EXPORTED)
def test_a_table_is_taken_out_but_never_brought_in(back_office: Client, table: str) -> None:
    answer = back_office.post(reverse(f"admin:{table}_export"), {"format": "0"})
    headings = answer.content.decode().splitlines()[0]
    assert headings.startswith("\ufeff")
    assert "_" not in headings
    assert Deed.objects.filter(verb="export", subject_kind="table").count() == 1
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{table}_import")


def test_the_words_of_a_table_are_its_headings(back_office: Client) -> None:
    lines = back_office.post(reverse("admin:areas_adminunit_export"), {"format": "0"}).content.decode().splitlines()
    assert lines[0] == "\ufeffmã,tên,loại,mã tỉnh,áp dụng từ,áp dụng đến"
    assert len(lines) == 22
    assert any("Quyết Thắng" in line for line in lines)


def test_officers_are_not_taken_out() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("admin:accounts_officer_export")


def test_the_menu_leads_to_the_staged_import(back_office: Client) -> None:
    page = back_office.get(reverse("admin:index")).content.decode()
    assert f'href="{reverse("imports:upload")}"' in page


ENGLISH = re.compile(
    r"\b(Add|Apply|Clear|Click|Close|Create|Date|Delete|Edit|Export|Filter|Filters|Go|Loading|More|Next|No|Previous|Recent|"
    r"Reset|Results?|Run|Save|Search|Select|Show|Site|Submit|Type|Unit|Update|View|Welcome|administration|change|changes|"
    r"kind|population|populations|unit|units)\b"
)


@pytest.mark.parametrize("table", [None, *TABLES, "id_cards.feerule", "working_days.calendaroverride"])
def test_the_pages_speak_vietnamese(back_office: Client, table: str | None) -> None:
    name = "index" if table is None else f"{table.replace('.', '_')}_changelist"
    assert _english_on(back_office.get(reverse(f"admin:{name}")).content.decode()) == set()


@pytest.mark.parametrize("page", ["id_cards_feerule_add", "working_days_calendaroverride_add"])
def test_the_forms_speak_vietnamese(back_office: Client, page: str) -> None:
    assert _english_on(back_office.get(reverse(f"admin:{page}")).content.decode()) == set()


def _english_on(page: str) -> set[str]:
    """English words that a reader of the page meets."""
    page = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page, flags=re.DOTALL)
    said = re.findall(r'\s(?:aria-label|title|placeholder)="([^"]*)"', page)
    icons = re.sub(r'<span class="material-symbols-outlined[^>]*>[^<]*</span>', " ", page)
    return set(ENGLISH.findall(" ".join([re.sub(r"<[^>]+>", " ", icons), *said])))

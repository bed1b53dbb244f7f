"""One embedded PostgreSQL and Redis for the run; a database per worker, cloned from a migrated template."""

import contextlib
import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import translation
from filelock import FileLock

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SupervisionArea
from kontum_portal.database import scope
from kontum_portal.embedded import services
from tests.weights import pytest_terminal_summary  # noqa: F401 - the table at the end of a run

TEMPLATE = "portal_test_template"


@pytest.fixture(scope="session")
def servers() -> Iterator[None]:
    with services.ensure(postgres=True, redis=True):
        yield


def _run_on_maintenance_database(*statements: str) -> None:
    """Statements that create or drop databases, which no transaction may hold."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = "postgres"
    connection.set_autocommit(True)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def drop_database(name: str) -> None:
    """Ends the portal's own sessions there first. Not ``WITH (FORCE)``: that also wants to end an autovacuum
    worker, which only a superuser may, while a plain ``DROP`` sends that worker away by itself."""
    _run_on_maintenance_database(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{name}' AND backend_type = 'client backend'",
        f"DROP DATABASE IF EXISTS {name}",
    )


def _use_database(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _make_template() -> None:
    drop_database(TEMPLATE)
    _run_on_maintenance_database(f"CREATE DATABASE {TEMPLATE}")
    _use_database(TEMPLATE)
    call_command("ensure_roles", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_units", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("GRANT portal_web TO CURRENT_USER")
    connection.close()


@pytest.fixture(scope="session")
def django_db_setup(servers: None, django_db_blocker, tmp_path_factory, worker_id: str) -> Iterator[None]:
    root = tmp_path_factory.getbasetemp().parent if worker_id != "master" else tmp_path_factory.getbasetemp()
    name = f"portal_test_{worker_id}"
    with django_db_blocker.unblock():
        with FileLock(root / "template.lock"):
            made = root / "template.made"
            if not made.exists():
                _make_template()
                made.touch()
            drop_database(name)
            _run_on_maintenance_database(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        _use_database(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        drop_database(name)


@contextlib.contextmanager
def _request_as_portal_web() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE portal_web")
        scope.clear()
        yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture(autouse=True)
def _requests_run_as_portal_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are served under row-level security, as in production, though the test's connection is the owner's."""
    monkeypatch.setattr(scope, "request_transaction", _request_as_portal_web)


@pytest.fixture
def units(db: None) -> dict[str, AdminUnit]:
    """The 21 units of 2024 by name."""
    return {unit.name: unit for unit in AdminUnit.objects.all()}


@pytest.fixture
def area(db: None) -> SupervisionArea:
    return SupervisionArea.objects.get()


def make_officer(username: str, role: str, *units: AdminUnit, area: SupervisionArea | None = None) -> Officer:
    officer = Officer.objects.create(
        username=username, full_name=username.replace("_", " ").title(), role=role, area=area
    )
    officer.set_unusable_password()
    officer.save()  # a session is bound to the stored password
    officer.units.set(units)
    return officer


@pytest.fixture
def officer_quyet_thang(units: dict[str, AdminUnit]) -> Officer:
    return make_officer("officer_quyet_thang", Role.OFFICER, units["Quyết Thắng"])


@pytest.fixture
def officer_vinh_quang(units: dict[str, AdminUnit]) -> Officer:
    return make_officer("officer_vinh_quang", Role.OFFICER, units["Vinh Quang"])


@pytest.fixture
def officer_dak_ro_wa(units: dict[str, AdminUnit]) -> Officer:
    return make_officer("officer_dak_ro_wa", Role.OFFICER, units["Đắk Rơ Wa"])


@pytest.fixture
def ward_chief(units: dict[str, AdminUnit]) -> Officer:
    return make_officer("ward_chief", Role.WARD_CHIEF, units["Quyết Thắng"])


@pytest.fixture
def city_commander(area: SupervisionArea) -> Officer:
    return make_officer("city_commander", Role.CITY_COMMANDER, area=area)


@pytest.fixture
def data_steward(area: SupervisionArea) -> Officer:
    return make_officer("data_steward", Role.DATA_STEWARD, area=area)


@pytest.fixture
def administrator(area: SupervisionArea) -> Officer:
    return make_officer("administrator", Role.ADMINISTRATOR, area=area)


@pytest.fixture
def auditor(area: SupervisionArea) -> Officer:
    return make_officer("auditor", Role.AUDITOR, area=area)


@pytest.fixture
def sentences_in_english() -> Iterator[None]:
    """Sentences are compared by their msgids, whatever the catalogue of the day says."""
    with translation.override("en"):
        yield


@pytest.fixture
def signed_in(client: Client, settings) -> Callable[[Officer], Client]:
    """``signed_in(officer)``: the test client, signed in without a second factor."""
    settings.PORTAL_MFA = "demo"

    def sign_in(officer: Officer) -> Client:
        client.force_login(officer)
        return client

    return sign_in


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, quiet and without looking for hosts outside this machine."""
    return {
        "executable_path": os.environ.get("PORTAL_CHROMIUM") or "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }

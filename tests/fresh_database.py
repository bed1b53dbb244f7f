"""A database of a test's own, with the units in it, that may be committed to and read by several connections."""

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, connections

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from tests.conftest import TEMPLATE, _run_on_maintenance_database, _use_database, drop_database, make_officer


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[str]:
    name = f"portal_fresh_{worker_id}"
    with django_db_blocker.unblock():
        usual = connection.settings_dict["NAME"]
        try:
            drop_database(name)
            _run_on_maintenance_database(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
            _use_database(name)
            yield name
            connections.close_all()
            drop_database(name)
        finally:
            _use_database(usual)


@pytest.fixture
def kept_officer(fresh_database: str) -> Officer:
    """An officer of Quyết Thắng whom every connection can see."""
    return make_officer("officer_quyet_thang", "officer", AdminUnit.objects.get(name="Quyết Thắng"))


def connect_as(role: str) -> Any:
    """A connection of its own with the login ``web``, ``worker`` or ``owner``, to the database in use."""
    login = getattr(settings.DATABASE_LOGINS, role)
    return psycopg2.connect(
        host=login["HOST"] or None,
        port=login["PORT"] or None,
        dbname=connection.settings_dict["NAME"],
        user=login["USER"],
        password=login["PASSWORD"],
    )

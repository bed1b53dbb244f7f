"""Row-level security, asked with raw SQL: nothing set, nothing seen."""

import pytest
from django.db import connection

from kontum_portal.database import scope
from tests.factories import make_resident

pytestmark = pytest.mark.django_db


def count_as_portal_web(officer=None) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        scope.clear()
        if officer is not None:
            scope.enter(officer)
        cursor.execute("SELECT count(*) FROM residents_resident")
        found = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
    return found


def test_without_a_scope_nobody_is_seen(units) -> None:
    make_resident(units["Quyết Thắng"])
    assert count_as_portal_web() == 0


def test_an_officer_sees_the_own_ward_only(units, officer_quyet_thang, officer_vinh_quang) -> None:
    make_resident(units["Quyết Thắng"])
    assert count_as_portal_web(officer_quyet_thang) == 1
    assert count_as_portal_web(officer_vinh_quang) == 0

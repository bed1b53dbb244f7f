"""A job that works for a person sees what that person may see, and says in the history who it was."""

import pytest
from django.db import connection

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from residents.models import Resident
from tests.factories import make_resident

pytestmark = pytest.mark.django_db


def test_only_the_officers_units_are_seen(officer_quyet_thang: Officer, units: dict[str, AdminUnit]) -> None:
    here, there = make_resident(units["Quyết Thắng"]), make_resident(units["Vinh Quang"])
    with acting_as(officer_quyet_thang):
        assert list(Resident.objects.all()) == [here]
    assert {here, there} <= set(Resident.objects.all())


def test_an_error_inside_gives_the_role_back(officer_quyet_thang: Officer) -> None:
    with pytest.raises(ZeroDivisionError), acting_as(officer_quyet_thang):
        _ = 1 // 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('portal.units', true)")
        assert cursor.fetchone() in (("owner", ""), ("owner", None))


def test_the_history_names_the_officer(officer_quyet_thang: Officer, units: dict[str, AdminUnit]) -> None:
    resident = make_resident(units["Quyết Thắng"])
    with acting_as(officer_quyet_thang):
        Resident.objects.filter(pk=resident.pk).update(version=2)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_context ->> 'user' FROM residents_residenthistory WHERE pgh_obj_id = %s", [resident.pk]
        )
        assert cursor.fetchall() == [(str(officer_quyet_thang.pk),)]

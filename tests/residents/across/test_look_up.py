"""The look-up across wards reveals the unit and a masked name, and nothing of a number that is not whole."""

import pytest
from django.db import connection

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from residents.queries.across_wards import look_up
from tests.factories import make_resident

pytestmark = pytest.mark.django_db


def test_a_whole_number_names_the_unit_and_a_masked_name(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    make_resident(units["Quyết Thắng"], full_name="Nguyễn Văn An", personal_id="062090600123")
    with acting_as(officer_vinh_quang):
        [holding] = look_up(officer_vinh_quang, "062090600123")
    assert (holding.unit, holding.masked_name, holding.is_ours) == (units["Quyết Thắng"], "N••• V••• A•••", False)


@pytest.mark.parametrize("typed", ["06209060012", "0620906001%", "", "062090600124", "600123", "Nguyễn Văn An"])
def test_nothing_but_the_whole_number_finds(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], typed: str
) -> None:
    make_resident(units["Quyết Thắng"], personal_id="062090600123")
    with acting_as(officer_vinh_quang):
        assert look_up(officer_vinh_quang, typed) == []


def test_those_without_a_register_look_nobody_up(administrator: Officer, units: dict[str, AdminUnit]) -> None:
    make_resident(units["Quyết Thắng"], personal_id="062090600123")
    assert look_up(administrator, "062090600123") == []


def test_the_function_returns_two_columns_only(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM residents_look_up('062090600123')")
        assert [column.name for column in cursor.description] == ["unit_id", "masked_name"]

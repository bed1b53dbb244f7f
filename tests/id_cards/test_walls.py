"""Both walls: the queryset agrees with the predicate, and PostgreSQL shows the same with raw SQL."""

import pytest
from django.db import connection, transaction

from id_cards import rules
from id_cards.choices import DeedName, State
from id_cards.models import ApplicationStep, Card, CardApplication, CustodyMovement
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from tests.factories import make_resident
from tests.id_cards.journeys import application_at, take

WATCHERS = [
    "officer_quyet_thang",
    "officer_vinh_quang",
    "ward_chief",
    "city_commander",
    "data_steward",
    "administrator",
    "auditor",
]
TABLES = [model._meta.db_table for model in (CardApplication, ApplicationStep, Card, CustodyMovement)] + [
    "id_cards_slipcounter",
    "id_cards_papercounter",
    "id_cards_dossierbatch",
    "id_cards_dossierbatchline",
    "id_cards_cardarrival",
    "id_cards_arrivalscan",
    "id_cards_cardtransfer",
    "id_cards_stocktake",
    "id_cards_stocktakeline",
    "id_cards_cardfinding",
    "id_cards_sliprange",
]
HISTORIES = ["id_cards_cardapplicationhistory", "id_cards_applicationstephistory", "id_cards_cardhistory"]


@pytest.fixture
def two_wards(officer_quyet_thang: Officer, officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    """A card arrived in each of two wards, and one handed over in the first."""
    for officer, name in ((officer_quyet_thang, "Quyết Thắng"), (officer_vinh_quang, "Vinh Quang")):
        application = application_at(officer, make_resident(units[name]), State.CARD_ARRIVED)
        if name == "Quyết Thắng":
            take(officer, application, DeedName.HAND_OVER)


@pytest.mark.usefixtures("two_wards")
@pytest.mark.parametrize("name", WATCHERS)
def test_queryset_and_predicate_agree(name: str, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    seen = set(CardApplication.objects.open_to(officer))
    assert seen == {row for row in CardApplication.objects.all() if rules.can_view(officer, row)}
    assert set(CardApplication.objects.visible_to(officer)) == seen, "nobody is on a visit"


@pytest.mark.usefixtures("two_wards")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", WATCHERS)
def test_raw_sql_shows_only_rows_in_scope(table: str, name: str, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        scope.enter(officer)
        cursor.execute(f"SELECT DISTINCT unit_id FROM {table}")
        seen = {unit_id for (unit_id,) in cursor.fetchall()}
        cursor.execute("RESET ROLE")
        cursor.execute(f"SELECT DISTINCT unit_id FROM {table}")
        assert seen == {unit_id for (unit_id,) in cursor.fetchall() if unit_id in officer.register_unit_ids}


@pytest.mark.usefixtures("two_wards")
@pytest.mark.parametrize("table", [*TABLES, *HISTORIES])
def test_without_a_scope_nothing_is_seen(table: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        scope.clear()
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")


@pytest.mark.usefixtures("two_wards")
def test_history_keeps_the_old_rows_of_dossiers_and_cards() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT state FROM id_cards_cardapplicationhistory")
        states = {state for (state,) in cursor.fetchall()}
        cursor.execute("SELECT place FROM id_cards_cardhistory")
        assert cursor.fetchall() == [("at_unit",)]
    assert {"received", "biometrics_done", "slip_issued", "sent", "approved", "printing", "card_arrived"} == states


def test_command_and_steward_read_and_do_not_write(
    city_commander: Officer, data_steward: Officer, ward_chief: Officer, units: dict[str, AdminUnit]
) -> None:
    unit = units["Quyết Thắng"].pk
    assert [rules.can_write(officer, unit) for officer in (city_commander, data_steward, ward_chief)] == [
        False,
        False,
        True,
    ]

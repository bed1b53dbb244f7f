"""``load_demo`` fills an empty register once, refuses a register of real people, and marks what it makes."""

import pytest
from django.core.management import call_command
from django.db import connection

from campaigns.models import CampaignTarget, OutreachCampaign
from id_cards.models import Card, CardApplication, SlipCounter
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation
from kontum_portal.errors import NotAllowedError
from reports.demo.errors import OtherDemoLoadedError, RegisterNotEmptyError, TooFewPeopleError
from reports.models import KeyedValue, UnitFigure
from reports.services.furnishing_demo import furnish_demo
from reports.services.loading_demo import DemoLoaded, load_demo
from residents.models import Finding, Household, Resident
from tests.factories import make_resident

pytestmark = pytest.mark.django_db


def load(residents: int = 700, seed: int = 7) -> DemoLoaded:
    return load_demo(actor=system_officer(), residents=residents, seed=seed, tell=lambda made: None)


def check_constraints() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_city_with_homes_cards_and_applications_is_loaded(units: dict[str, AdminUnit]) -> None:
    loaded = load()
    check_constraints()
    assert Resident.objects.count() == loaded.residents == 700
    assert Resident.objects.values("unit").distinct().count() == 21
    assert not Household.objects.filter(head__isnull=True).exists()
    assert Card.objects.in_hand().exists()
    assert CardApplication.objects.open().exists()


def test_what_is_loaded_says_that_it_is_invented(units: dict[str, AdminUnit]) -> None:
    load()
    deed = Deed.objects.get(verb="load_demo")
    assert (deed.details["residents"], deed.details["seed"]) == (700, 7)
    assert not Household.objects.exclude(number__startswith="GIA-LAP-").exists()
    assert set(ExpectedPopulation.objects.values_list("source", flat=True)) == {"Dữ liệu giả lập"}


def test_the_same_demo_again_changes_nothing(units: dict[str, AdminUnit]) -> None:
    load()
    assert load().already
    assert Resident.objects.count() == 700
    assert Deed.objects.filter(verb="load_demo").count() == 1


def test_another_demo_over_a_demo_is_refused(units: dict[str, AdminUnit]) -> None:
    load()
    with pytest.raises(OtherDemoLoadedError):
        load(seed=8)


def test_a_register_of_real_people_is_refused(units: dict[str, AdminUnit]) -> None:
    make_resident(units["Quyết Thắng"])
    with pytest.raises(RegisterNotEmptyError):
        load()
    assert Resident.objects.count() == 1


def test_too_few_people_are_refused(units: dict[str, AdminUnit]) -> None:
    with pytest.raises(TooFewPeopleError):
        load(residents=20)


def test_only_the_system_account_loads_a_demo(administrator: Officer) -> None:
    with pytest.raises(NotAllowedError):
        load_demo(actor=administrator, residents=700, seed=7, tell=lambda made: None)


def test_slip_numbers_go_on_after_the_last_one_of_the_demo(units: dict[str, AdminUnit]) -> None:
    load()
    for counter in SlipCounter.objects.all():
        assert counter.slips.count() == counter.last_number > 0


def test_the_ids_that_follow_are_free(units: dict[str, AdminUnit]) -> None:
    load()
    assert make_resident(units["Quyết Thắng"]).pk > Resident.objects.order_by("-pk")[1].pk


def test_a_furnished_city_has_findings_figures_with_a_past_a_campaign_and_keyed_values(
    units: dict[str, AdminUnit],
) -> None:
    load()
    furnished = furnish_demo(actor=system_officer(), tell=lambda phase: None)
    assert furnished.findings == Finding.objects.open().count() > 0
    assert UnitFigure.objects.values("day").distinct().count() == 13
    campaign = OutreachCampaign.objects.get()
    assert CampaignTarget.objects.filter(campaign=campaign, status="open").exists()
    assert KeyedValue.objects.count() == furnished.keyed_values > 0


def test_a_furnished_city_is_left_as_it_is(units: dict[str, AdminUnit]) -> None:
    load()
    first = furnish_demo(actor=system_officer(), tell=lambda phase: None)
    UnitFigure.objects.all().delete()
    assert furnish_demo(actor=system_officer(), tell=lambda phase: None) == first
    assert not UnitFigure.objects.exists()


def test_the_command_counts_in_one_object_of_json(
    units: dict[str, AdminUnit], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_demo", residents=700, json=True)
    assert '"residents": 700' in capsys.readouterr().out.splitlines()[-1]

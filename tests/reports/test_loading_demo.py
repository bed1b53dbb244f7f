"""``load_demo`` fills an empty register once, refuses a register of real people, and marks what it makes."""

import pytest
from django.core.management import call_command
from django.db import connection

from campaigns.models import CampaignTarget, OutreachCampaign
from id_cards.models import Card, CardApplication, SlipCounter
from kontum_portal.accounts.demo import create_demo_officers
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from reports.demo.errors import OtherDemoLoadedError, RegisterNotEmptyError, TooFewPeopleError
from reports.models import KeyedValue, UnitFigure
from reports.services.demo_life import AWAY
from reports.services.furnishing_demo import DemoFurnished, furnish_demo
from reports.services.loading_demo import DemoLoaded, load_demo
from residents.models import (
    ContactAttempt,
    CorrectionRequest,
    Finding,
    HandOver,
    Household,
    ResidenceProcedure,
    Resident,
    ResidentEvent,
    SavedFilter,
    Verification,
    VisitGrant,
    Whereabouts,
)
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


@pytest.fixture
def furnished(units: dict[str, AdminUnit], settings) -> DemoFurnished:
    """A city with demo officers in three of its units."""
    settings.PORTAL_MFA = "demo"
    create_demo_officers()
    load(1500)
    done = furnish_demo(actor=system_officer(), tell=lambda phase: None)
    check_constraints()
    return done


def test_a_furnished_city_has_a_past(furnished: DemoFurnished) -> None:
    told = set(ResidentEvent.objects.values_list("kind", flat=True))
    assert told == {"birth", "death", "move_in", "move_out", "return", "marriage", "residence", "presence"}
    assert furnished.events == ResidentEvent.objects.count()
    assert not Resident.objects.filter(presence__in=AWAY, deceased_on=None, whereabouts=None).exists()
    assert Whereabouts.objects.filter(expected_return__lt=today()).exists()
    assert Whereabouts.objects.filter(expected_return__gt=today()).exists()


def test_every_desk_of_a_furnished_city_has_work(furnished: DemoFurnished) -> None:
    files = ResidenceProcedure.objects
    assert files.open().exists()
    assert files.open().filter(due_on__gte=today()).exists()
    assert files.overdue(today()).exists()
    assert set(files.values_list("state", flat=True)) == {"open", "approved", "refused"}
    assert set(HandOver.objects.values_list("state", flat=True)) == {"proposed", "refused"}
    assert CorrectionRequest.objects.pending().filter(unit__name="Quyết Thắng").count() == 2
    assert set(Verification.objects.values_list("result", flat=True)) == {"matches", "differs", "not_found", "absent"}
    assert ContactAttempt.objects.filter(next_on__lte=today()).exists()
    assert VisitGrant.objects.filter(expires_at__gt=now()).count() == 3
    assert SavedFilter.objects.filter(officer__username="officer_quyet_thang").count() == 2


def test_one_hamlet_of_the_city_has_no_expected_number_of_people(units: dict[str, AdminUnit]) -> None:
    load()
    lived_in = set(Resident.objects.values_list("sub_unit", flat=True))
    expected = set(ExpectedPopulation.objects.filter(sub_unit__isnull=False).values_list("sub_unit", flat=True))
    assert len(lived_in - expected) == 1

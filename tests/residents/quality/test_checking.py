"""The check of the register: opens, closes, looks only where it has to, and may run twice."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.models import Job
from residents.models import Finding, Resident
from residents.quality.checking import run_quality
from residents.quality.settling import QUEUED, judge, renumbered_people
from tests.factories import make_resident, make_sub_unit
from tests.residents.quality.people import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(settings) -> None:
    settings.PORTAL_TODAY = DAY


@pytest.fixture
def fine(units: dict[str, AdminUnit]) -> Resident:
    """Somebody with whom no rule finds fault."""
    return make_resident(
        units["Vinh Quang"],
        sub_unit=make_sub_unit(units["Vinh Quang"]),
        phone="+84905111222",
        card_claim="issued",
        card_issued_on=dt.date(2021, 6, 22),
    )


def open_rules(resident: Resident) -> set[str]:
    return set(Finding.objects.open().filter(resident=resident).values_list("rule", flat=True))


def test_findings_open_and_close_with_the_facts(fine: Resident) -> None:
    assert run_quality().as_json() | {"seconds": 0} == {
        "checked": 1, "opened": 0, "closed": 0, "open": 0, "rules": {}, "seconds": 0,
    }  # fmt: skip
    Resident.objects.filter(pk=fine.pk).update(sex=None, birth_day=None)
    assert (run_quality().opened, open_rules(fine)) == (2, {"sex_missing", "birth_date_partial"})
    Resident.objects.filter(pk=fine.pk).update(sex="M")
    result = run_quality()
    assert (result.closed, result.rules, open_rules(fine)) == (1, {"birth_date_partial": 1}, {"birth_date_partial"})


def test_a_second_run_does_nothing_and_a_full_one_finds_nothing_new(fine: Resident) -> None:
    Resident.objects.filter(pk=fine.pk).update(sex=None)
    assert run_quality().opened == 1
    assert run_quality().checked == 0
    again = run_quality(full=True)
    assert (again.checked, again.opened, again.closed, again.open) == (1, 0, 0, 1)


def test_time_alone_breaks_a_rule_on_its_day(fine: Resident, settings) -> None:
    Resident.objects.filter(pk=fine.pk).update(residence_kind="temporary", residence_until=dt.date(2024, 10, 1))
    assert run_quality().open == 0
    settings.PORTAL_TODAY = dt.date(2024, 10, 1)
    assert run_quality().checked == 0
    settings.PORTAL_TODAY = dt.date(2024, 10, 2)
    assert (run_quality().checked, open_rules(fine)) == (1, {"temporary_residence_expired"})


def test_a_verification_grows_old_on_its_day_and_never_verified_is_no_finding(fine: Resident, settings) -> None:
    settings.VERIFIED_DAYS = 30
    assert (run_quality().open, fine.last_verified_on) == (0, None)
    Resident.objects.filter(pk=fine.pk).update(last_verified_on=dt.date(2024, 9, 1))
    run_quality()
    settings.PORTAL_TODAY = dt.date(2024, 10, 1)
    assert run_quality().checked == 0
    settings.PORTAL_TODAY = dt.date(2024, 10, 2)
    assert (run_quality().checked, open_rules(fine)) == (1, {"verification_old"})
    assert Finding.objects.get(resident=fine).severity == "hints"


def test_two_holders_of_a_number_are_both_found_and_both_closed(fine: Resident, units: dict[str, AdminUnit]) -> None:
    twin = make_resident(units["Quyết Thắng"], personal_id=fine.personal_id)
    run_quality()
    assert "personal_id_twice" in open_rules(fine) & open_rules(twin)
    Resident.objects.filter(pk=twin.pk).update(personal_id="062090999997")
    run_quality()
    assert "personal_id_twice" not in open_rules(fine) | open_rules(twin)


def test_one_unit_alone_can_be_checked(fine: Resident, units: dict[str, AdminUnit]) -> None:
    elsewhere = make_resident(units["Quyết Thắng"], sex=None)
    assert run_quality(unit_id=fine.unit_id).checked == 1
    assert open_rules(elsewhere) == set()
    assert run_quality().checked == 1
    assert "sex_missing" in open_rules(elsewhere)


def test_a_finding_follows_its_person_to_another_unit(fine: Resident, units: dict[str, AdminUnit]) -> None:
    Resident.objects.filter(pk=fine.pk).update(sex=None)
    run_quality()
    Resident.objects.filter(pk=fine.pk).update(unit=units["Quyết Thắng"])
    run_quality()
    assert set(Finding.objects.open().filter(resident=fine).values_list("unit__name", flat=True)) == {"Quyết Thắng"}


def test_who_changed_while_being_judged_stays_due(fine: Resident) -> None:
    read_before_the_change = QUEUED.replace("queue.stamp", "'1'::xid8 AS stamp")
    assert judge(read_before_the_change, [], DAY, asked_before=renumbered_people()[0]).judged == [fine.pk]
    assert run_quality().checked == 1


def test_a_full_check_settles_what_nobody_changed(fine: Resident) -> None:
    run_quality()
    Finding.objects.create(resident=fine, unit=fine.unit, rule="sex_missing", dimension="complete", severity="blocks")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE residents_check SET codes = '{sex_missing}'")
    assert run_quality().checked == 0
    again = run_quality(full=True)
    assert (again.checked, again.closed, open_rules(fine)) == (1, 1, set())


def test_a_check_writes_no_history_and_the_deed_once(fine: Resident) -> None:
    call_command("run_quality", "--full", stdout=io.StringIO())
    assert not Resident.pgh_event_model.objects.exists()
    assert Deed.objects.get(verb="run_quality").details == {"full": True, "checked": 1, "opened": 0, "closed": 0}


def test_the_command_prints_one_object(fine: Resident) -> None:
    out = io.StringIO()
    Resident.objects.filter(pk=fine.pk).update(sex=None)
    call_command("run_quality", "--json", "--unit", fine.unit.code, stdout=out)
    printed = json.loads(out.getvalue().splitlines()[-1])
    assert printed | {"seconds": 0} == {
        "checked": 1, "opened": 1, "closed": 0, "open": 1, "rules": {"sex_missing": 1}, "seconds": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("role", "status"), [("ward_chief", 302), ("data_steward", 302), ("officer_vinh_quang", 403)])
def test_the_button_is_for_chiefs_and_the_steward(
    client: Client, request: pytest.FixtureRequest, role: str, status: int
) -> None:
    officer: Officer = request.getfixturevalue(role)
    client.force_login(officer)
    assert client.post(reverse("residents:start_check")).status_code == status
    assert Job.objects.filter(kind="residents.run_quality", owner=officer).count() == (1 if status == 302 else 0)


def test_the_worklist_shows_rules_and_places(client: Client, officer_vinh_quang: Officer, fine: Resident) -> None:
    Resident.objects.filter(pk=fine.pk).update(sex=None)
    run_quality()
    client.force_login(officer_vinh_quang)
    shown = client.get(reverse("residents:findings")).content.decode()
    assert f"{reverse('residents:list')}?rule=sex_missing&amp;sub_unit={fine.sub_unit_id}" in shown

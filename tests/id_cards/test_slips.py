"""The appointment slip: its number is unique and accounted for, its due date is the legal one."""

import datetime as dt

import pytest
from django.urls import reverse

from id_cards.choices import State
from id_cards.errors import BiometricsMissingError, StaleApplicationError
from id_cards.models import SlipCounter
from id_cards.queries import slip_numbers_unaccounted
from id_cards.services import issue_slip, start_application, undo_step
from id_cards.services.numbering import series_of
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from tests.factories import make_resident
from tests.id_cards.journeys import application_at


def test_numbers_run_without_gaps_per_unit_and_year(
    officer_quyet_thang: Officer, units: dict[str, AdminUnit], on_day
) -> None:
    on_day("2024-09-30")
    people = [make_resident(units["Quyết Thắng"]) for _ in range(3)]
    numbers = [application_at(officer_quyet_thang, person, State.SLIP_ISSUED).slip_number for person in people]
    assert numbers == ["23287-24-00001", "23287-24-00002", "23287-24-00003"]
    assert SlipCounter.objects.get().last_number == 3
    assert not slip_numbers_unaccounted(officer_quyet_thang).exists()


def test_the_slip_starts_the_clock(officer_quyet_thang: Officer, resident: Resident, on_day) -> None:
    on_day("2026-02-13")
    application = application_at(officer_quyet_thang, resident, State.SLIP_ISSUED)
    assert (application.slip_issued_on, application.due_on) == (dt.date(2026, 2, 13), dt.date(2026, 3, 3))


def test_without_biometrics_there_is_no_slip(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.RECEIVED)
    with pytest.raises(BiometricsMissingError):
        issue_slip(officer=officer_quyet_thang, application_id=application.pk, version=application.version)


def test_a_child_under_six_needs_no_biometrics(officer_quyet_thang: Officer, units: dict, on_day) -> None:
    on_day("2024-09-30")
    child = make_resident(units["Quyết Thắng"], birth_year=2020)
    application = start_application(
        officer=officer_quyet_thang, resident_id=child.pk, reason="first_card", representative_name="Y Hlim"
    )
    application = issue_slip(officer=officer_quyet_thang, application_id=application.pk, version=application.version)
    assert application.state == State.SLIP_ISSUED


def test_a_slip_taken_back_keeps_its_number(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.SLIP_ISSUED)
    number = application.slip_number
    officer, pk = officer_quyet_thang, application.pk
    application = undo_step(officer=officer, application_id=pk, step_id=application.steps.last().pk)
    assert (application.state, application.due_on, application.slip_number) == (State.BIOMETRICS_DONE, None, number)
    again = issue_slip(officer=officer, application_id=pk, version=application.version)
    assert (again.slip_number, SlipCounter.objects.get().last_number) == (number, 1)


def test_a_double_click_issues_one_slip(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.BIOMETRICS_DONE)
    seen = application.version
    for _ in range(2):
        issue_slip(officer=officer_quyet_thang, application_id=application.pk, version=seen)
    assert application.steps.filter(deed="issue_slip").count() == 1
    assert SlipCounter.objects.get().last_number == 1


def test_a_page_that_is_out_of_date_is_told_so(
    officer_quyet_thang: Officer, ward_chief: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, State.BIOMETRICS_DONE)
    with pytest.raises(StaleApplicationError):
        issue_slip(officer=ward_chief, application_id=application.pk, version=application.version - 1)


def test_a_reused_unit_code_has_a_series_of_its_own(units: dict[str, AdminUnit]) -> None:
    new = AdminUnit.objects.create(
        code=units["Thắng Lợi"].code, name="Kon Tum", kind="ward", province_code="51", search_key="kon tum",
        sort_key="kon tum", valid_from=dt.date(2025, 7, 1),
    )  # fmt: skip
    assert (series_of(units["Thắng Lợi"]), series_of(new)) == ("23293", "23293.2")


def test_the_slip_number_in_the_search_box_opens_its_dossier_in_ones_own_ward_only(
    signed_in, officer_quyet_thang: Officer, officer_vinh_quang: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, State.SLIP_ISSUED)
    sent = {"q": f" {application.slip_number}\r\n"}
    assert signed_in(officer_quyet_thang).post(reverse("residents:search"), sent).url == application.get_absolute_url()
    elsewhere = signed_in(officer_vinh_quang)
    assert (
        "hit" not in elsewhere.post(reverse("residents:search"), sent, headers={"HX-Request": "true"}).content.decode()
    )

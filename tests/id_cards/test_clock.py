"""The legal clock: it stops only for the citizen's error, and a changed calendar moves open deadlines."""

import datetime as dt

import pytest

from id_cards.choices import DeedName, State
from id_cards.errors import CauseMissingError, NoteMissingError
from id_cards.models import CardApplication
from id_cards.services.calendar_changing import recalculate_due_dates
from kontum_portal.accounts.models import Officer
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.working_days.services import forget_working_day, set_working_day
from residents.models import Resident
from tests.id_cards.journeys import application_at, take


@pytest.mark.parametrize(
    ("cause", "due"), [("citizen", "2024-10-15"), ("officer", "2024-10-09"), ("system", "2024-10-09")]
)
def test_the_clock_stops_only_for_the_citizens_error(
    cause: str, due: str, officer_quyet_thang: Officer, resident: Resident, on_day
) -> None:
    on_day("2024-09-30")
    application = application_at(officer_quyet_thang, resident, State.SENT)
    on_day("2024-10-02")
    application = take(officer_quyet_thang, application, DeedName.RETURN_WITH_ERROR, cause=cause)
    assert application.is_paused == (cause == "citizen")
    on_day("2024-10-08")
    application = take(officer_quyet_thang, application, DeedName.SEND)
    assert (application.due_on, application.is_paused) == (dt.date.fromisoformat(due), False)


def test_a_stopped_clock_is_not_overdue(officer_quyet_thang: Officer, resident: Resident, on_day) -> None:
    on_day("2024-09-30")
    application = application_at(officer_quyet_thang, resident, State.RETURNED_WITH_ERROR)
    late = dt.date(2024, 11, 1)
    assert not CardApplication.objects.overdue(late).exists()
    take(officer_quyet_thang, application, DeedName.SEND)
    assert CardApplication.objects.overdue(late).get() == application


def test_a_return_needs_cause_and_note(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.SENT)
    with pytest.raises(NoteMissingError):
        take(officer_quyet_thang, application, DeedName.RETURN_WITH_ERROR, note="  ")
    with pytest.raises(CauseMissingError):
        take(officer_quyet_thang, application, DeedName.RETURN_WITH_ERROR, cause="nobody")


def test_a_new_day_off_moves_open_deadlines_once(
    officer_quyet_thang: Officer, administrator: Officer, resident: Resident, on_day
) -> None:
    on_day("2024-09-30")
    application = application_at(officer_quyet_thang, resident, State.SLIP_ISSUED)
    override = set_working_day(officer=administrator, day=dt.date(2024, 10, 3), is_working=False, note="Mưa lũ")
    assert Job.objects.filter(kind="id_cards.recalculate_due_dates").count() == 1
    assert [recalculate_due_dates(), recalculate_due_dates()] == [1, 0]
    application.refresh_from_db()
    assert application.due_on == dt.date(2024, 10, 10)
    forget_working_day(officer=administrator, override_id=override.pk)
    assert recalculate_due_dates() == 1


def test_an_officer_does_not_change_the_calendar(officer_quyet_thang: Officer) -> None:
    with pytest.raises(NotAllowedError):
        set_working_day(officer=officer_quyet_thang, day=dt.date(2024, 10, 3), is_working=False, note="Mưa lũ")

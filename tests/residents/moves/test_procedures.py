"""Residence files: due by the law's working days, closed with a result, counted in the report."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import DomainError, NotAllowedError, StaleRecordError
from kontum_portal.jobs.models import Job
from kontum_portal.working_days.services import set_working_day
from reports.models import Indicator, KeyedValue
from reports.periods import Period
from reports.queries.measuring import Scope, measure
from reports.services.counting import count_unit
from residents.choices import ProcedureKind
from residents.life_errors import (
    ProcedureAlreadyDoneError,
    ProcedureDateError,
    ProcedureReasonMissingError,
    ProcedureTermMissingError,
)
from residents.models import ProcedureTerm, ResidenceProcedure, Resident, ResidentEvent
from residents.services.procedures import finish_procedure, recalculate_due_days, receive_procedure
from tests.factories import make_resident
from tests.residents.moves.conftest import TODAY

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 16)


@pytest.fixture
def person(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"])


def receive(officer: Officer, person: Resident, kind: str = "temporary", day: dt.date = MONDAY, **more: Any):
    return receive_procedure(officer=officer, resident_id=person.pk, kind=kind, received_on=day, **more)


@pytest.mark.parametrize(
    ("kind", "day", "due"),
    [
        ("permanent", "2026-11-16", "2026-11-26"),  # 7 working days; 24/11 is a holiday from 2026 on
        ("temporary", "2026-11-16", "2026-11-19"),
        ("temporary", "2026-11-20", "2026-11-26"),  # over a weekend and 24/11
        ("lodging", "2026-11-16", "2026-11-16"),  # the same day
        ("temporary", "2026-02-12", "2026-02-24"),  # over Tết Bính Ngọ
    ],
)
def test_a_file_is_due_the_terms_working_days_after_its_receipt(
    kind: str, day: str, due: str, officer_quyet_thang: Officer, person: Resident
) -> None:
    file = receive(officer_quyet_thang, person, kind, dt.date.fromisoformat(day))
    assert file.due_on == dt.date.fromisoformat(due)


def test_every_service_has_a_term() -> None:
    assert set(ProcedureTerm.objects.values_list("kind", flat=True)) == set(ProcedureKind.values)


def test_a_term_that_ended_no_longer_holds(officer_quyet_thang: Officer, person: Resident) -> None:
    ProcedureTerm.objects.filter(kind="split").update(valid_to=dt.date(2026, 6, 30))
    with pytest.raises(ProcedureTermMissingError):
        receive(officer_quyet_thang, person, "split")


def test_a_new_day_off_moves_open_files_once(
    officer_quyet_thang: Officer, administrator: Officer, person: Resident
) -> None:
    file = receive(officer_quyet_thang, person)
    set_working_day(officer=administrator, day=dt.date(2026, 11, 18), is_working=False, note="Mưa lũ")
    assert Job.objects.filter(kind="residents.recalculate_due_dates").count() == 1
    assert [recalculate_due_days(), recalculate_due_days()] == [1, 0]
    file.refresh_from_db()
    assert file.due_on == dt.date(2026, 11, 20)


def test_the_same_form_twice_is_one_file(officer_quyet_thang: Officer, person: Resident) -> None:
    key = uuid.uuid4()
    first, second = (receive(officer_quyet_thang, person, request_key=key) for _ in range(2))
    assert first == second
    assert Deed.objects.filter(verb="receive_procedure").count() == 1


def finish(officer: Officer, file: ResidenceProcedure, **more: Any) -> ResidenceProcedure:
    told = {"version": 1, "approved": True, "done_on": TODAY}
    return finish_procedure(officer=officer, procedure_id=file.pk, **(told | more))


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"version": 2}, StaleRecordError),
        ({"approved": False}, ProcedureReasonMissingError),
        ({"done_on": MONDAY - dt.timedelta(1)}, ProcedureDateError),
        ({"done_on": TODAY + dt.timedelta(1)}, ProcedureDateError),
    ],
)
def test_a_file_is_closed_rightly_or_not_at_all(
    told: dict, refusal: type[DomainError], officer_quyet_thang: Officer, person: Resident
) -> None:
    file = receive(officer_quyet_thang, person)
    with pytest.raises(refusal):
        finish(officer_quyet_thang, file, **told)
    file.refresh_from_db()
    assert file.is_open


def test_a_file_is_closed_once_with_its_event(
    officer_quyet_thang: Officer, city_commander: Officer, person: Resident
) -> None:
    file = receive(officer_quyet_thang, person)
    event = ResidentEvent.objects.create(
        resident=person,
        unit=person.unit,
        kind="residence",
        happened_on=TODAY,
        entered_on=TODAY,
        entered_by=officer_quyet_thang,
    )
    with pytest.raises(NotAllowedError):
        finish(city_commander, file)
    closed = finish(officer_quyet_thang, file, event_id=event.pk, result="đã đăng ký")
    assert (closed.state, closed.event, closed.result) == ("approved", event, "đã đăng ký")
    with pytest.raises(ProcedureAlreadyDoneError):
        finish(officer_quyet_thang, file, version=2)


def test_nobody_receives_for_another_ward(officer_vinh_quang: Officer, person: Resident) -> None:
    with pytest.raises(Resident.DoesNotExist):
        receive(officer_vinh_quang, person)


NOVEMBER = Period("month", dt.date(2026, 11, 1), dt.date(2026, 11, 30))


def _numbers(commander: Officer, code: str) -> dict[str, Any]:
    scope = Scope(commander, None, commander.register_unit_ids)
    found = next(one for one in measure(scope, NOVEMBER, [1]).indicators if one.indicator.code == code)
    return {one.label: one.period and one.period.part for one in found.measures}


def test_the_report_counts_files_by_service_and_falls_back_to_what_was_keyed(
    city_commander: Officer, officer_quyet_thang: Officer, person: Resident
) -> None:
    indicator = Indicator.objects.get(code="1.03")
    KeyedValue.objects.create(
        indicator=indicator,
        period_start=NOVEMBER.start,
        period_end=NOVEMBER.end,
        numerator=77,
        source_named="Hệ thống quản lý cư trú",
        entered_by=city_commander,
    )
    assert _numbers(city_commander, "1.03") == {"": 77}
    on_time = receive(officer_quyet_thang, person, channel="online")
    finish(officer_quyet_thang, on_time, done_on=dt.date(2026, 11, 18))
    receive(officer_quyet_thang, person, "permanent", dt.date(2026, 11, 2))  # fell due on 11/11
    count_unit(unit_id=person.unit_id)
    numbers = _numbers(city_commander, "1.03")
    expected = {
        "Tổng số, tiếp nhận": 2,
        "Tổng số, trực tuyến": 1,
        "Tổng số, giải quyết đúng hạn": 1,
        "Tổng số, quá hạn": 1,
        "Đăng ký tạm trú, tiếp nhận": 1,
        "Đăng ký tạm trú, trực tuyến": 1,
        "Đăng ký thường trú, quá hạn": 1,
        "Đăng ký thường trú, giải quyết đúng hạn": 0,
    }
    assert {label: numbers[label] for label in expected} == expected


@pytest.mark.usefixtures("sentences_in_english")
def test_a_file_from_the_record_to_its_result(
    signed_in, officer_quyet_thang: Officer, person: Resident, django_assert_max_num_queries
) -> None:
    client, url = signed_in(officer_quyet_thang), reverse("residents:receive_procedure", args=[person.pk])
    key = re.search(r'name="request_key" value="([0-9a-f-]+)"', client.get(url).content.decode())
    typed = {"kind": "temporary", "channel": "counter", "received_on": "02112026", "request_key": key.group(1)}
    assert client.post(url, typed).status_code == 302
    file = ResidenceProcedure.objects.get()
    assert person.full_name in client.get(reverse("residents:today"), {"lane": "procedures_overdue"}).content.decode()
    for _more in range(8):
        receive(officer_quyet_thang, make_resident(person.unit))
    with django_assert_max_num_queries(30):
        listed = client.get(reverse("residents:procedures")).content.decode()
    assert listed.index(f"/ho-so-cu-tru/{file.pk}/") < listed.index(f"/ho-so-cu-tru/{file.pk + 1}/")
    page = reverse("residents:procedure", args=[file.pk])
    assert client.post(page, {"version": "1", "approved": "no", "done_on": "23112026"}).status_code == 422
    told = {"version": "1", "approved": "no", "done_on": "23112026", "result": "thiếu giấy tờ"}
    assert client.post(page, told).status_code == 302
    assert "thiếu giấy tờ" in client.get(page).content.decode()

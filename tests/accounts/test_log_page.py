"""The auditor's page over both logs."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kontum_portal.accounts.log_queries import PAGE, LogFilter, log_page, verbs_in_use
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.services import record_access, record_deed

pytestmark = pytest.mark.django_db

PAGE_URL = reverse("accounts:log")


@pytest.fixture
def deeds(officer_quyet_thang: Officer, officer_vinh_quang: Officer) -> None:
    record_deed(actor=officer_quyet_thang, verb="card_handed_over", subject_kind="card", subject_id=5, reason="R1")
    record_deed(actor=officer_vinh_quang, verb="report_built", subject_kind="report", subject_id=6)
    record_access(
        officer=officer_vinh_quang, purpose="service", surface="record", subject_kind="resident", subject_id=7
    )


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        (LogFilter(), [6, 5]),
        (LogFilter(word="card_handed_over"), [5]),
        (LogFilter(actor="officer_vinh_quang"), [6]),
        (LogFilter(actor="nobody"), []),
        (LogFilter(log="access"), [7]),
        (LogFilter(log="access", word="export"), []),
        (LogFilter(since=dt.date(2999, 1, 1)), []),
        (LogFilter(until=dt.date(2001, 1, 1)), []),
        (LogFilter(since=dt.date(2001, 1, 1), until=dt.date(2999, 1, 1)), [6, 5]),
    ],
)
def test_filters(auditor: Officer, deeds: None, wanted: LogFilter, subjects: list[int]) -> None:
    assert [line.entry.subject_id for line in log_page(auditor, wanted).lines] == subjects


def test_pages_follow_each_other_without_gap(auditor: Officer, officer_quyet_thang: Officer) -> None:
    for number in range(PAGE + 5):
        record_deed(actor=officer_quyet_thang, verb="tested", subject_kind="test", subject_id=number)
    first = log_page(auditor, LogFilter())
    second = log_page(auditor, LogFilter(before=first.next_before))
    seen = [line.entry.subject_id for line in first.lines + second.lines]
    assert seen == list(reversed(range(PAGE + 5)))
    assert second.next_before is None


def test_the_number_of_queries_does_not_grow_with_rows(client: Client, auditor: Officer, deeds: None) -> None:
    client.force_login(auditor)
    client.get(PAGE_URL)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(PAGE_URL)
    for number in range(30):
        record_deed(actor=auditor, verb="tested", subject_kind="test", subject_id=number)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE_URL)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "query", ["", "?log=access", "?word=card_handed_over", "?before=abc", "?since=31022001", "?word=x"]
)
def test_the_page_opens_whatever_is_asked(client: Client, auditor: Officer, deeds: None, query: str) -> None:
    client.force_login(auditor)
    assert client.get(PAGE_URL + query).status_code == 200


def test_the_page_shows_ids_and_no_names_of_people(client: Client, auditor: Officer, deeds: None) -> None:
    client.force_login(auditor)
    page = client.get(PAGE_URL, {"log": "access"}).content.decode()
    assert "Nhân khẩu 7" in page
    assert "officer_vinh_quang" in page


@pytest.mark.parametrize(
    "name", ["officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "administrator"]
)
def test_only_the_auditor_reads_the_logs(
    client: Client, request: pytest.FixtureRequest, deeds: None, name: str
) -> None:
    somebody = request.getfixturevalue(name)
    client.force_login(somebody)
    assert client.get(PAGE_URL).status_code == 403
    assert log_page(somebody, LogFilter()).lines == []


def test_verbs_in_use_are_each_named_once(deeds: None, auditor: Officer) -> None:
    record_deed(actor=auditor, verb="report_built", subject_kind="report", subject_id=8)
    assert verbs_in_use() == ["card_handed_over", "report_built"]
    assert Deed.objects.count() == 3

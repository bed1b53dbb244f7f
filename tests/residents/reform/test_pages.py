"""The administrator's way: hand in, look, confirm, watch, undo."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, Reform, UnitChange
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_job
from residents.models import Resident
from tests.factories import make_resident
from tests.residents.reform.conftest import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def client(signed_in: Callable[[Officer], Client], administrator: Officer) -> Client:
    return signed_in(administrator)


def work(client: Client) -> None:
    """What a worker does with the newest job."""
    run_job(Job.objects.filter(kind__endswith="_reform").latest("pk").pk)


def handed_in(client: Client) -> str:
    """The address of the reform after the portal's own table was handed in and counted."""
    answer = client.post(reverse("reform:reforms"), {"source": "own", "effective_on": "01/07/2025"})
    assert answer.status_code == 302
    work(client)
    return answer.headers["Location"]


def test_the_way_there_and_back(client: Client, units: dict[str, AdminUnit]) -> None:
    person = make_resident(units["Quyết Thắng"])
    page = handed_in(client)
    shown = client.get(page).content.decode()
    assert "Phường Quyết Thắng" in shown
    assert "Xã Đăk Rơ Wa" in shown
    assert not UnitChange.objects.exists()
    apply = reverse("reform:apply", args=[Reform.objects.get().pk])
    assert "Phường Đăk Bla" in client.get(apply).content.decode()
    assert client.post(apply).status_code == 200  # not confirmed: the check again
    assert client.post(apply, {"confirmed": "1"}).headers["Location"] == page
    work(client)
    assert Reform.objects.get().status == "applied"
    assert client.get(page).context["may_undo"]
    undo = reverse("reform:undo", args=[Reform.objects.get().pk])
    client.post(undo, {"confirmed": "1"})
    work(client)
    assert Reform.objects.get().status == "undone"
    assert Resident.objects.get(pk=person.pk).unit_id == units["Quyết Thắng"].pk


def test_what_stands_in_the_way_of_undoing_is_said(
    client: Client, units: dict[str, AdminUnit], sentences_in_english: None
) -> None:
    page = handed_in(client)
    reform = Reform.objects.get()
    client.post(reverse("reform:apply", args=[reform.pk]), {"confirmed": "1"})
    work(client)
    make_resident(AdminUnit.objects.get(code="23302", valid_from="2025-07-01"))
    Reform.objects.filter(pk=reform.pk).update(stamps={})
    client.post(reverse("reform:undo", args=[reform.pk]), {"confirmed": "1"})
    work(client)
    assert "Đăk Bla" in Job.objects.latest("pk").error
    assert Job.objects.latest("pk").error in client.get(page).context["job"].error
    assert Reform.objects.get().status == "applied"


def test_what_stands_in_the_way_is_seen_before_undoing_is_tried(client: Client) -> None:
    page = handed_in(client)
    reform = Reform.objects.get()
    for step in ("apply", "look"):
        client.post(reverse(f"reform:{step}", args=[reform.pk]), {"confirmed": "1"})
        assert client.get(page).context["look"] is None
        work(client)
    undo = reverse("reform:undo", args=[reform.pk])
    assert client.get(page).context["look"].obstacles == []
    assert client.get(undo).context["check"].warnings == []
    make_resident(AdminUnit.objects.get(code="23302", valid_from="2025-07-01"))
    Reform.objects.filter(pk=reform.pk).update(stamps={})
    client.post(reverse("reform:look", args=[reform.pk]))
    work(client)
    [(unit, _label, rows)] = client.get(page).context["look"].obstacles
    assert (unit, rows) == ("Phường Đăk Bla", 1)
    assert 'id="obstacles"' in client.get(page).content.decode()
    assert any("Đăk Bla" in warning for warning in client.get(undo).context["check"].warnings)
    assert Reform.objects.get().status == "applied"


def test_before_its_day_it_can_only_be_tried(client: Client, settings: Any) -> None:
    settings.PORTAL_TODAY = dt.date(2025, 6, 1)
    page = handed_in(client)
    assert not client.get(page).context["may_apply"]
    refused = client.post(reverse("reform:apply", args=[Reform.objects.get().pk]), {"confirmed": "1"})
    assert refused.status_code == 409


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"source": "file", "effective_on": "01/07/2025"}, "file"),
        ({"source": "own", "effective_on": "01/08/2025"}, "__all__"),
        ({"source": "own", "effective_on": "mai"}, "effective_on"),
    ],
)
def test_a_faulty_form_says_where(client: Client, fields: dict[str, str], place: str) -> None:
    form = client.post(reverse("reform:reforms"), fields).context["form"]
    assert place in form.errors
    assert not Reform.objects.exists()


def test_a_table_comes_from_a_file(client: Client) -> None:
    table = SimpleUploadedFile("bang.csv", TABLE.read_bytes())
    answer = client.post(reverse("reform:reforms"), {"source": "file", "file": table, "effective_on": "01/07/2025"})
    assert answer.status_code == 302
    bad = SimpleUploadedFile("bang.csv", b"\xff\xfe")
    assert (
        "file"
        in client.post(reverse("reform:reforms"), {"source": "file", "file": bad, "effective_on": "01/07/2025"})
        .context["form"]
        .errors
    )


def test_the_list_asks_the_same_however_long(client: Client, django_assert_max_num_queries: Any) -> None:
    for _number in range(30):
        Reform.objects.create(effective_on=dt.date(2025, 7, 1), instrument="NQ", proposed_by_id=1)
    client.get(reverse("reform:reforms"))
    with django_assert_max_num_queries(12):
        client.get(reverse("reform:reforms"))

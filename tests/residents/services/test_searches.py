"""A settled search leaves one row of the access log, and is forgotten after a day."""

import datetime as dt

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_now
from residents.models import Search
from residents.services.searches import purge_searches
from residents.tasks import forget_searches
from tests.factories import make_resident

pytestmark = pytest.mark.django_db
URL = reverse("residents:search")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def signed_in(client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> Client:
    for name in ("A Thút", "A Thung"):
        make_resident(units["Vinh Quang"], full_name=name)
    client.force_login(officer_vinh_quang)
    return client


def test_typing_is_not_logged_but_the_settled_search_is_once(signed_in: Client) -> None:
    for typed in ("th", "thu"):
        assert "A Thút" in signed_in.post(URL, {"q": typed}, headers=HTMX).content.decode()
    assert not AccessLog.objects.exists()
    assert signed_in.post(URL, {"q": "thu", "settled": "1"}, headers=HTMX).status_code == 204
    signed_in.post(URL, {"q": "thu"})
    row = AccessLog.objects.get()
    assert (row.purpose, row.surface, row.people) == ("search", "search:name", 2)


def test_free_text_never_stands_in_the_address(signed_in: Client) -> None:
    answer = signed_in.post(URL, {"q": "a thu"})
    search = Search.objects.get()
    assert answer.url == reverse("residents:search_results", args=[search.token])
    shown = signed_in.get(answer.url).content.decode()
    assert "A Thút" in shown
    assert "A Thung" in shown


def test_a_scanned_card_opens_the_record(signed_in: Client, units: dict[str, AdminUnit]) -> None:
    person = make_resident(units["Vinh Quang"], personal_id="062090600124")
    answer = signed_in.post(URL, {"q": "062090600124||Nguyễn Văn An|15011990|Nam|Vinh Quang|22062021"})
    assert answer.url.startswith(f"{person.get_absolute_url()}?scan=")


def test_anothers_search_is_not_there(signed_in: Client, officer_quyet_thang: Officer) -> None:
    url = signed_in.post(URL, {"q": "a thu"}).url
    signed_in.force_login(officer_quyet_thang)
    assert signed_in.get(url).status_code == 404


@pytest.mark.parametrize("typed", ["GD479|5|62|x|x|x|x", "12345", "zzzz"])
def test_what_finds_nobody_says_so(signed_in: Client, typed: str) -> None:
    assert signed_in.get(signed_in.post(URL, {"q": typed}).url).status_code == 200
    assert "<li>" not in signed_in.post(URL, {"q": typed}, headers=HTMX).content.decode()


def test_old_searches_are_forgotten(officer_vinh_quang: Officer) -> None:
    Search.objects.create(officer=officer_vinh_quang, text="a", kind="name")
    old = Search.objects.create(officer=officer_vinh_quang, text="b", kind="name")
    Search.objects.filter(pk=old.pk).update(created_at=Now() - dt.timedelta(days=2))
    assert purge_searches() == 1
    assert purge_searches() == 0


def test_beat_leaves_one_job_that_forgets_them(officer_vinh_quang: Officer) -> None:
    for _ in range(2):
        forget_searches()
    [job] = Job.objects.filter(kind="residents.purge_searches")
    assert run_now(job.pk).result == {"searches": 0, "staged_rows": 0}

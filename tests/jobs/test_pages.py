"""The pages and the partial on which long work is watched."""

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.jobs import broker, rules
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.models import Job
from tests.jobs.test_queueing import make_job, put_back

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "officer_quyet_thang", "officer_vinh_quang", "ward_chief", "city_commander", "data_steward", "administrator", "auditor",
]  # fmt: skip


@pytest.fixture
def job(officer_quyet_thang: Officer) -> Job:
    return make_job(officer_quyet_thang, done=1, total=4)


@pytest.fixture
def owner(client: Client, officer_quyet_thang: Officer) -> Client:
    officer_quyet_thang.language = "en"
    officer_quyet_thang.save()
    client.force_login(officer_quyet_thang)
    return client


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_the_list_shows_and_what_the_rule_says_agree(request: pytest.FixtureRequest, job: Job, name: str) -> None:
    somebody = request.getfixturevalue(name)
    assert Job.objects.visible_to(somebody).filter(pk=job.pk).exists() is rules.can_view(somebody, job)


def test_the_owner_watches_the_job(owner: Client, job: Job) -> None:
    for page in ("detail", "progress"):
        response = owner.get(reverse(f"jobs:{page}", args=[job.pk]))
        assert response.status_code == 200
        assert "1 of 4" in response.content.decode()
    assert reverse("jobs:detail", args=[job.pk]) in owner.get(reverse("jobs:list")).content.decode()


def test_others_may_watch_the_bar_but_not_read_the_error(client: Client, officer_vinh_quang: Officer, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(status=JobStatus.FAILED, error="danh_sach.xlsx is damaged")
    client.force_login(officer_vinh_quang)
    response = client.get(reverse("jobs:progress", args=[job.pk]))
    assert response.headers["HX-Trigger"] == "job-done"
    assert "danh_sach.xlsx" not in response.content.decode()


@pytest.mark.parametrize("page", ["detail", "cancel"])
def test_for_others_the_job_is_not_there(client: Client, officer_vinh_quang: Officer, job: Job, page: str) -> None:
    client.force_login(officer_vinh_quang)
    url = reverse(f"jobs:{page}", args=[job.pk])
    assert (client.post(url) if page == "cancel" else client.get(url)).status_code == 404


def test_a_finished_job_is_no_longer_asked_for(owner: Client, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(status=JobStatus.DONE)
    response = owner.get(reverse("jobs:progress", args=[job.pk]))
    assert response.headers["HX-Trigger"] == "job-done"
    assert "hx-get" not in response.content.decode()


@pytest.mark.parametrize(("reachable", "said"), [(True, False), (False, True)])
def test_the_page_says_when_the_queue_is_away(
    owner: Client, job: Job, monkeypatch: pytest.MonkeyPatch, reachable: bool, said: bool
) -> None:
    monkeypatch.setattr(broker, "is_reachable", lambda: reachable)
    put_back(job, 5)
    partial = owner.get(reverse("jobs:progress", args=[job.pk])).content.decode()
    assert ("The work queue does not answer; the job waits" in partial) is said
    page = owner.get(reverse("jobs:detail", args=[job.pk])).content.decode()
    assert ("The work queue does not answer" in page) is said


def test_the_button_cancels(owner: Client, job: Job) -> None:
    assert owner.post(reverse("jobs:cancel", args=[job.pk])).headers["Location"] == reverse(
        "jobs:detail", args=[job.pk]
    )
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    assert owner.get(reverse("jobs:cancel", args=[job.pk])).status_code == 405


def test_a_second_click_is_told_that_it_is_over(owner: Client, job: Job) -> None:
    owner.post(reverse("jobs:cancel", args=[job.pk]))
    response = owner.post(reverse("jobs:cancel", args=[job.pk]))
    assert response.status_code == 409
    assert "already over" in response.content.decode()

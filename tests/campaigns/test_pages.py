"""The campaign pages: who gets to them and what is on them."""

import pytest
from django.urls import reverse

from campaigns.choices import ClosedReason, TargetStatus
from campaigns.models import CampaignTarget, OutreachCampaign
from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_now
from tests.factories import make_resident, make_sub_unit

READERS = {
    "officer_quyet_thang": 200,
    "ward_chief": 200,
    "city_commander": 200,
    "data_steward": 200,
    "administrator": 403,
    "auditor": 403,
}


@pytest.mark.parametrize(("who", "status"), READERS.items())
def test_who_reads_campaigns(who: str, status: int, signed_in, campaign, request) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(reverse("campaigns:list")).status_code == status
    assert browser.get(campaign().get_absolute_url()).status_code == status


def test_a_campaign_of_another_ward_is_not_found(signed_in, campaign, units, officer_vinh_quang: Officer) -> None:
    other = campaign(unit_id=units["Kroong"].pk)
    assert signed_in(officer_vinh_quang).get(other.get_absolute_url()).status_code == 404


def test_the_page_counts_by_hamlet_and_logs_the_reading(
    signed_in, campaign, units, officer_quyet_thang: Officer
) -> None:
    hamlet = make_sub_unit(units["Quyết Thắng"], "Tổ dân phố 7")
    person = make_resident(units["Quyết Thắng"], sub_unit=hamlet, full_name="Y Hlim")
    made = campaign()
    page = signed_in(officer_quyet_thang).get(made.get_absolute_url(), {"hamlet": hamlet.pk}).content.decode()
    assert "Tổ dân phố 7" in page
    assert person.full_name in page
    log = AccessLog.objects.get(surface="campaigns.campaign")
    assert (log.purpose, log.people, log.subject_id) == ("outreach", 1, made.pk)


def test_a_chief_opens_a_campaign_and_the_job_fills_its_list(signed_in, units, ward_chief: Officer) -> None:
    make_resident(units["Quyết Thắng"])
    form = {
        "name": "Đợt 1",
        "goal": "no_card",
        "unit": units["Quyết Thắng"].pk,
        "starts_on": "01/11/2026",
        "ends_on": "30/11/2026",
    }
    answer = signed_in(ward_chief).post(reverse("campaigns:create"), form)
    made = OutreachCampaign.objects.get()
    assert answer.url == made.get_absolute_url()
    assert run_now(Job.objects.get(kind="campaigns.bring_list_up_to_date").pk).result == {
        "added": 1,
        "reached": 0,
        "dropped": 0,
    }
    assert CampaignTarget.objects.get().campaign == made


def test_an_officer_may_not_open_one(signed_in, officer_quyet_thang: Officer) -> None:
    assert signed_in(officer_quyet_thang).get(reverse("campaigns:create")).status_code == 403


def test_a_person_is_taken_off_with_a_reason(signed_in, campaign, units, officer_quyet_thang: Officer) -> None:
    make_resident(units["Quyết Thắng"])
    target = campaign().targets.get()
    browser, address = signed_in(officer_quyet_thang), reverse("campaigns:drop", args=[target.pk])
    assert browser.get(address).status_code == 200
    browser.post(address, {"reason": "declined"})
    target.refresh_from_db()
    assert (target.status, target.closed_reason) == (TargetStatus.DROPPED, ClosedReason.DECLINED)


def test_a_campaign_is_closed_after_a_check(signed_in, campaign, city_commander: Officer) -> None:
    made, browser = campaign(), signed_in(city_commander)
    address = reverse("campaigns:close", args=[made.pk])
    assert 'name="confirmed"' in browser.get(address).content.decode()
    assert OutreachCampaign.objects.get().status == "open"
    browser.post(address, {"confirmed": "1"})
    assert OutreachCampaign.objects.get().status == "closed"


def test_the_list_page_takes_as_many_statements_for_many_people(
    signed_in, campaign, units, officer_quyet_thang, django_assert_num_queries
) -> None:
    made, browser = campaign(), signed_in(officer_quyet_thang)
    counts = []
    for people in (2, 30):
        for _ in range(people):
            CampaignTarget.objects.create(
                campaign=made, resident=make_resident(units["Quyết Thắng"]), unit=units["Quyết Thắng"]
            )
        with django_assert_num_queries(100, exact=False) as queries:
            browser.get(made.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]

"""The pages: who gets to them, and a dossier taken from the record to the hand without JavaScript."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from id_cards.choices import DeedName, State
from id_cards.models import ApplicationStep, CardApplication
from kontum_portal.accounts.models import AccessLog, Deed, Officer
from residents.models import Resident
from tests.id_cards.journeys import application_at

LISTS = ["list", "before_slip", "to_send", "above", "returned", "undelivered", "due_today", "overdue", "closed", "desk"]


@pytest.fixture
def signed_in(client: Client, settings):
    """``signed_in(officer)``: a browser in which this officer is signed in."""
    settings.PORTAL_MFA = "demo"

    def sign_in(officer: Officer) -> Client:
        client.force_login(officer)
        return client

    return sign_in


READERS = ["officer_quyet_thang", "ward_chief", "city_commander", "data_steward"]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("lane", LISTS)
def test_lists_open_for_those_who_see_the_register(
    name: str, lane: str, signed_in, resident: Resident, request
) -> None:
    application_at(request.getfixturevalue("officer_quyet_thang"), resident, State.CARD_ARRIVED)
    answer = signed_in(request.getfixturevalue(name)).get(reverse(f"id_cards:{lane}"))
    assert answer.status_code == 200
    shown = resident.full_name in answer.content.decode()
    assert shown == (lane in ("list", "undelivered", "desk"))


@pytest.mark.parametrize("name", ["administrator", "auditor"])
def test_roles_without_a_register_are_refused(name: str, signed_in, request) -> None:
    browser = signed_in(request.getfixturevalue(name))
    assert {browser.get(reverse(f"id_cards:{lane}")).status_code for lane in LISTS} == {403}


def _addresses(application: CardApplication) -> dict[str, str]:
    pages = ("application", "hand_over", "slip", "check_sheet")
    step = reverse("id_cards:step", args=[application.pk, DeedName.MARK_WRONG])
    start = reverse("id_cards:start", args=[application.resident_id])
    return {name: reverse(f"id_cards:{name}", args=[application.pk]) for name in pages} | {"step": step, "start": start}


EXPECTED = {
    "officer_quyet_thang": dict.fromkeys(["application", "hand_over", "slip", "check_sheet", "step", "start"], 200),
    "officer_vinh_quang": dict.fromkeys(["application", "hand_over", "slip", "check_sheet", "step", "start"], 404),
    "city_commander": {"application": 200, **dict.fromkeys(["hand_over", "slip", "check_sheet", "step", "start"], 403)},
    "administrator": dict.fromkeys(["application", "hand_over", "slip", "check_sheet", "step", "start"], 403),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_dossier_is_reached_by_its_unit_and_read_by_the_command(
    name: str, signed_in, resident: Resident, request
) -> None:
    application = application_at(request.getfixturevalue("officer_quyet_thang"), resident, State.CARD_ARRIVED)
    browser = signed_in(request.getfixturevalue(name))
    statuses = {place: browser.get(url).status_code for place, url in _addresses(application).items()}
    assert statuses == EXPECTED[name]


def test_signed_out_people_are_sent_to_the_door(client: Client, db: None) -> None:
    assert client.get(reverse("id_cards:list")).headers["Location"].startswith(reverse("account_login"))


STEPS = ["take_biometrics", "issue_slip", "send_dossier", "approve_dossier", "start_printing", "record_card_arrival"]
PROOF = {"receiver_kind": "holder", "identified_by": "slip_and_face", "issued_on": "01102024"}


def test_from_the_record_to_the_hand_without_javascript(
    signed_in, officer_quyet_thang: Officer, resident: Resident
) -> None:
    browser = signed_in(officer_quyet_thang)
    start = {"reason": "first_card", "channel": "counter", "request_key": uuid.uuid4()}
    browser.post(reverse("id_cards:start", args=[resident.pk]), start)
    pk = CardApplication.objects.get().pk
    urls = [reverse("id_cards:step", args=[pk, deed]) for deed in STEPS]
    for url, said in [*((url, {}) for url in urls), (reverse("id_cards:hand_over", args=[pk]), PROOF)]:
        seen = CardApplication.objects.get().version
        assert browser.post(url, {**said, "version": seen, "confirmed": "1"}).status_code == 302
    assert CardApplication.objects.get().state == State.HANDED_OVER
    assert Deed.objects.filter(subject_kind="card_application").count() == 8


@pytest.mark.parametrize("deed", ["issue_slip", "cancel_application"])
def test_a_formal_act_shows_its_check_first(
    deed: str, signed_in, officer_quyet_thang: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, State.BIOMETRICS_DONE)
    url = reverse("id_cards:step", args=[application.pk, deed])
    answer = signed_in(officer_quyet_thang).post(url, {"version": application.version, "note": "x"})
    assert answer.status_code == 200
    assert 'name="confirmed"' in answer.content.decode()
    application.refresh_from_db()
    assert application.state == State.BIOMETRICS_DONE


def test_the_hand_over_form_leads_to_a_check_that_carries_it(
    signed_in, officer_quyet_thang: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    proof = {"version": application.version, "receiver_kind": "relative", "identified_by": "authorisation"}
    url = reverse("id_cards:hand_over", args=[application.pk])
    signed_in(officer_quyet_thang).post(url, proof | {"confirmed": "1"})
    assert not ApplicationStep.objects.filter(deed="hand_over_card").exists(), "nobody is named"
    checked = signed_in(officer_quyet_thang).post(url, proof | {"receiver_name": "Y Hlim"}).content.decode()
    carried = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', checked))
    signed_in(officer_quyet_thang).post(url, {**carried, "confirmed": "1"})
    step = ApplicationStep.objects.get(deed="hand_over_card")
    assert (step.receiver_kind, step.receiver_name, step.identified_by) == ("relative", "Y Hlim", "authorisation")


def test_a_re_sent_form_is_one_step_and_no_error(signed_in, officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.RECEIVED)
    url = reverse("id_cards:step", args=[application.pk, "take_biometrics"])
    statuses = [
        signed_in(officer_quyet_thang).post(url, {"version": application.version}).status_code for _ in range(2)
    ]
    assert statuses == [302, 302]
    assert ApplicationStep.objects.filter(deed="take_biometrics").count() == 1


def test_a_refusal_is_a_page_with_its_sentence(signed_in, officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.SENT)
    url = reverse("id_cards:step", args=[application.pk, "take_biometrics"])
    answer = signed_in(officer_quyet_thang).post(url, {"version": application.version})
    assert answer.status_code == 409
    assert "data-refusal" in answer.content.decode()


def test_numbers_are_masked_except_on_paper(signed_in, officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    browser, whole = signed_in(officer_quyet_thang), resident.personal_id
    shown = {place: whole in browser.get(url).content.decode() for place, url in _addresses(application).items()}
    assert {place for place, is_shown in shown.items() if is_shown} == {"slip", "check_sheet"}
    assert Deed.objects.filter(verb="print").count() == 2
    assert AccessLog.objects.filter(subject_id=resident.pk, purpose="card").count() >= 5


@pytest.mark.parametrize("scanned", ["slip", "number", "qr"])
def test_a_scan_opens_the_hand_over(scanned: str, signed_in, officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    text = {
        "slip": application.slip_number.lower(),
        "number": resident.personal_id,
        "qr": f"{resident.personal_id}||Nguyễn Văn An|15011990|Nam|Tổ 3|22062021",
    }[scanned]
    answer = signed_in(officer_quyet_thang).post(reverse("id_cards:desk"), {"scanned": text})
    assert answer.headers["Location"] == reverse("id_cards:hand_over", args=[application.pk]) + "?ban=1"


def test_a_scan_of_another_wards_card_finds_nothing(
    signed_in, officer_quyet_thang: Officer, officer_vinh_quang: Officer, resident: Resident
) -> None:
    application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    answer = signed_in(officer_vinh_quang).post(reverse("id_cards:desk"), {"scanned": resident.personal_id})
    assert answer.status_code == 404

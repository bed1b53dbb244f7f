"""The pages of custody: a card from the batch to the safe by plain forms, small partials, as many queries for many as for few."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from id_cards.choices import State
from id_cards.models import Card, CardApplication, CardArrival, CardTransfer, DossierBatch, StockTake
from id_cards.services.receiving_cards import open_arrival, scan_card
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from tests.factories import make_resident
from tests.id_cards.journeys import application_at

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def unit(units: dict[str, AdminUnit]) -> AdminUnit:
    return units["Quyết Thắng"]


def test_a_batch_is_checked_sent_and_printed(signed_in, officer_quyet_thang: Officer, unit: AdminUnit) -> None:
    dossier = application_at(officer_quyet_thang, make_resident(unit), State.SLIP_ISSUED)
    browser, url = signed_in(officer_quyet_thang), reverse("id_cards:new_batch")
    checked = browser.post(url, {"chosen": [dossier.pk]}).content.decode()
    carried = dict(re.findall(r'<input type="hidden" name="(chosen|request_key)" value="([^"]*)"', checked))
    assert DossierBatch.objects.count() == 0
    for _ in range(2):
        answer = browser.post(url, carried | {"confirmed": "1"})
    batch = DossierBatch.objects.get()
    assert answer.headers["Location"] == batch.get_absolute_url()
    paper = browser.get(reverse("id_cards:print_batch", args=[batch.pk])).content.decode()
    assert batch.number in paper
    assert dossier.slip_number in paper


def test_a_scan_answers_with_a_small_partial(signed_in, officer_quyet_thang: Officer, unit: AdminUnit) -> None:
    dossiers = [application_at(officer_quyet_thang, make_resident(unit), State.PRINTING) for _ in range(15)]
    browser = signed_in(officer_quyet_thang)
    browser.post(reverse("id_cards:arrivals"), {"announced": "15"})
    url = reverse("id_cards:arrival_scan", args=[CardArrival.objects.get().pk])
    queries = []
    for dossier in dossiers:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = browser.post(url, {"scanned": dossier.slip_number}, **HTMX)
        queries.append(len(seen))
        assert len(answer.content) < 10_000
    assert CardApplication.objects.filter(state=State.CARD_ARRIVED).count() == 15
    assert max(queries[12:]) <= min(queries[2:5]) <= 60


@pytest.mark.parametrize("text", ["xin chào", ""])
def test_a_refused_scan_is_said_where_the_officer_looks(
    text: str, signed_in, officer_quyet_thang: Officer, unit: AdminUnit
) -> None:
    arrival = open_arrival(officer=officer_quyet_thang, unit_id=unit.pk)
    url = reverse("id_cards:arrival_scan", args=[arrival.pk])
    answer = signed_in(officer_quyet_thang).post(url, {"scanned": text}, **HTMX)
    assert (answer.status_code, arrival.scans.count()) == (200, 0)
    assert 'class="alert late' in answer.content.decode()


def test_the_last_scan_is_taken_back_from_the_page(signed_in, officer_quyet_thang: Officer, unit: AdminUnit) -> None:
    dossier = application_at(officer_quyet_thang, make_resident(unit), State.PRINTING)
    arrival = open_arrival(officer=officer_quyet_thang, unit_id=unit.pk)
    scan = scan_card(officer=officer_quyet_thang, arrival_id=arrival.pk, text=dossier.slip_number or "")
    url = reverse("id_cards:arrival_take_back", args=[arrival.pk, scan.pk])
    for _ in range(2):
        assert signed_in(officer_quyet_thang).post(url).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == State.PRINTING


def test_cards_go_into_the_safe_with_two_signatures(
    signed_in, officer_quyet_thang: Officer, ward_chief: Officer, unit: AdminUnit
) -> None:
    application_at(officer_quyet_thang, make_resident(unit), State.CARD_ARRIVED)
    card = Card.objects.get()
    offer = {"chosen": [card.pk], "to_place": "in_safe", "taker": ward_chief.pk, "note": ""}
    signed_in(officer_quyet_thang).post(reverse("id_cards:custody"), offer)
    transfer = CardTransfer.objects.get()
    answer = reverse("id_cards:answer_transfer", args=[transfer.pk, "nhan"])
    assert signed_in(officer_quyet_thang).post(answer).status_code == 403
    assert signed_in(ward_chief).post(answer).status_code == 302
    card.refresh_from_db()
    assert card.place == "in_safe"
    receipt = signed_in(ward_chief).get(reverse("id_cards:print_transfer", args=[transfer.pk])).content.decode()
    assert officer_quyet_thang.full_name in receipt
    assert card.resident.full_name in receipt


def test_a_stock_taking_ends_with_a_printed_list(signed_in, officer_quyet_thang: Officer, unit: AdminUnit) -> None:
    dossiers = [application_at(officer_quyet_thang, make_resident(unit), State.CARD_ARRIVED) for _ in range(2)]
    browser = signed_in(officer_quyet_thang)
    browser.post(reverse("id_cards:stock_takes"))
    counting = StockTake.objects.get()
    browser.post(reverse("id_cards:count_card", args=[counting.pk]), {"scanned": dossiers[0].slip_number}, **HTMX)
    browser.post(reverse("id_cards:close_stock_take", args=[counting.pk]), {"confirmed": "1"})
    paper = browser.get(reverse("id_cards:print_stock_take", args=[counting.pk])).content.decode()
    assert paper.count(dossiers[0].slip_number) == paper.count(dossiers[1].slip_number) == 1
    findings = browser.get(reverse("id_cards:card_findings")).content.decode()
    assert dossiers[1].get_absolute_url() in findings
    assert dossiers[0].get_absolute_url() not in findings


@pytest.mark.parametrize("page", ["custody", "new_batch", "card_findings", "transfers"])
def test_queries_do_not_grow_with_rows(page: str, signed_in, officer_quyet_thang: Officer, unit: AdminUnit) -> None:
    browser, counts = signed_in(officer_quyet_thang), []
    for _ in range(3):
        application_at(officer_quyet_thang, make_resident(unit), State.CARD_ARRIVED)
        application_at(officer_quyet_thang, make_resident(unit), State.SLIP_ISSUED)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse(f"id_cards:{page}")).status_code == 200
        counts.append(len(seen))
    assert counts[2] == counts[1]


def test_the_desk_hands_over_once_and_opens_again(signed_in, officer_quyet_thang: Officer, unit: AdminUnit) -> None:
    dossier = application_at(officer_quyet_thang, make_resident(unit), State.CARD_ARRIVED)
    browser = signed_in(officer_quyet_thang)
    opened = browser.post(reverse("id_cards:desk"), {"scanned": dossier.slip_number}).headers["Location"]
    said = {
        "version": dossier.version, "receiver_kind": "holder", "identified_by": "slip_and_face", "confirmed": "1",
    }  # fmt: skip
    answers = [browser.post(opened, said).headers["Location"] for _ in range(3)]
    assert answers == [reverse("id_cards:desk")] * 3
    assert Deed.objects.filter(verb="hand_over_card").count() == 1
    card = Card.objects.get()
    assert card.movements.standing().filter(to_place="with_citizen").count() == 1

"""Batches, arrivals, custody signed by two, stock-taking: what each deed leaves behind, and what it refuses."""

import uuid

import pytest

from id_cards.choices import CardPlace, DeedName, State
from id_cards.errors import (
    ArrivalClosedError,
    CardsNotHereError,
    CardWithAnotherOfficerError,
    CodeUnreadableError,
    NothingToTakeBackError,
    NotReadyToSendError,
    StockTakeOpenError,
    TakerNotOfUnitError,
    TransferAnsweredError,
    UndoNotAllowedError,
)
from id_cards.models import Card, CardApplication, CardFinding, CustodyMovement
from id_cards.scan_reading import Scanned, read_scanned
from id_cards.services import hand_over_card, undo_step
from id_cards.services.batching import send_batch
from id_cards.services.handing_on import offer_cards, refuse_cards, take_cards, withdraw_cards
from id_cards.services.receiving_cards import close_arrival, open_arrival, receive_list, scan_card, take_back_scan
from id_cards.services.stock_taking import close_stock_take, count_card, open_stock_take, take_back_count
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import NotAllowedError
from residents.models import Resident
from tests.factories import make_resident
from tests.id_cards.journeys import application_at, take


def dossiers_at(officer: Officer, unit: AdminUnit, state: State, number: int) -> list[CardApplication]:
    return [application_at(officer, make_resident(unit), state) for _ in range(number)]


def movements() -> list[tuple]:
    return list(
        CustodyMovement.objects.standing()
        .order_by("pk")
        .values_list("from_place", "to_place", "given_by__username", "taken_by__username")
    )


# --- sent up


def test_a_batch_sends_each_dossier_and_keeps_the_list(officer_quyet_thang: Officer, units: dict) -> None:
    unit, key = units["Quyết Thắng"], uuid.uuid4()
    ids = {one.pk for one in dossiers_at(officer_quyet_thang, unit, State.SLIP_ISSUED, 2)}
    batches = [
        send_batch(officer=officer_quyet_thang, unit_id=unit.pk, application_ids=ids, request_key=key) for _ in range(2)
    ]
    assert batches[0] == batches[1]
    assert (batches[0].count, batches[0].number[:9]) == (2, "GL-23287-")
    assert {line.application_id for line in batches[0].lines.all()} == ids
    assert set(CardApplication.objects.values_list("state", flat=True)) == {State.SENT}
    assert Deed.objects.filter(verb="send_batch").count() == 1


def test_a_batch_goes_up_whole_or_not_at_all(officer_quyet_thang: Officer, units: dict) -> None:
    unit = units["Quyết Thắng"]
    ready = application_at(officer_quyet_thang, make_resident(unit), State.SLIP_ISSUED)
    late = application_at(officer_quyet_thang, make_resident(unit), State.CANCELLED)
    with pytest.raises(NotReadyToSendError):
        send_batch(officer=officer_quyet_thang, unit_id=unit.pk, application_ids={ready.pk, late.pk})
    ready.refresh_from_db()
    assert ready.state == State.SLIP_ISSUED


# --- arrived


def test_a_scan_brings_the_card_into_custody(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.PRINTING)
    arrival = open_arrival(officer=officer_quyet_thang, unit_id=resident.unit_id)
    scan = scan_card(officer=officer_quyet_thang, arrival_id=arrival.pk, text=application.slip_number or "")
    application.refresh_from_db()
    assert (scan.outcome, application.state) == ("arrived", State.CARD_ARRIVED)
    assert Card.objects.get().keeper == officer_quyet_thang
    assert movements() == [(None, "at_unit", None, "officer_quyet_thang")]


@pytest.mark.parametrize(
    ("state", "name", "outcome"),
    [
        (State.SENT, "Nguyễn Văn An", "arrived"),
        (State.APPROVED, "Nguyễn Văn An", "arrived"),
        (State.APPROVED, "Trần Thị Bình", "wrong_person"),
        (State.SLIP_ISSUED, "Nguyễn Văn An", "unexpected"),
        (State.CARD_ARRIVED, "Nguyễn Văn An", "double"),
        (State.HANDED_OVER, "Nguyễn Văn An", "double"),
    ],
)
def test_each_difference_has_its_name(
    state: State, name: str, outcome: str, officer_quyet_thang: Officer, resident: Resident
) -> None:
    application_at(officer_quyet_thang, resident, state)
    arrival = open_arrival(officer=officer_quyet_thang, unit_id=resident.unit_id)
    code = f"{resident.personal_id}||{name}|15011990|Nam|Tổ 3, Quyết Thắng, Kon Tum|01102024||||"
    assert scan_card(officer=officer_quyet_thang, arrival_id=arrival.pk, text=code).outcome == outcome


def test_a_card_of_nobody_here_is_not_expected_and_scanned_again_is_one_row(
    officer_quyet_thang: Officer, resident: Resident
) -> None:
    arrival = open_arrival(officer=officer_quyet_thang, unit_id=resident.unit_id)
    scans = [scan_card(officer=officer_quyet_thang, arrival_id=arrival.pk, text="062090999999") for _ in range(2)]
    assert scans[0] == scans[1]
    assert (scans[0].outcome, scans[0].number) == ("unexpected", "062090999999")


@pytest.mark.parametrize("state", [State.SENT, State.PRINTING])
def test_the_last_scan_is_taken_back_with_its_steps(
    state: State, officer_quyet_thang: Officer, ward_chief: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, state)
    arrival = open_arrival(officer=officer_quyet_thang, unit_id=resident.unit_id)
    scan = scan_card(officer=officer_quyet_thang, arrival_id=arrival.pk, text=resident.personal_id or "")
    with pytest.raises(NothingToTakeBackError):
        take_back_scan(officer=ward_chief, arrival_id=arrival.pk, scan_id=scan.pk)
    for _ in range(2):
        take_back_scan(officer=officer_quyet_thang, arrival_id=arrival.pk, scan_id=scan.pk)
    application.refresh_from_db()
    assert (application.state, Card.objects.count(), movements()) == (state, 0, [])


def test_closing_names_what_is_missing_of_the_same_batch(officer_quyet_thang: Officer, units: dict) -> None:
    unit = units["Quyết Thắng"]
    came, missing, other = dossiers_at(officer_quyet_thang, unit, State.SLIP_ISSUED, 3)
    send_batch(officer=officer_quyet_thang, unit_id=unit.pk, application_ids={came.pk, missing.pk})
    send_batch(officer=officer_quyet_thang, unit_id=unit.pk, application_ids={other.pk})
    for dossier in (came, missing, other):
        dossier.refresh_from_db()
        take(officer_quyet_thang, dossier, DeedName.APPROVE)
    arrival = open_arrival(officer=officer_quyet_thang, unit_id=unit.pk, announced=2)
    scan_card(officer=officer_quyet_thang, arrival_id=arrival.pk, text=came.slip_number or "")
    for _ in range(2):
        close_arrival(officer=officer_quyet_thang, arrival_id=arrival.pk)
    assert [one.application_id for one in arrival.scans.filter(outcome="missing")] == [missing.pk]
    with pytest.raises(ArrivalClosedError):
        scan_card(officer=officer_quyet_thang, arrival_id=arrival.pk, text=other.slip_number or "")


def test_a_list_brings_the_same_as_the_scanner(officer_quyet_thang: Officer, resident: Resident) -> None:
    application_at(officer_quyet_thang, resident, State.PRINTING)
    rows = [Scanned(number=resident.personal_id or ""), Scanned(number="062090999998")]
    arrival = receive_list(officer=officer_quyet_thang, unit_id=resident.unit_id, rows=rows)
    assert [one.outcome for one in arrival.scans.order_by("pk")] == ["arrived", "unexpected"]


def test_nobody_else_scans_for_the_ward(officer_quyet_thang: Officer, city_commander: Officer, units: dict) -> None:
    arrival = open_arrival(officer=officer_quyet_thang, unit_id=units["Quyết Thắng"].pk)
    with pytest.raises(NotAllowedError):
        scan_card(officer=city_commander, arrival_id=arrival.pk, text="062090999999")


@pytest.mark.parametrize("text", ["", "abc", "12345", "GD4797933100112|x"])
def test_what_is_no_code_is_refused_and_kept_nowhere(text: str) -> None:
    with pytest.raises(CodeUnreadableError):
        read_scanned(text)


# --- from hand to hand


@pytest.fixture
def card(officer_quyet_thang: Officer, resident: Resident) -> Card:
    application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    return Card.objects.get()


def test_a_card_moves_when_the_taker_signs(officer_quyet_thang: Officer, ward_chief: Officer, card: Card) -> None:
    offer = {"officer": officer_quyet_thang, "unit_id": card.unit_id, "card_ids": {card.pk}, "to_place": "in_safe"}
    transfer = offer_cards(**offer, taker_id=ward_chief.pk)
    card.refresh_from_db()
    assert card.place == CardPlace.AT_UNIT
    with pytest.raises(CardsNotHereError):
        offer_cards(**offer, taker_id=ward_chief.pk)
    with pytest.raises(NotAllowedError):
        take_cards(officer=officer_quyet_thang, transfer_id=transfer.pk)
    for _ in range(2):
        take_cards(officer=ward_chief, transfer_id=transfer.pk)
    card.refresh_from_db()
    assert (card.place, card.keeper) == (CardPlace.IN_SAFE, None)
    assert movements()[-1] == ("at_unit", "in_safe", "officer_quyet_thang", "ward_chief")
    assert Deed.objects.filter(verb="take_cards").count() == 1
    with pytest.raises(TransferAnsweredError):
        withdraw_cards(officer=officer_quyet_thang, transfer_id=transfer.pk)


def test_refused_cards_stay_and_can_be_offered_again(
    officer_quyet_thang: Officer, ward_chief: Officer, card: Card
) -> None:
    offer = {"officer": officer_quyet_thang, "unit_id": card.unit_id, "card_ids": {card.pk}, "to_place": "in_safe"}
    refuse_cards(officer=ward_chief, transfer_id=offer_cards(**offer, taker_id=ward_chief.pk).pk)
    card.refresh_from_db()
    assert card.place == CardPlace.AT_UNIT
    withdraw_cards(officer=officer_quyet_thang, transfer_id=offer_cards(**offer, taker_id=ward_chief.pk).pk)
    assert CustodyMovement.objects.pending().count() == 0


def test_a_visit_takes_cards_out_and_brings_the_rest_back(
    officer_quyet_thang: Officer, ward_chief: Officer, units: dict
) -> None:
    unit = units["Quyết Thắng"]
    first, second = dossiers_at(ward_chief, unit, State.CARD_ARRIVED, 2)
    ids = set(Card.objects.values_list("pk", flat=True))
    out = offer_cards(
        officer=ward_chief, unit_id=unit.pk, card_ids=ids, to_place="with_officer", taker_id=officer_quyet_thang.pk
    )
    take_cards(officer=officer_quyet_thang, transfer_id=out.pk)
    with pytest.raises(CardWithAnotherOfficerError):
        hand_over_card(officer=ward_chief, application_id=first.pk, version=first.version)
    hand_over_card(officer=officer_quyet_thang, application_id=first.pk, version=first.version)
    back = offer_cards(
        officer=officer_quyet_thang, unit_id=unit.pk, card_ids={second.card.pk}, to_place="in_safe",
        taker_id=ward_chief.pk,
    )  # fmt: skip
    take_cards(officer=ward_chief, transfer_id=back.pk)
    assert back.outing == out
    assert set(Card.objects.values_list("place", flat=True)) == {"with_citizen", "in_safe"}


def test_a_card_handed_over_meanwhile_is_not_taken(
    officer_quyet_thang: Officer, ward_chief: Officer, card: Card
) -> None:
    transfer = offer_cards(
        officer=officer_quyet_thang, unit_id=card.unit_id, card_ids={card.pk}, to_place="in_safe",
        taker_id=ward_chief.pk,
    )  # fmt: skip
    application = CardApplication.objects.get()
    hand_over_card(officer=officer_quyet_thang, application_id=application.pk, version=application.version)
    take_cards(officer=ward_chief, transfer_id=transfer.pk)
    card.refresh_from_db()
    assert card.place == CardPlace.WITH_CITIZEN


def test_a_step_stands_once_another_has_signed_for_the_card(
    officer_quyet_thang: Officer, ward_chief: Officer, card: Card
) -> None:
    transfer = offer_cards(
        officer=officer_quyet_thang, unit_id=card.unit_id, card_ids={card.pk}, to_place="in_safe",
        taker_id=ward_chief.pk,
    )  # fmt: skip
    take_cards(officer=ward_chief, transfer_id=transfer.pk)
    step = CardApplication.objects.get().steps.last()
    with pytest.raises(UndoNotAllowedError):
        undo_step(officer=officer_quyet_thang, application_id=step.application_id, step_id=step.pk)


@pytest.mark.parametrize("taker", ["officer_quyet_thang", "officer_vinh_quang", "city_commander"])
def test_the_taker_is_another_officer_of_the_ward(
    taker: str, officer_quyet_thang: Officer, card: Card, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(TakerNotOfUnitError):
        offer_cards(
            officer=officer_quyet_thang, unit_id=card.unit_id, card_ids={card.pk}, to_place="in_safe",
            taker_id=request.getfixturevalue(taker).pk,
        )  # fmt: skip


# --- counted


def test_a_stock_taking_tells_here_missing_and_not_expected(
    officer_quyet_thang: Officer, ward_chief: Officer, units: dict
) -> None:
    unit = units["Quyết Thắng"]
    here, missing = dossiers_at(officer_quyet_thang, unit, State.CARD_ARRIVED, 2)
    given = application_at(officer_quyet_thang, make_resident(unit), State.HANDED_OVER)
    counting = open_stock_take(officer=officer_quyet_thang, unit_id=unit.pk)
    with pytest.raises(StockTakeOpenError):
        open_stock_take(officer=ward_chief, unit_id=unit.pk)
    for text in (here.slip_number, here.slip_number, given.slip_number, "062090999999"):
        last = count_card(officer=officer_quyet_thang, stock_take_id=counting.pk, text=text or "")
    take_back_count(officer=officer_quyet_thang, stock_take_id=counting.pk, line_id=last.pk)
    for _ in range(2):
        close_stock_take(officer=officer_quyet_thang, stock_take_id=counting.pk)
    assert sorted(counting.lines.values_list("outcome", "card__application_id")) == [
        ("here", here.pk), ("missing", missing.pk), ("not_expected", given.pk),
    ]  # fmt: skip
    assert CardFinding.objects.open().get().card.application == missing


def test_a_card_found_at_the_next_counting_ends_its_finding(officer_quyet_thang: Officer, card: Card) -> None:
    for text in ("", card.number):
        counting = open_stock_take(officer=officer_quyet_thang, unit_id=card.unit_id)
        if text:
            count_card(officer=officer_quyet_thang, stock_take_id=counting.pk, text=text)
        close_stock_take(officer=officer_quyet_thang, stock_take_id=counting.pk)
        assert CardFinding.objects.open().exists() == (not text)

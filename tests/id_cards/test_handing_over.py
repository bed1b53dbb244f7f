"""Handing a card over: proof, earlier cards, and once only."""

import datetime as dt

import pytest

from id_cards.choices import DeedName, State
from id_cards.errors import (
    CardAlreadyHandedOverError,
    ChildReceivesAloneError,
    ReceiverMissingError,
    ReceiverNotProvedError,
)
from id_cards.models import Card
from id_cards.services import hand_over_card
from kontum_portal.accounts.models import Deed, Officer
from residents.models import Resident
from tests.factories import make_resident
from tests.id_cards.journeys import application_at, take


def test_a_card_in_the_hand_shows_in_the_register(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    take(officer_quyet_thang, application, DeedName.HAND_OVER, issued_on=dt.date(2024, 10, 1))
    card = Card.objects.get()
    resident.refresh_from_db()
    assert (card.place, card.status, card.valid_until) == ("with_citizen", "valid", dt.date(2030, 1, 15))
    assert (card.number, resident.card_state) == (resident.personal_id, "in_hand")


def test_the_second_officer_is_told_who_was_first(
    officer_quyet_thang: Officer, ward_chief: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    take(officer_quyet_thang, application, DeedName.HAND_OVER)
    with pytest.raises(CardAlreadyHandedOverError) as refusal:
        hand_over_card(officer=ward_chief, application_id=application.pk, version=application.version)
    assert officer_quyet_thang.full_name in str(refusal.value)
    assert Deed.objects.filter(verb="hand_over_card").count() == 1


def test_the_same_form_sent_twice_hands_over_once(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    seen = application.version
    for _ in range(2):
        hand_over_card(officer=officer_quyet_thang, application_id=application.pk, version=seen)
    assert Deed.objects.filter(verb="hand_over_card").count() == 1


@pytest.mark.parametrize(
    ("proof", "refusal"),
    [
        ({"receiver_kind": "relative", "identified_by": "authorisation"}, ReceiverMissingError),
        ({"receiver_kind": "relative", "identified_by": "vneid", "receiver_name": "Y Hlim"}, ReceiverNotProvedError),
        ({"receiver_kind": "representative", "receiver_name": "  "}, ReceiverMissingError),
    ],
)
def test_whoever_takes_the_card_is_proved(
    proof: dict, refusal: type, officer_quyet_thang: Officer, resident: Resident
) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    with pytest.raises(refusal):
        take(officer_quyet_thang, application, DeedName.HAND_OVER, **proof)
    application.refresh_from_db()
    assert application.state == State.CARD_ARRIVED


def test_a_child_does_not_take_the_card_alone(officer_quyet_thang: Officer, resident: Resident, units: dict) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    Resident.objects.filter(pk=resident.pk).update(birth_year=2015)
    with pytest.raises(ChildReceivesAloneError):
        take(officer_quyet_thang, application, DeedName.HAND_OVER)


@pytest.mark.parametrize(
    ("case_type", "reason", "ended"), [("exchange", "age", "replaced"), ("reissue", "lost", "lost")]
)
def test_the_new_card_ends_the_old_one(
    case_type: str, reason: str, ended: str, officer_quyet_thang: Officer, resident: Resident
) -> None:
    old = Card.objects.create(
        resident=resident, unit_id=resident.unit_id, number=resident.personal_id, place="with_citizen"
    )
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    application.case_type, application.reason = case_type, reason
    application.save()
    take(officer_quyet_thang, application, DeedName.HAND_OVER)
    old.refresh_from_db()
    assert (old.status, old.replaced_by) == (ended, application.card)


def test_a_wrong_card_made_again_takes_the_place_of_the_first(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_WRONG)
    assert Card.objects.get().status == "withdrawn"
    for deed in (DeedName.SEND, DeedName.APPROVE, DeedName.RECORD_ARRIVAL, DeedName.HAND_OVER):
        application = take(officer_quyet_thang, application, deed)
    card = Card.objects.get()
    assert (application.state, card.status, card.place) == (State.HANDED_OVER, "valid", "with_citizen")


def test_another_ward_cannot_hand_it_over(
    officer_quyet_thang: Officer, officer_vinh_quang: Officer, units: dict
) -> None:
    application = application_at(officer_quyet_thang, make_resident(units["Quyết Thắng"]), State.CARD_ARRIVED)
    with pytest.raises(type(application).DoesNotExist):
        hand_over_card(officer=officer_vinh_quang, application_id=application.pk, version=application.version)

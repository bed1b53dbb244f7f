"""Who gets past the application cannot turn an approval or an offer to another person, ward or day."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.extension_points import on_merge
from residents.models import CorrectionRequest, HandOver, Resident
from residents.services.corrections import approve_correction
from residents.services.hand_overs import propose_hand_over
from residents.services.taking_over import accept_hand_over
from tests.factories import make_correction, make_resident
from tests.residents.moves.test_hand_overs import as_web

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 9, 1)


@pytest.fixture
def an(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], last_verified_on=dt.date(2024, 1, 2), personal_id="062090600123")


@pytest.fixture
def other(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], last_verified_on=dt.date(2024, 1, 2), personal_id="062090600124")


@pytest.fixture
def offered(officer_quyet_thang: Officer, an: Resident, units: dict[str, AdminUnit]) -> HandOver:
    with as_web(officer_quyet_thang):
        (row,) = propose_hand_over(
            officer=officer_quyet_thang, resident_id=an.pk, version=an.version, to_unit_id=units["Vinh Quang"].pk,
            moved_on=DAY, reason="chuyển nhà",
        )  # fmt: skip
    return row


def test_a_waiting_correction_is_not_turned_to_another_person(
    officer_quyet_thang: Officer, ward_chief: Officer, an: Resident, other: Resident
) -> None:
    asked = make_correction(an, officer_quyet_thang, birth_day=16)
    with pytest.raises(IntegrityError, match="stays with the record"), as_web(ward_chief):
        CorrectionRequest.objects.filter(pk=asked.pk).update(resident=other)


def test_an_approval_is_not_turned_to_another_person_in_its_own_transaction(
    officer_quyet_thang: Officer, ward_chief: Officer, an: Resident, other: Resident
) -> None:
    asked = make_correction(an, officer_quyet_thang, birth_day=16)

    def approve_and_turn() -> None:
        approve_correction(officer=ward_chief, correction_id=asked.pk)
        CorrectionRequest.objects.filter(pk=asked.pk).update(resident=other)

    with pytest.raises(IntegrityError, match="stays with the record"), as_web(ward_chief):
        approve_and_turn()


FORGED: list[dict[str, Any]] = [
    {"resident": "other"},
    {"to_unit": "Duy Tân"},
    {"from_unit": "Duy Tân"},
    {"group": uuid.uuid4()},
    {"moved_on": dt.date(2020, 1, 1)},
    {"reason": "khác"},
    {"proposed_by": "chief"},
    {"state": "accepted", "answered_by": "sender"},  # the sender takes over for the other ward
    {"state": "refused", "answer": "x", "answered_by": "sender"},
    {"state": "withdrawn", "answered_by": "chief"},  # in another's name
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: "-".join(map(str, forged)))
def test_an_offer_stays_as_it_was_made(
    forged: dict[str, Any], offered: HandOver, other: Resident, officer_quyet_thang: Officer, ward_chief: Officer,
    units: dict[str, AdminUnit],
) -> None:  # fmt: skip
    known = {"other": other, "chief": ward_chief, "sender": officer_quyet_thang, **units}
    changes = {name: known.get(value, value) if isinstance(value, str) else value for name, value in forged.items()}
    if "state" in changes:
        changes["answered_at"] = clock.now()
    with pytest.raises(IntegrityError, match="stays as it was offered"), as_web(officer_quyet_thang):
        HandOver.objects.filter(pk=offered.pk).update(**changes)


def test_an_answer_is_given_once(offered: HandOver, officer_vinh_quang: Officer) -> None:
    with as_web(officer_vinh_quang):
        accept_hand_over(officer=officer_vinh_quang, hand_over_id=offered.pk)
    for changes in ({"state": "proposed", "answered_at": None}, {"answered_at": clock.now()}, {"state": "refused"}):
        with pytest.raises(IntegrityError), as_web(officer_vinh_quang):
            HandOver.objects.filter(pk=offered.pk).update(**changes)


def test_a_merge_of_two_verified_records_takes_their_rows_along_and_leaves_the_kept_facts(
    officer_quyet_thang: Officer, ward_chief: Officer, offered: HandOver, an: Resident, other: Resident
) -> None:
    """No key fact is written by a merge: what the dropped record knew better is asked as a correction."""
    decided = make_correction(an, officer_quyet_thang, birth_day=16)
    with as_web(ward_chief):
        approve_correction(officer=ward_chief, correction_id=decided.pk)
    CorrectionRequest.objects.filter(pk=decided.pk).update(decided_xact=1)  # an earlier transaction than this test's
    before = Resident.objects.values("full_name", "birth_day", "personal_id").get(pk=other.pk)
    with as_web(ward_chief):
        for merge in on_merge.values():
            merge(kept_id=other.pk, dropped_id=an.pk)
    decided.refresh_from_db()
    offered.refresh_from_db()
    assert (decided.resident_id, offered.resident_id, offered.state) == (other.pk, other.pk, "withdrawn")
    assert Resident.objects.values("full_name", "birth_day", "personal_id").get(pk=other.pk) == before
    with pytest.raises(IntegrityError, match="approved correction"), as_web(ward_chief):
        Resident.objects.filter(pk=other.pk).update(birth_day=16)

"""The nightly proofs: silent where all is well, one finding for each planted fault, closed when it is mended."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from id_cards.choices import SlipRangeKind, State
from id_cards.errors import FindingNoteMissingError, SlipNumbersTakenError
from id_cards.models import ApplicationStep, Card, CardApplication, CardFinding, SlipCounter
from id_cards.services.proving import run_proofs, set_slip_numbers_apart, settle_finding
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import NotAllowedError
from residents import extension_points
from tests.factories import make_resident
from tests.id_cards.journeys import PATH_TO, application_at


@pytest.fixture
def all_states(officer_quyet_thang: Officer, units: dict[str, AdminUnit]) -> dict[str, CardApplication]:
    """One dossier in every state, brought there by the services."""
    unit = units["Quyết Thắng"]
    return {state: application_at(officer_quyet_thang, make_resident(unit), state) for state in PATH_TO}


def card_twice(rows: dict[str, CardApplication]) -> None:
    Card.objects.update(issued_on="2024-10-01")
    card = rows[State.HANDED_OVER].card
    Card.objects.create(
        resident=card.resident, unit_id=card.unit_id, number=card.number, issued_on=card.issued_on, status="replaced",
        place="sent_back",
    )  # fmt: skip


def two_live_cards(rows: dict[str, CardApplication]) -> None:
    number = rows[State.HANDED_OVER].card.number
    twin = rows[State.RECEIVED].resident
    Card.objects.create(resident=twin, unit_id=twin.unit_id, number=number, place="with_citizen")


def handed_over_unarrived(rows: dict[str, CardApplication]) -> None:
    ApplicationStep.objects.filter(application=rows[State.HANDED_OVER], to_state=State.CARD_ARRIVED).delete()


def slip_unaccounted(rows: dict[str, CardApplication]) -> None:
    counter = SlipCounter.objects.get()
    SlipCounter.objects.update(last_number=counter.last_number + 1)


def state_and_card_differ(rows: dict[str, CardApplication]) -> None:
    card = rows[State.POSTED].card
    card.movements.all().delete()
    Card.objects.filter(pk=card.pk).update(place="at_unit")


def place_and_custody_differ(rows: dict[str, CardApplication]) -> None:
    Card.objects.filter(application=rows[State.CARD_ARRIVED]).update(place="in_safe")


PLANTED: list[tuple[Callable, int]] = [
    (card_twice, 2),
    (two_live_cards, 2),
    (handed_over_unarrived, 1),
    (slip_unaccounted, 1),
    (state_and_card_differ, 1),
    (place_and_custody_differ, 1),
]


def test_where_all_is_well_nothing_is_found(all_states: dict) -> None:
    assert run_proofs(officer=system_officer())["open"] == 0


@pytest.mark.parametrize(("plant", "found"), PLANTED, ids=[plant.__name__ for plant, _ in PLANTED])
def test_a_planted_fault_is_found_once(plant: Callable, found: int, all_states: dict) -> None:
    plant(all_states)
    results = [run_proofs(officer=system_officer()) for _ in range(2)]
    assert [result["opened"] for result in results] == [found, 0]
    assert results[1][plant.__name__] == results[1]["open"] == found


def test_a_mended_fault_is_closed_by_the_next_night(all_states: dict) -> None:
    slip_unaccounted(all_states)
    call_command("prove_cards")
    SlipCounter.objects.update(last_number=SlipCounter.objects.get().last_number - 1)
    assert run_proofs(officer=system_officer())["closed"] == 1
    assert CardFinding.objects.get().closed_at is not None


@pytest.mark.parametrize("kind", list(SlipRangeKind))
def test_a_number_set_apart_with_a_reason_is_accounted_for(
    kind: SlipRangeKind, all_states: dict, ward_chief: Officer
) -> None:
    slip_unaccounted(all_states)
    counter = SlipCounter.objects.get()
    span = {"counter_id": counter.pk, "first": counter.last_number, "last": counter.last_number, "kind": kind}
    set_slip_numbers_apart(officer=ward_chief, **span, why="Giấy hẹn in hỏng")
    assert run_proofs(officer=system_officer())["open"] == 0
    with pytest.raises(SlipNumbersTakenError):
        set_slip_numbers_apart(officer=ward_chief, **span, why="lần nữa")


def test_the_number_of_a_purged_person_stays_accounted_for(all_states: dict) -> None:
    gone = all_states[State.HANDED_OVER].resident_id
    for key, purge in extension_points.on_purge.items():
        if key.startswith("id_cards."):
            purge(resident_ids=[gone])
    assert run_proofs(officer=system_officer())["open"] == 0


def test_the_chief_settles_a_finding_with_a_word(
    all_states: dict, ward_chief: Officer, officer_quyet_thang: Officer
) -> None:
    slip_unaccounted(all_states)
    run_proofs(officer=system_officer())
    finding = CardFinding.objects.get()
    with pytest.raises(NotAllowedError):
        settle_finding(officer=officer_quyet_thang, finding_id=finding.pk, note="xong")
    with pytest.raises(FindingNoteMissingError):
        settle_finding(officer=ward_chief, finding_id=finding.pk, note=" ")
    assert settle_finding(officer=ward_chief, finding_id=finding.pk, note="Đã tìm thấy").closed_by == ward_chief

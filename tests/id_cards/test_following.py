"""Dossiers and cards follow their person: death, move, merge, unit change, purge."""

import datetime as dt

import pytest
from django.db import connection

from id_cards.choices import State
from id_cards.contributions import DECEASED_WITH_OPEN_APPLICATION
from id_cards.errors import BothHaveOpenDossierError
from id_cards.models import ApplicationStep, Card, CardApplication
from id_cards.services.advancing import card_of
from id_cards.services.stepping import card_figures_of, figures_of
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from residents import extension_points
from residents.models import Resident, ResidentEvent
from residents.services.deaths import register_death
from residents.services.undoing_events import undo_event
from tests.factories import make_resident
from tests.id_cards.journeys import PATH_TO, application_at

OPEN = [state for state in PATH_TO if state not in ("handed_over", "refused", "cancelled", "expired")]


@pytest.mark.parametrize("state", OPEN)
def test_a_death_closes_the_open_dossier(
    state: State, officer_quyet_thang: Officer, resident: Resident, on_day
) -> None:
    on_day("2024-09-30")
    application = application_at(officer_quyet_thang, resident, state)
    resident.refresh_from_db()
    day = resident.created_at.date().replace(year=2024, month=9, day=1)
    register_death(officer=officer_quyet_thang, resident_id=resident.pk, version=resident.version, deceased_on=day)
    application.refresh_from_db()
    resident.refresh_from_db()
    assert (application.state, resident.card_state) == (State.CANCELLED, "none")
    assert not Card.objects.filter(status="valid").exists()
    assert Deed.objects.filter(verb="close_on_death", subject_id=application.pk).count() == 1


def _die(officer: Officer, person: Resident) -> ResidentEvent:
    person.refresh_from_db()
    day = dt.date(2024, 9, 1)
    register_death(officer=officer, resident_id=person.pk, version=person.version, deceased_on=day)
    return ResidentEvent.objects.get(kind="death", resident=person)


def _standing(application: CardApplication, person: Resident) -> tuple[str, str, dict, dict | None]:
    application.refresh_from_db()
    person.refresh_from_db()
    return (application.state, person.card_state, figures_of(application), card_figures_of(card_of(application)))


@pytest.mark.parametrize("state", OPEN)
def test_a_death_taken_back_opens_its_dossier_where_it_stood(
    state: State, officer_quyet_thang: Officer, resident: Resident, on_day
) -> None:
    on_day("2024-09-30")
    application = application_at(officer_quyet_thang, resident, state)
    before = _standing(application, resident)
    death = _die(officer_quyet_thang, resident)
    undo_event(officer=officer_quyet_thang, event_id=death.pk, reason="nhầm người cùng tên")
    assert _standing(application, resident) == before
    step = application.steps.get(deed="close_on_death")
    assert (step.undone_by, step.undone_at is None) == (officer_quyet_thang, False)
    assert Deed.objects.filter(verb="reopen_after_death", subject_id=application.pk).count() == 1


def test_what_an_officer_closed_before_the_death_stays_closed(
    officer_quyet_thang: Officer, resident: Resident, on_day
) -> None:
    on_day("2024-09-30")
    application = application_at(officer_quyet_thang, resident, State.CANCELLED)
    death = _die(officer_quyet_thang, resident)
    undo_event(officer=officer_quyet_thang, event_id=death.pk, reason="nhầm")
    assert _standing(application, resident)[0] == State.CANCELLED


def test_a_dossier_whose_card_went_elsewhere_meanwhile_stays_closed(
    officer_quyet_thang: Officer, resident: Resident, on_day
) -> None:
    on_day("2024-09-30")
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    death = _die(officer_quyet_thang, resident)
    Card.objects.update(place="sent_back")
    undo_event(officer=officer_quyet_thang, event_id=death.pk, reason="nhầm")
    assert _standing(application, resident)[:2] == (State.CANCELLED, "none")
    assert Card.objects.get().status == "withdrawn"


def test_an_open_dossier_of_a_dead_person_is_found(officer_quyet_thang: Officer, resident: Resident) -> None:
    application_at(officer_quyet_thang, resident, State.SENT)
    Resident.objects.filter(pk=resident.pk).update(deceased_on="2024-01-01")
    with connection.cursor() as cursor:
        cursor.execute(DECEASED_WITH_OPEN_APPLICATION.sql)
        assert cursor.fetchall() == [(resident.pk, resident.unit_id)]


def test_everything_moves_to_the_new_unit(
    officer_quyet_thang: Officer, resident: Resident, units: dict[str, AdminUnit]
) -> None:
    application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    new = units["Vinh Quang"].pk
    news = {"old_unit_id": resident.unit_id, "new_unit_id": new, "actor": officer_quyet_thang}
    for callback in extension_points.on_move:
        callback(resident_id=resident.pk, unit_id=new, **news)
    for model in (CardApplication, ApplicationStep, Card):
        assert set(model.objects.values_list("unit_id", flat=True)) == {new}


def _merge(kept: Resident, dropped: Resident) -> dict[str, list[int]]:
    return {
        key: merge(kept_id=kept.pk, dropped_id=dropped.pk)
        for key, merge in extension_points.on_merge.items()
        if key.startswith("id_cards.")
    }


def test_a_merge_moves_dossiers_and_cards_and_can_be_undone(
    officer_quyet_thang: Officer, resident: Resident, units: dict[str, AdminUnit]
) -> None:
    twin = make_resident(units["Quyết Thắng"])
    application_at(officer_quyet_thang, resident, State.HANDED_OVER)
    application_at(officer_quyet_thang, twin, State.HANDED_OVER)
    moved = _merge(resident, twin)
    assert Card.objects.in_hand().count() == 1
    assert CardApplication.objects.filter(resident=resident).count() == 2
    for key, ids in moved.items():
        extension_points.on_unmerge[key](dropped_id=twin.pk, moved=ids)
    assert {card.resident_id for card in Card.objects.in_hand()} == {resident.pk, twin.pk}
    assert CardApplication.objects.filter(resident=twin).count() == 1


def test_two_open_dossiers_are_settled_before_a_merge(
    officer_quyet_thang: Officer, resident: Resident, units: dict[str, AdminUnit]
) -> None:
    twin = make_resident(units["Quyết Thắng"])
    for person in (resident, twin):
        application_at(officer_quyet_thang, person, State.SENT)
    with pytest.raises(BothHaveOpenDossierError):
        _merge(resident, twin)


def test_a_unit_change_takes_all_but_the_numbers_along() -> None:
    keys = {key for key in extension_points.on_unit_change if key.startswith("id_cards.")}
    assert {"id_cards.card.unit", "id_cards.cardapplication.unit", "id_cards.applicationstep.unit"} <= keys
    assert "id_cards.slipcounter.unit" in extension_points.unit_keepers


def test_a_purge_leaves_nothing_of_the_person(officer_quyet_thang: Officer, resident: Resident) -> None:
    application_at(officer_quyet_thang, resident, State.HANDED_OVER)
    for key, purge in extension_points.on_purge.items():
        if key.startswith("id_cards."):
            purge(resident_ids=[resident.pk])
    assert [model.objects.count() for model in (Card, CardApplication, ApplicationStep)] == [0, 0, 0]

"""What the register's pages show of dossiers and cards."""

import pytest
from django.test import Client
from django.urls import reverse

from id_cards import contributions
from id_cards.choices import State
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents import extension_points
from residents.models import Resident
from tests.factories import make_resident
from tests.id_cards.journeys import application_at


@pytest.mark.parametrize(
    ("state", "link"),
    [(None, "id_cards:start"), (State.CARD_ARRIVED, "id_cards:hand_over"), (State.HANDED_OVER, "id_cards:start")],
)
def test_the_record_page_offers_the_next_step(
    state: State | None, link: str, client: Client, officer_quyet_thang: Officer, resident: Resident, settings
) -> None:
    settings.PORTAL_MFA = "demo"
    application = application_at(officer_quyet_thang, resident, state) if state else None
    client.force_login(officer_quyet_thang)
    page = client.get(reverse("residents:record", args=[resident.pk])).content.decode()
    target = resident.pk if link == "id_cards:start" else application.pk
    assert reverse(link, args=[target]) in page


@pytest.mark.parametrize(
    ("value", "states"),
    [
        ("none", [None, State.HANDED_OVER]),
        ("open", [State.SENT, State.RETURNED_WITH_ERROR, State.CARD_ARRIVED]),
        ("returned", [State.RETURNED_WITH_ERROR]),
        ("undelivered", [State.CARD_ARRIVED]),
        ("overdue", [State.SENT]),
        ("anything", []),
    ],
)
def test_residents_are_filtered_by_their_dossier(
    value: str, states: list, officer_quyet_thang: Officer, units: dict[str, AdminUnit], on_day
) -> None:
    on_day("2024-09-30")
    people = {}
    for state in (None, State.SENT, State.RETURNED_WITH_ERROR, State.CARD_ARRIVED, State.HANDED_OVER):
        people[state] = make_resident(units["Quyết Thắng"])
        if state:
            application_at(officer_quyet_thang, people[state], state)
    on_day("2024-11-01")
    found = set(Resident.objects.filter(contributions.APPLICATION_FILTER.condition(value)))
    assert found == {people[state] for state in states}


def test_today_counts_and_names_what_waits(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = application_at(officer_quyet_thang, resident, State.CARD_ARRIVED)
    cards = {card.code: card for card in extension_points.today_cards if card.code.startswith("id_cards_")}
    counts = {code: card.count(officer_quyet_thang) for code, card in cards.items()}
    assert counts == {"id_cards_overdue": 0, "id_cards_due_today": 0, "id_cards_returned": 0, "id_cards_undelivered": 1}
    (task,) = cards["id_cards_undelivered"].tasks(officer_quyet_thang, 5)
    assert task.action_url == reverse("id_cards:hand_over", args=[application.pk])
    assert all(reverse(card.url_name) for card in cards.values())


def test_the_rule_about_the_dead_is_registered_once() -> None:
    codes = [rule.code for rule in extension_points.quality_rules]
    assert codes.count("deceased_with_open_application") == 1

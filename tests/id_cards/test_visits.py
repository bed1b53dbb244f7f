"""A citizen at a counter away from home: what the visit lists may be done there, by queryset, rule and policy alike."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.urls import reverse

from id_cards import rules
from id_cards.choices import DeedName, State
from id_cards.models import ApplicationStep, Card, CardApplication
from id_cards.services import cancel_application, hand_over_card, issue_slip, start_application
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from kontum_portal.errors import NotAllowedError
from residents.models import Resident, VisitGrant
from tests.factories import make_resident
from tests.id_cards.journeys import application_at, take

TABLES = ["id_cards_cardapplication", "id_cards_applicationstep", "id_cards_card"]


@pytest.fixture
def guest(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], full_name="Nguyễn Văn An")


def visit(officer: Officer, person: Resident, *steps: str) -> VisitGrant:
    return VisitGrant.objects.create(
        resident=person, unit_id=person.unit_id, host_unit_id=min(officer.register_unit_ids), officer=officer,
        reason="Đi làm xa", steps=["read", *steps], expires_at=Now() + dt.timedelta(hours=1),
    )  # fmt: skip


def counted(officer: Officer) -> list[int]:
    """Rows of each table that the policies let through."""
    with acting_as(officer), connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(cursor.fetchone()[0])
        return found


def test_a_dossier_is_taken_up_to_the_slip_and_belongs_to_the_home_ward(
    officer_vinh_quang: Officer, officer_quyet_thang: Officer, guest: Resident
) -> None:
    visit(officer_vinh_quang, guest, "take_dossier")
    with acting_as(officer_vinh_quang):
        application = start_application(officer=officer_vinh_quang, resident_id=guest.pk, reason="first_card")
    for deed in (DeedName.TAKE_BIOMETRICS, DeedName.ISSUE_SLIP):
        with acting_as(officer_vinh_quang):
            application = take(officer_vinh_quang, application, deed)
    assert (application.state, application.unit_id) == (State.SLIP_ISSUED, guest.unit_id)
    assert str(application.slip_number).startswith("23287-")
    with acting_as(officer_vinh_quang), pytest.raises(NotAllowedError):
        take(officer_vinh_quang, application, DeedName.SEND)
    guest.refresh_from_db()
    assert guest.card_state == "applied"
    with acting_as(officer_quyet_thang):
        assert CardApplication.objects.visible_to(officer_quyet_thang).get() == application


def test_reading_alone_takes_no_dossier_and_hands_nothing_over(
    officer_vinh_quang: Officer, officer_quyet_thang: Officer, guest: Resident
) -> None:
    application = application_at(officer_quyet_thang, guest, State.CARD_ARRIVED)
    visit(officer_vinh_quang, guest)
    for attempt in (
        lambda: hand_over_card(officer=officer_vinh_quang, application_id=application.pk, version=application.version),
        lambda: issue_slip(officer=officer_vinh_quang, application_id=application.pk, version=application.version),
        lambda: start_application(officer=officer_vinh_quang, resident_id=guest.pk, reason="lost"),
        lambda: cancel_application(
            officer=officer_vinh_quang, application_id=application.pk, version=application.version, note="x"
        ),
    ):
        with pytest.raises(NotAllowedError), acting_as(officer_vinh_quang):
            attempt()


def test_the_card_is_handed_over_where_the_visit_lists_it(
    officer_vinh_quang: Officer, officer_quyet_thang: Officer, guest: Resident
) -> None:
    application = application_at(officer_quyet_thang, guest, State.CARD_ARRIVED)
    visit(officer_vinh_quang, guest, "hand_over")
    with acting_as(officer_vinh_quang):
        done = hand_over_card(officer=officer_vinh_quang, application_id=application.pk, version=application.version)
    assert done.state == State.HANDED_OVER
    assert Card.objects.in_hand().get().unit_id == guest.unit_id


def test_queryset_rule_and_policy_agree_and_end_with_the_visit(
    officer_vinh_quang: Officer, officer_quyet_thang: Officer, guest: Resident, units: dict[str, AdminUnit]
) -> None:
    application_at(officer_quyet_thang, guest, State.CARD_ARRIVED)
    application_at(officer_quyet_thang, make_resident(units["Quyết Thắng"]), State.SLIP_ISSUED)
    assert counted(officer_vinh_quang) == [0, 0, 0]
    grant = visit(officer_vinh_quang, guest, "hand_over")
    steps = ApplicationStep.objects.filter(application__resident=guest).count()
    for expected in ([1, steps, 1], [0, 0, 0]):
        assert counted(officer_vinh_quang) == expected
        with acting_as(officer_vinh_quang):
            opened = set(CardApplication.objects.open_to(officer_vinh_quang))
            assert len(opened) == expected[0]
            assert not CardApplication.objects.visible_to(officer_vinh_quang).exists()
        assert opened == {one for one in CardApplication.objects.all() if rules.can_view(officer_vinh_quang, one)}
        VisitGrant.objects.filter(pk=grant.pk).update(expires_at=Now() - dt.timedelta(minutes=1))


def test_the_pages_offer_the_listed_steps_only(
    signed_in, officer_vinh_quang: Officer, officer_quyet_thang: Officer, guest: Resident
) -> None:
    application = application_at(officer_quyet_thang, guest, State.CARD_ARRIVED)
    visit(officer_vinh_quang, guest, "hand_over")
    client = signed_in(officer_vinh_quang)
    assert reverse("id_cards:hand_over", args=[application.pk]) in client.get(guest.get_absolute_url()).content.decode()
    shown = client.get(application.get_absolute_url()).content.decode()
    assert reverse("id_cards:hand_over", args=[application.pk]) in shown
    assert reverse("id_cards:step", args=[application.pk, DeedName.MARK_WRONG]) not in shown
    assert client.get(reverse("id_cards:step", args=[application.pk, DeedName.MARK_WRONG])).status_code == 403
    assert client.get(reverse("id_cards:hand_over", args=[application.pk])).status_code == 200

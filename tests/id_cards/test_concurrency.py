"""Eight officers hand the same card over at the same moment: one succeeds, seven get the sentence."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from id_cards.choices import State
from id_cards.errors import CardAlreadyHandedOverError
from id_cards.models import ApplicationStep, Card, CardApplication, CustodyMovement, SlipCounter
from id_cards.services import hand_over_card
from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.jobs.models import Job
from residents.models import Finding, Resident
from tests.conftest import make_officer
from tests.factories import make_resident
from tests.id_cards.journeys import application_at

OFFICERS = 8


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[tuple[list[Officer], CardApplication]]:
    """Eight officers of a ward and one arrived card, committed so that other connections see them; removed after."""
    with django_db_blocker.unblock():
        unit = AdminUnit.objects.get(name="Quyết Thắng")
        officers = [make_officer(f"officer_{number}", Role.OFFICER, unit) for number in range(OFFICERS)]
        resident = make_resident(unit)
        yield officers, application_at(officers[0], resident, State.CARD_ARRIVED)
        for model in (Card, ApplicationStep, CardApplication, SlipCounter, Finding, Resident, Deed, Job):
            model.objects.all().delete()
        Officer.objects.filter(pk__in=[officer.pk for officer in officers]).delete()


def _hand_over(officer: Officer, application: CardApplication, barrier: threading.Barrier, answers: list[str]) -> None:
    try:
        barrier.wait(timeout=20)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE portal_web")
            scope.enter(officer)
            hand_over_card(officer=officer, application_id=application.pk, version=application.version)
        answers.append("done")
    except CardAlreadyHandedOverError as refusal:
        answers.append(refusal.code)
    finally:
        connection.close()


def test_one_of_eight_officers_hands_the_card_over(committed: tuple[list[Officer], CardApplication]) -> None:
    officers, application = committed
    barrier, answers = threading.Barrier(OFFICERS), []
    threads = [
        threading.Thread(target=_hand_over, args=(officer, application, barrier, answers)) for officer in officers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == ["CardAlreadyHandedOver"] * (OFFICERS - 1) + ["done"]
    assert Deed.objects.filter(verb="hand_over_card").count() == 1
    assert CardApplication.objects.get().state == State.HANDED_OVER
    assert CustodyMovement.objects.filter(to_place="with_citizen").count() == 1

"""Cards are handed over while a unit is being counted: no change is lost and none is counted twice."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.jobs.models import Job
from reports.models import UnitFigure
from reports.services.counting import count_unit
from residents.models import Finding, Resident
from residents.services.card_states import set_card_state
from tests.conftest import make_officer
from tests.factories import make_resident

PEOPLE, COUNTS = 6, 6


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[tuple[Officer, list[int]]]:
    """An officer and six people of one ward, committed so that other connections see them; removed after."""
    with django_db_blocker.unblock():
        unit = AdminUnit.objects.get(name="Hòa Bình")
        officer = make_officer("officer_hoa_binh", Role.OFFICER, unit)
        yield officer, [make_resident(unit, card_state="arrived").pk for _ in range(PEOPLE)]
        for model in (UnitFigure, Finding, Resident, Deed, Job):
            model.objects.all().delete()
        officer.delete()


def _as(officer: Officer, deed: Callable[[], object], barrier: threading.Barrier) -> None:
    try:
        barrier.wait(timeout=20)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE portal_web")
            scope.enter(officer)
            deed()
    finally:
        connection.close()


def test_counting_and_handing_over_at_once(committed: tuple[Officer, list[int]]) -> None:
    officer, people = committed
    (unit_id,) = officer.register_unit_ids
    count_unit(unit_id=unit_id)
    deeds: list[Callable[[], object]] = [lambda: count_unit(unit_id=unit_id) for _ in range(COUNTS)]
    deeds += [lambda pk=pk: set_card_state(resident_id=pk, state="in_hand", actor=officer) for pk in people]
    barrier = threading.Barrier(len(deeds))
    threads = [threading.Thread(target=_as, args=(officer, deed, barrier)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    known = UnitFigure.objects.get(unit_id=unit_id, figure="here_in_hand").value
    assert known == count_unit(unit_id=unit_id)["here_in_hand"] == PEOPLE

"""Two answers to one hand-over at the same moment: one counts, the other is told so."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.db import connection

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.models import Job
from residents.life_errors import HandOverAnsweredError, HouseholdChangedOnTheWayError
from residents.models import Finding, HandOver, Household, Resident, ResidentEvent
from residents.services.hand_overs import propose_hand_over
from residents.services.household_members import add_member
from residents.services.taking_over import accept_hand_over
from tests.conftest import make_officer
from tests.factories import make_resident
from tests.residents.moves.test_hand_overs import ANSWERS, DAY, as_web


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[tuple[Officer, Officer, HandOver]]:
    """A hand-over that other connections see; removed after."""
    with django_db_blocker.unblock():
        here, there = (AdminUnit.objects.get(name=name) for name in ("Quyết Thắng", "Vinh Quang"))
        sender = make_officer("race_sender", Role.OFFICER, here)
        receiver = make_officer("race_receiver", Role.OFFICER, there)
        person = make_resident(here)
        (row,) = propose_hand_over(
            officer=sender, resident_id=person.pk, version=1, to_unit_id=there.pk, moved_on=DAY, reason="chuyển nhà"
        )
        yield sender, receiver, row
        for model in (HandOver, ResidentEvent, Finding, Resident, Deed, AccessLog, Job):
            model.objects.all().delete()
        Officer.objects.filter(pk__in=[sender.pk, receiver.pk]).delete()


@pytest.mark.parametrize("against", ["accept", "withdraw"])
def test_of_two_answers_at_the_same_moment_one_counts(
    against: str, committed: tuple[Officer, Officer, HandOver]
) -> None:
    sender, receiver, row = committed
    barrier, heard = threading.Barrier(2), []

    def answer(name: str) -> None:
        officer = sender if name == "withdraw" else receiver
        try:
            barrier.wait(timeout=20)
            with as_web(officer):
                ANSWERS[name](row, {"sender": sender, "receiver": receiver})
            heard.append(name)
        except HandOverAnsweredError:
            heard.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(name,)) for name in ("accept", against)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    row.refresh_from_db()
    assert sorted(heard, key=lambda word: word == "refused")[1:] == ["refused"]
    moved = Resident.objects.get(pk=row.resident_id).unit_id
    assert moved == (row.to_unit_id if row.state == "accepted" else row.from_unit_id)
    assert ResidentEvent.objects.filter(kind="handed_over").count() == (row.state == "accepted")


@pytest.fixture
def family(committed: tuple[Officer, Officer, HandOver]) -> Iterator[tuple[Officer, Officer, HandOver, Household]]:
    """The person's household instead, offered as a whole."""
    sender, receiver, row = committed
    HandOver.objects.all().delete()
    home = Household.objects.create(unit=row.from_unit)
    Resident.objects.filter(pk=row.resident_id).update(household=home)
    (offer,) = propose_hand_over(
        officer=sender, resident_id=row.resident_id, version=1, to_unit_id=row.to_unit_id, moved_on=DAY,
        reason="chuyển nhà", whole_household=True,
    )  # fmt: skip
    yield sender, receiver, offer, home
    Household.objects.update(head=None)
    Resident.objects.update(household=None)
    Household.objects.all().delete()


def test_who_joins_a_household_while_it_is_taken_over_is_not_torn_between_two_wards(
    family: tuple[Officer, Officer, HandOver, Household],
) -> None:
    """Either the joining is first, and the offer has to be made anew; or the household is gone, and nobody joins it."""
    sender, receiver, row, home = family
    child = make_resident(row.from_unit, relation_to_head="child")
    barrier, heard = threading.Barrier(2), []

    def act(officer: Officer, what: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=20)
            with as_web(officer):
                what()
            heard.append("done")
        except (HouseholdChangedOnTheWayError, Household.DoesNotExist) as refusal:
            heard.append(type(refusal).__name__)
        finally:
            connection.close()

    join = partial(add_member, officer=sender, household_id=home.pk, resident_id=child.pk, relation="child")
    take = partial(accept_hand_over, officer=receiver, hand_over_id=row.pk)
    threads = [threading.Thread(target=act, args=pair) for pair in ((sender, join), (receiver, take))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    child.refresh_from_db()
    home.refresh_from_db()
    joined = child.household_id == home.pk
    assert sorted(heard) == sorted(["done", "HouseholdChangedOnTheWayError" if joined else "DoesNotExist"])
    assert home.unit_id == (row.from_unit_id if joined else row.to_unit_id)

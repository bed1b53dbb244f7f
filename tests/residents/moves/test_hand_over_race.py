"""Two answers to one hand-over at the same moment: one counts, the other is told so."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.models import Job
from residents.life_errors import HandOverAnsweredError
from residents.models import Finding, HandOver, Resident, ResidentEvent
from residents.services.hand_overs import propose_hand_over
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

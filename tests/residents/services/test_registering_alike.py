"""Registering somebody who is very much alike, and two officers who register one number at the same moment."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.errors import DomainError
from kontum_portal.jobs.models import Job
from residents.errors import LooksLikeSomebodyError
from residents.models import Finding, Resident
from residents.services.registering import register_resident
from tests.conftest import make_officer
from tests.factories import make_resident

FACTS = {"full_name": "Y Hlim", "birth_year": 1990, "sex": "F", "presence": "present"}
TYPED = {"full_name": "Y Hlim", "birth": "1990", "sex": "F"}
HTMX = {"HX-Request": "true"}


@pytest.mark.django_db
def test_very_much_alike_needs_a_reason_which_is_kept(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    unit = units["Vinh Quang"]
    known = make_resident(unit, full_name="Y Hlim", sex="F")
    with pytest.raises(LooksLikeSomebodyError):
        register_resident(officer=officer_vinh_quang, unit_id=unit.pk, facts=FACTS)
    assert Resident.objects.count() == 1
    register_resident(officer=officer_vinh_quang, unit_id=unit.pk, facts=FACTS, reason="Con của người kia")
    details = Deed.objects.get(verb="register_resident").details
    assert details == {"second_holder": False, "another_than": [known.pk], "reason": "Con của người kia"}


@pytest.mark.django_db
def test_the_form_sets_them_side_by_side_and_asks(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    known = make_resident(units["Vinh Quang"], full_name="Y Hlim", sex="F")
    client.force_login(officer_vinh_quang)
    while_typing = client.post(reverse("residents:warnings"), TYPED, headers=HTMX).content.decode()
    assert known.get_absolute_url() in while_typing
    assert AccessLog.objects.get(surface="duplicates").people == 1
    form = TYPED | {"unit": str(units["Vinh Quang"].pk)}
    answer = client.post(reverse("residents:register"), form)
    shown = answer.content.decode()
    assert (answer.status_code, Resident.objects.count()) == (422, 1)
    assert known.get_absolute_url() in shown
    assert 'name="reason"' in shown
    assert client.post(reverse("residents:register"), form | {"reason_asked": "1"}).status_code == 422
    client.post(reverse("residents:register"), form | {"reason_asked": "1", "reason": "Chị em sinh đôi"})
    assert Resident.objects.count() == 2


@pytest.mark.django_db
def test_correcting_a_person_does_not_find_the_person(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    known = make_resident(units["Vinh Quang"], full_name="Y Hlim", sex="F")
    client.force_login(officer_vinh_quang)
    answer = client.post(f"{reverse('residents:warnings')}?of={known.pk}", TYPED, headers=HTMX)
    assert known.get_absolute_url() not in answer.content.decode()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[list[Officer]]:
    """Two officers of two wards, committed so that other connections see them; removed after."""
    with django_db_blocker.unblock():
        wards = [AdminUnit.objects.get(name=name) for name in ("Quyết Thắng", "Vinh Quang")]
        officers = [make_officer(f"racer_{place}", Role.OFFICER, ward) for place, ward in enumerate(wards)]
        yield officers
        for model in (Finding, Resident, Deed, Job):
            model.objects.all().delete()
        Officer.objects.filter(pk__in=[officer.pk for officer in officers]).delete()


def _register(officer: Officer, facts: dict, barrier: threading.Barrier, answers: list[str]) -> None:
    try:
        barrier.wait(timeout=20)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE portal_web")
            scope.enter(officer)
            [unit_id] = officer.register_unit_ids
            register_resident(officer=officer, unit_id=unit_id, facts=facts)
        answers.append("done")
    except DomainError as refusal:
        answers.append(refusal.code)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("same_ward", "facts", "refusal"),
    [
        (False, FACTS | {"personal_id": "062190600456"}, "NumberAlreadyHeld"),
        (True, FACTS | {"personal_id": "062190600456"}, "NumberAlreadyHeld"),
        (True, FACTS, "LooksLikeSomebody"),
    ],
)
def test_of_two_at_the_same_moment_one_gets_the_warning(
    committed: list[Officer], same_ward: bool, facts: dict, refusal: str
) -> None:
    barrier, answers = threading.Barrier(2), []
    racers = [committed[0]] * 2 if same_ward else committed
    threads = [threading.Thread(target=_register, args=(racer, facts, barrier, answers)) for racer in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == sorted([refusal, "done"])
    assert Resident.objects.count() == 1

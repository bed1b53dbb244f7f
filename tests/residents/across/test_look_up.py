"""The look-up across wards reveals the unit and a masked name, and nothing of a number that is not whole."""

import threading
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from residents.errors import TooManyLookUpsError
from residents.models import Resident, Search
from residents.queries.across_wards import look_up
from residents.services.looking_across import look_up_across
from tests.conftest import make_officer
from tests.factories import make_resident


@pytest.mark.django_db
def test_a_whole_number_names_the_unit_and_a_masked_name(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    make_resident(units["Quyết Thắng"], full_name="Nguyễn Văn An", personal_id="062090600123")
    with acting_as(officer_vinh_quang):
        [holding] = look_up(officer_vinh_quang, "062090600123")
    assert (holding.unit, holding.masked_name, holding.is_ours) == (units["Quyết Thắng"], "N••• V••• A•••", False)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["06209060012", "0620906001%", "", "062090600124", "600123", "Nguyễn Văn An"])
def test_nothing_but_the_whole_number_finds(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], typed: str
) -> None:
    make_resident(units["Quyết Thắng"], personal_id="062090600123")
    with acting_as(officer_vinh_quang):
        assert look_up(officer_vinh_quang, typed) == []


@pytest.mark.django_db
def test_those_without_a_register_look_nobody_up(administrator: Officer, units: dict[str, AdminUnit]) -> None:
    make_resident(units["Quyết Thắng"], personal_id="062090600123")
    assert look_up(administrator, "062090600123") == []


@pytest.mark.django_db
def test_the_function_returns_two_columns_only(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM residents_look_up('062090600123')")
        assert [column.name for column in cursor.description] == ["unit_id", "masked_name"]


NUMBER = "062190600456"


def told(client: Client, number: str = NUMBER) -> str:
    typed = {"full_name": "Y Hlim", "birth": "1990", "sex": "F", "personal_id": number}
    return client.post(reverse("residents:warnings"), typed).content.decode()


@pytest.mark.django_db
def test_a_warning_that_names_another_ward_is_a_look_up_counted_once_a_number(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], signed_in, settings
) -> None:
    settings.LOOK_UPS_PER_HOUR = 1
    make_resident(units["Quyết Thắng"], full_name="Rơ Châm H'Lan", personal_id=NUMBER)
    make_resident(units["Duy Tân"], full_name="Ksor Bé", personal_id="062190600457")
    client = signed_in(officer_vinh_quang)
    for _typing in range(3):
        assert "Quyết Thắng" in told(client)
    logged = AccessLog.objects.get(surface="across:entry")
    assert (logged.purpose, logged.unit_id, logged.people) == ("service", units["Quyết Thắng"].pk, 1)
    assert "Duy Tân" not in told(client, "062190600457")
    assert AccessLog.objects.filter(surface="across:entry").count() == 1
    with pytest.raises(TooManyLookUpsError), acting_as(officer_vinh_quang):
        look_up_across(officer=officer_vinh_quang, text=NUMBER, purpose="card")


@pytest.mark.django_db
def test_a_number_of_ones_own_ward_or_of_nobody_is_no_look_up(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], signed_in, settings
) -> None:
    settings.LOOK_UPS_PER_HOUR = 0
    make_resident(units["Vinh Quang"], full_name="Rơ Châm H'Lan", personal_id=NUMBER)
    client = signed_in(officer_vinh_quang)
    assert "Rơ Châm H&#x27;Lan" in told(client)
    told(client, "062190600457")
    assert not AccessLog.objects.filter(surface="across:entry").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["register", "move_in", "correct"])
def test_a_refused_save_names_the_holder_under_the_same_limit(
    page: str, officer_vinh_quang: Officer, units: dict[str, AdminUnit], signed_in, settings
) -> None:
    make_resident(units["Quyết Thắng"], full_name="Rơ Châm H'Lan", personal_id=NUMBER)
    own = make_resident(units["Vinh Quang"], full_name="A Thút", personal_id=None)
    url = reverse(f"residents:{page}", args=[own.pk] if page == "correct" else [])
    form = {"full_name": "A Thút", "birth": "15011990", "sex": "M", "personal_id": NUMBER, "version": own.version}
    form |= {"unit": own.unit_id, "happened_on": "01092024", "place": "Gia Lai", "residence_kind": "permanent"}
    form |= {"request_key": str(uuid.uuid4())}
    client = signed_in(officer_vinh_quang)
    answer = client.post(url, form)
    assert (answer.status_code, "Quyết Thắng" in answer.content.decode()) == (422, True)
    assert AccessLog.objects.filter(surface="across:entry").count() == 1
    Search.objects.all().delete()
    settings.LOOK_UPS_PER_HOUR = 0
    answer = client.post(url, form)
    assert (answer.status_code, "Quyết Thắng" in answer.content.decode()) == (422, False)
    assert Resident.objects.filter(personal_id=NUMBER).count() == 1


@pytest.fixture
def committed_officer(django_db_setup: None, django_db_blocker) -> Iterator[Officer]:
    """An officer whom other connections see; removed after."""
    with django_db_blocker.unblock():
        officer = make_officer("looker", Role.OFFICER, AdminUnit.objects.get(name="Quyết Thắng"))
        yield officer
        for model in (Search, AccessLog):
            model.objects.all().delete()
        officer.delete()


def test_requests_sent_at_once_do_not_pass_the_limit_together(committed_officer: Officer, settings) -> None:
    settings.LOOK_UPS_PER_HOUR = 2
    barrier, answers = threading.Barrier(6), []

    def ask() -> None:
        try:
            barrier.wait(timeout=20)
            with acting_as(committed_officer):
                look_up_across(officer=committed_officer, text=NUMBER, purpose="card")
            answers.append("told")
        except TooManyLookUpsError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == ["refused"] * 4 + ["told"] * 2

"""Taking a dossier: what blocks it, who may, and that it is taken once."""

import uuid

import pytest

from id_cards.errors import ApplicationAlreadyOpenError, ApplicationBlockedError, RepresentativeMissingError
from id_cards.models import CardApplication
from id_cards.services import start_application
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import NotAllowedError
from residents.models import Resident
from tests.factories import make_resident


def test_a_started_dossier_shows_in_the_register(officer_quyet_thang: Officer, resident: Resident) -> None:
    application = start_application(officer=officer_quyet_thang, resident_id=resident.pk, reason="first_card")
    resident.refresh_from_db()
    assert (application.state, application.case_type, application.fee) == ("received", "new", 0)
    assert (resident.card_state, application.unit_id) == ("applied", resident.unit_id)
    assert Deed.objects.filter(verb="start_application", subject_id=application.pk).count() == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"birth_day": None, "birth_month": None}, "day or month"),
        ({"birth_year": None, "birth_day": None, "birth_month": None, "personal_id": "062090600001"}, "not recorded"),
        ({"personal_id": None}, "no personal number"),
        ({"deceased_on": "2024-01-01"}, "has died"),
    ],
)
def test_what_is_missing_blocks_and_says_the_way_out(
    facts: dict, said: str, officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    resident = make_resident(units["Quyết Thắng"], **facts)
    with pytest.raises(ApplicationBlockedError) as refusal:
        start_application(officer=officer_quyet_thang, resident_id=resident.pk, reason="first_card")
    assert said in str(refusal.value)
    assert not CardApplication.objects.exists()


def test_a_second_open_dossier_is_refused(officer_quyet_thang: Officer, resident: Resident) -> None:
    start_application(officer=officer_quyet_thang, resident_id=resident.pk, reason="first_card")
    with pytest.raises(ApplicationAlreadyOpenError):
        start_application(officer=officer_quyet_thang, resident_id=resident.pk, reason="first_card")


def test_the_same_form_sent_twice_is_one_dossier(officer_quyet_thang: Officer, resident: Resident) -> None:
    key = uuid.uuid4()
    first, second = (
        start_application(officer=officer_quyet_thang, resident_id=resident.pk, reason="first_card", request_key=key)
        for _ in range(2)
    )
    assert (first.pk, CardApplication.objects.count()) == (second.pk, 1)


def test_a_child_needs_a_representative(officer_quyet_thang: Officer, units: dict[str, AdminUnit]) -> None:
    child = make_resident(units["Quyết Thắng"], birth_year=2020)
    with pytest.raises(RepresentativeMissingError):
        start_application(officer=officer_quyet_thang, resident_id=child.pk, reason="first_card")
    taken = start_application(
        officer=officer_quyet_thang, resident_id=child.pk, reason="first_card", representative_name="Y Hlim"
    )
    assert taken.representative_name == "Y Hlim"


def test_another_ward_does_not_reach_the_person(officer_vinh_quang: Officer, resident: Resident) -> None:
    with pytest.raises(Resident.DoesNotExist):
        start_application(officer=officer_vinh_quang, resident_id=resident.pk, reason="first_card")


def test_the_command_reads_and_does_not_take(city_commander: Officer, resident: Resident) -> None:
    with pytest.raises(NotAllowedError):
        start_application(officer=city_commander, resident_id=resident.pk, reason="first_card")


@pytest.mark.parametrize(("reason", "fee"), [("on_request", 50_000), ("unit_reorganised", 0), ("lost", 70_000)])
def test_the_fee_comes_from_the_dated_table(
    reason: str, fee: int, officer_quyet_thang: Officer, resident: Resident, on_day
) -> None:
    on_day("2024-09-30")
    application = start_application(officer=officer_quyet_thang, resident_id=resident.pk, reason=reason)
    assert application.fee == fee

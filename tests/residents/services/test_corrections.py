"""Key facts of a verified record: one asks, another decides, and the database holds both to it."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from id_cards.errors import ApplicationBlockedError
from id_cards.services import start_application
from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.errors import DomainError, NotAllowedError
from residents import rules
from residents.errors import (
    ApprovalNeededError,
    CorrectionAlreadyPendingError,
    CorrectionDecidedError,
    CorrectionOutdatedError,
    NothingChangedError,
    ReasonMissingError,
)
from residents.models import CorrectionRequest, Finding, Resident
from residents.queries.corrections import to_decide
from residents.services.correcting import correct_resident
from residents.services.corrections import (
    approve_correction,
    ask_for_correction,
    refuse_correction,
    withdraw_correction,
)
from residents.services.verifying import record_verification, undo_verification
from tests.conftest import make_officer
from tests.factories import make_correction, make_resident

pytestmark = pytest.mark.django_db
WHY = {"reason": "Ghi sai khi nhập", "evidence": "Giấy khai sinh số 12"}


@pytest.fixture
def an(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], last_verified_on=dt.date(2024, 1, 2), personal_id="062090600123")


def ask(officer: Officer, resident: Resident, why: dict[str, str] = WHY, **changes: Any) -> CorrectionRequest | None:
    resident.refresh_from_db()
    scope.enter(officer)
    return ask_for_correction(
        officer=officer, resident_id=resident.pk, version=resident.version, changes=changes, **why
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"full_name": "Nguyễn Văn Ân"},
        {"birth_year": 1991},
        {"birth_month": 2},
        {"birth_day": 16},
        {"birth_month": None, "birth_day": None},
        {"sex": "F"},
        {"personal_id": "062090600124"},
        {"personal_id": None},
    ],
)
def test_a_key_fact_waits_and_changes_when_a_second_person_approves(
    officer_quyet_thang: Officer, ward_chief: Officer, an: Resident, changes: dict[str, Any]
) -> None:
    scope.enter(officer_quyet_thang)
    with pytest.raises(ApprovalNeededError):
        correct_resident(officer=officer_quyet_thang, resident_id=an.pk, version=1, changes=changes)
    asked = ask(officer_quyet_thang, an, **changes)
    an.refresh_from_db()
    assert asked is not None
    assert (an.version, asked.state) == (1, "pending")
    scope.enter(ward_chief)
    approve_correction(officer=ward_chief, correction_id=asked.pk)
    an.refresh_from_db()
    asked.refresh_from_db()
    assert {name: getattr(an, name) for name in changes} == changes
    assert (asked.state, asked.decided_by, an.version) == ("approved", ward_chief, 2)
    verbs = set(Deed.objects.filter(subject_id=an.pk).values_list("verb", "actor_id"))
    assert verbs == {
        ("ask_for_correction", officer_quyet_thang.pk),
        ("approve_correction", ward_chief.pk),
        ("correct_resident", ward_chief.pk),
    }


def test_what_is_no_key_fact_is_saved_at_once(officer_quyet_thang: Officer, an: Resident) -> None:
    asked = ask(officer_quyet_thang, an, birth_day=16, native_place="Sa Thầy")
    an.refresh_from_db()
    assert (an.birth_day, an.native_place) == (15, "Sa Thầy")
    assert asked is not None
    assert asked.proposed["birth_day"] == 16
    assert ask(officer_quyet_thang, an, {"reason": "", "evidence": ""}, native_place="Kon Tum") is None


def test_a_record_nobody_verified_is_corrected_at_once(
    officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    person = make_resident(units["Quyết Thắng"])
    assert ask(officer_quyet_thang, person, {"reason": "", "evidence": ""}, birth_day=16) is None
    person.refresh_from_db()
    assert person.birth_day == 16


@pytest.mark.parametrize("why", [WHY | {"reason": " "}, WHY | {"evidence": ""}])
def test_reason_and_evidence_are_needed(officer_quyet_thang: Officer, an: Resident, why: dict[str, str]) -> None:
    with pytest.raises(ReasonMissingError):
        ask(officer_quyet_thang, an, why, birth_day=16)
    with pytest.raises(NothingChangedError):
        ask(officer_quyet_thang, an, why, birth_day=15)
    assert not CorrectionRequest.objects.exists()


def test_one_waits_at_a_time_and_may_be_withdrawn(officer_quyet_thang: Officer, an: Resident) -> None:
    asked = ask(officer_quyet_thang, an, birth_day=16)
    with pytest.raises(CorrectionAlreadyPendingError):
        ask(officer_quyet_thang, an, sex="F")
    assert asked is not None
    withdraw_correction(officer=officer_quyet_thang, correction_id=asked.pk)
    assert ask(officer_quyet_thang, an, sex="F") is not None


def test_a_refusal_needs_its_reason_and_leaves_the_record(
    officer_quyet_thang: Officer, ward_chief: Officer, an: Resident
) -> None:
    asked = make_correction(an, officer_quyet_thang)
    with pytest.raises(ReasonMissingError):
        refuse_correction(officer=ward_chief, correction_id=asked.pk, reason=" ")
    refuse_correction(officer=ward_chief, correction_id=asked.pk, reason="Giấy tờ không khớp")
    an.refresh_from_db()
    assert an.birth_day == 15
    with pytest.raises(CorrectionDecidedError):
        approve_correction(officer=ward_chief, correction_id=asked.pk)


def test_what_changed_meanwhile_is_not_approved_over(
    officer_quyet_thang: Officer, ward_chief: Officer, an: Resident
) -> None:
    asked = make_correction(an, officer_quyet_thang)
    Resident.objects.filter(pk=an.pk).update(sex="F")
    with pytest.raises(CorrectionOutdatedError):
        approve_correction(officer=ward_chief, correction_id=asked.pk)


def test_who_decides(
    request: pytest.FixtureRequest, units: dict[str, AdminUnit], officer_quyet_thang: Officer, an: Resident
) -> None:
    """The chief of the ward and the steward, never who asked; queryset and predicate agree."""
    other_chief = make_officer("other_chief", Role.WARD_CHIEF, units["Vinh Quang"])
    may = {"ward_chief", "data_steward"}
    asked = make_correction(an, officer_quyet_thang)
    names = ("officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "administrator", "auditor")
    for name, officer in [*((name, request.getfixturevalue(name)) for name in names), ("other_chief", other_chief)]:
        assert rules.can_decide_correction(officer, asked) == (name in may), name
        assert to_decide(officer).filter(pk=asked.pk).exists() == (name in may), name
    chief = request.getfixturevalue("ward_chief")
    own = make_correction(make_resident(an.unit), chief)
    assert not rules.can_decide_correction(chief, own)
    assert not to_decide(chief).filter(pk=own.pk).exists()
    with pytest.raises(NotAllowedError):
        approve_correction(officer=chief, correction_id=own.pk)


def test_a_second_holder_of_the_number_is_a_finding(
    officer_quyet_thang: Officer, ward_chief: Officer, an: Resident
) -> None:
    other = make_resident(an.unit, full_name="Trần Thị Bé", sex="F")
    asked = ask(officer_quyet_thang, an, personal_id=other.personal_id)
    assert asked is not None
    approve_correction(officer=ward_chief, correction_id=asked.pk)
    assert Finding.objects.open().filter(resident=an, rule="personal_id_twice").exists()


def test_no_card_is_made_from_facts_that_wait(officer_quyet_thang: Officer, ward_chief: Officer, an: Resident) -> None:
    asked = make_correction(an, officer_quyet_thang)
    with pytest.raises(ApplicationBlockedError):
        start_application(officer=officer_quyet_thang, resident_id=an.pk, reason="first_card")
    approve_correction(officer=ward_chief, correction_id=asked.pk)
    assert start_application(officer=officer_quyet_thang, resident_id=an.pk, reason="first_card")


# --- the second wall


class as_web:  # noqa: N801 - reads as a sentence
    """Within: the connection is the web login's, in the officer's scope."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer

    def __enter__(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE portal_web")
        scope.enter(self.officer)

    def __exit__(self, *error: Any) -> None:
        self.savepoint.__exit__(*error)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.mark.parametrize("changes", [{"full_name": "Ai Khác"}, {"birth_day": 16}, {"sex": "F"}, {"personal_id": None}])
def test_the_web_login_cannot_write_a_key_fact_past_the_service(
    officer_quyet_thang: Officer, an: Resident, changes: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="approved correction"), as_web(officer_quyet_thang):
        Resident.objects.filter(pk=an.pk).update(**changes)
    with as_web(officer_quyet_thang):
        assert Resident.objects.filter(pk=an.pk).update(native_place="Sa Thầy") == 1
    assert Resident.objects.filter(pk=an.pk).update(**changes) == 1  # as the staged merge does, not as the web login


def test_an_approval_lets_through_what_was_asked_and_nothing_else(
    officer_quyet_thang: Officer, ward_chief: Officer, an: Resident
) -> None:
    asked = make_correction(an, officer_quyet_thang, birth_day=16)

    def approve_and_slip_in() -> None:
        approve_correction(officer=ward_chief, correction_id=asked.pk)
        Resident.objects.filter(pk=an.pk).update(full_name="Ai Khác")

    with pytest.raises(IntegrityError, match="approved correction"), as_web(ward_chief):
        approve_and_slip_in()
    with as_web(ward_chief):
        approve_correction(officer=ward_chief, correction_id=asked.pk)
    an.refresh_from_db()
    assert (an.birth_day, an.full_name) == (16, "Nguyễn Văn An")


@pytest.mark.parametrize(
    "forged",
    [
        {"state": "approved", "decided_by": "officer"},  # one's own
        {"state": "approved", "decided_by": "chief"},  # in another's name
        {"proposed": {}},
        {"reason": "x"},
    ],
)
def test_a_request_is_not_decided_in_anothers_name_nor_changed(
    officer_quyet_thang: Officer, ward_chief: Officer, an: Resident, forged: dict[str, Any]
) -> None:
    asked = make_correction(an, officer_quyet_thang)
    people = {"officer": officer_quyet_thang, "chief": ward_chief}
    changes = {name: people.get(value, value) if isinstance(value, str) else value for name, value in forged.items()}
    if "state" in changes:
        changes["decided_at"] = dt.datetime.now(dt.UTC)
    with pytest.raises(IntegrityError), as_web(officer_quyet_thang):
        CorrectionRequest.objects.filter(pk=asked.pk).update(**changes)


def test_a_request_is_asked_in_ones_own_name(officer_quyet_thang: Officer, ward_chief: Officer, an: Resident) -> None:
    with pytest.raises(IntegrityError, match="own name"), as_web(ward_chief):
        make_correction(an, officer_quyet_thang)
    with as_web(officer_quyet_thang):
        assert make_correction(an, officer_quyet_thang).pk


def test_every_refusal_says_what_to_do() -> None:
    for error in (ApprovalNeededError, CorrectionOutdatedError, CorrectionDecidedError):
        assert issubclass(error, DomainError)
        assert str(error())


def test_the_web_login_cannot_take_a_verification_away_to_be_rid_of_the_second_person(
    officer_quyet_thang: Officer, an: Resident
) -> None:
    with pytest.raises(IntegrityError, match="stays so"), as_web(officer_quyet_thang):
        Resident.objects.filter(pk=an.pk).update(last_verified_on=None)
    with as_web(officer_quyet_thang):
        said = record_verification(officer=officer_quyet_thang, resident_id=an.pk, result="matches")
    with pytest.raises(IntegrityError, match="stays so"), as_web(officer_quyet_thang):
        Resident.objects.filter(pk=an.pk).update(last_verified_on=None)
    with as_web(officer_quyet_thang):
        assert undo_verification(officer=officer_quyet_thang, verification_id=said.pk).last_verified_on

"""A check is evidence: what it moves, who may say it, and how one's own word is taken back."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import DomainError, NotAllowedError
from residents.extension_points import on_merge
from residents.models import Finding, Household, Resident, Verification
from residents.quality.checking import check_residents
from residents.queries.verifying import count_differing, count_to_verify, groups_of_hamlet, hamlets
from residents.services.verifying import confirm_household, record_verification, undo_verification
from tests.factories import make_household, make_resident, make_sub_unit

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(settings) -> dt.date:
    settings.PORTAL_TODAY = TODAY
    return TODAY


@pytest.fixture
def thut(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Vinh Quang"], full_name="A Thút", last_verified_on=dt.date(2025, 1, 5))


def verified_on(person: Resident) -> dt.date | None:
    return Resident.objects.get(pk=person.pk).last_verified_on


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ({"result": "matches"}, True),
        ({"result": "matches", "against": "national"}, True),
        ({"result": "matches", "checked_on": dt.date(2024, 1, 1)}, False),
        ({"result": "differs", "fields": ["full_name"]}, False),
        ({"result": "absent", "note": "working_away"}, False),
        ({"result": "not_found", "against": "national"}, False),
    ],
)
def test_only_a_match_moves_the_day(officer_vinh_quang: Officer, thut: Resident, said: Any, moved: bool) -> None:
    done = record_verification(officer=officer_vinh_quang, resident_id=thut.pk, **said)
    assert verified_on(thut) == (TODAY if moved else dt.date(2025, 1, 5))
    assert (done.unit_id, done.before) == (thut.unit_id, dt.date(2025, 1, 5))
    assert Deed.objects.get(verb="verify_resident").details["result"] == said["result"]


def test_a_double_click_is_one_check_and_a_second_word_replaces_the_first(
    officer_vinh_quang: Officer, thut: Resident
) -> None:
    check = {"officer": officer_vinh_quang, "resident_id": thut.pk}
    first = record_verification(**check, result="matches")
    assert record_verification(**check, result="matches") == first
    record_verification(**check, result="absent")
    assert verified_on(thut) == dt.date(2025, 1, 5)
    assert list(Verification.objects.standing().values_list("result", flat=True)) == ["absent"]


def test_ones_own_check_is_taken_back_the_same_day(officer_vinh_quang: Officer, thut: Resident) -> None:
    check = record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    undo_verification(officer=officer_vinh_quang, verification_id=check.pk)
    assert verified_on(thut) == dt.date(2025, 1, 5)
    assert Verification.objects.get().undone_at is not None
    assert Deed.objects.filter(verb="undo_verification", subject_id=thut.pk).exists()
    with pytest.raises(DomainError, match=r"."):
        undo_verification(officer=officer_vinh_quang, verification_id=check.pk)


EARLY, LATE, KNOWN = dt.date(2026, 11, 5), dt.date(2026, 11, 20), dt.date(2025, 1, 5)


@pytest.mark.parametrize(
    ("order", "taken_back", "left"),
    [
        ((EARLY, LATE), (0,), LATE),
        ((EARLY, LATE), (1,), EARLY),
        ((EARLY, LATE), (0, 1), KNOWN),
        ((EARLY, LATE), (1, 0), KNOWN),
        ((LATE, EARLY), (0,), EARLY),
        ((LATE, EARLY), (0, 1), KNOWN),
        ((KNOWN, LATE), (0, 1), KNOWN),
    ],
)
def test_no_word_taken_back_lends_its_day_to_another(
    officer_vinh_quang: Officer, thut: Resident, order: tuple, taken_back: tuple, left: dt.date
) -> None:
    said = [
        record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches", checked_on=day)
        for day in order
    ]
    for number in taken_back:
        undo_verification(officer=officer_vinh_quang, verification_id=said[number].pk)
    assert verified_on(thut) == left


def test_a_check_closes_the_finding_of_the_old_one_and_taking_it_back_opens_it_again(
    officer_vinh_quang: Officer, thut: Resident
) -> None:
    def found() -> bool:
        return Finding.objects.open().filter(resident=thut, rule="verification_old").exists()

    check_residents([thut.pk])
    assert found()
    check = record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    assert not found()
    undo_verification(officer=officer_vinh_quang, verification_id=check.pk)
    assert found()


def test_taking_back_keeps_what_somebody_else_found(
    officer_vinh_quang: Officer, data_steward: Officer, thut: Resident
) -> None:
    mine = record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    record_verification(officer=data_steward, resident_id=thut.pk, result="matches", against="national")
    undo_verification(officer=officer_vinh_quang, verification_id=mine.pk)
    assert verified_on(thut) == TODAY


def _of_another(officer: Officer, steward: Officer, check: Verification) -> None:
    undo_verification(officer=steward, verification_id=check.pk)


def _of_yesterday(officer: Officer, steward: Officer, check: Verification) -> None:
    Verification.objects.update(created_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    undo_verification(officer=officer, verification_id=check.pk)


def _of_the_future(officer: Officer, steward: Officer, check: Verification) -> None:
    day = TODAY + dt.timedelta(days=1)
    record_verification(officer=officer, resident_id=check.resident_id, result="matches", checked_on=day)


def _of_an_unknown_fact(officer: Officer, steward: Officer, check: Verification) -> None:
    record_verification(officer=officer, resident_id=check.resident_id, result="differs", fields=["religion"])


def _of_the_dead(officer: Officer, steward: Officer, check: Verification) -> None:
    Resident.objects.update(deceased_on=TODAY)
    record_verification(officer=officer, resident_id=check.resident_id, result="matches", against="paper")


REFUSALS = [
    (_of_another, "OnlyOwnCheckUndone"),
    (_of_yesterday, "UndoneTooLate"),
    (_of_the_future, "CheckedInFuture"),
    (_of_an_unknown_fact, "UnknownFact"),
    (_of_the_dead, "DeceasedNotVerified"),
]


@pytest.mark.parametrize(("act", "code"), REFUSALS, ids=[code for _, code in REFUSALS])
def test_refusals(officer_vinh_quang: Officer, data_steward: Officer, thut: Resident, act: Any, code: str) -> None:
    check = record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    with pytest.raises(DomainError) as refusal:
        act(officer_vinh_quang, data_steward, check)
    assert refusal.value.code == code
    assert Verification.objects.standing().count() == 1


def test_a_commander_reads_and_another_ward_sees_nothing(
    city_commander: Officer, officer_quyet_thang: Officer, officer_vinh_quang: Officer, thut: Resident
) -> None:
    with pytest.raises(NotAllowedError):
        record_verification(officer=city_commander, resident_id=thut.pk, result="matches")
    with pytest.raises(Resident.DoesNotExist):
        record_verification(officer=officer_quyet_thang, resident_id=thut.pk, result="matches")
    record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    seen = [Verification.objects.visible_to(one).count() for one in (city_commander, officer_quyet_thang)]
    assert seen == [1, 0]


def test_a_household_is_confirmed_at_once_the_dead_left_out(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    home = make_household(units["Vinh Quang"])
    people = [make_resident(home.unit, household=home, full_name=f"A Thút {i}") for i in range(3)]
    gone = make_resident(home.unit, household=home, full_name="A Plun", deceased_on=TODAY, presence=None)
    ids = [one.pk for one in (*people, gone)]
    done = confirm_household(officer=officer_vinh_quang, household_id=home.pk, resident_ids=ids)
    assert (len(done), {verified_on(one) for one in people}, verified_on(gone)) == (3, {TODAY}, None)
    assert Deed.objects.get(verb="verify_household").details["people"] == [one.pk for one in people]
    stranger = make_resident(home.unit)
    for wrong, code in (([], "NothingToConfirm"), ([stranger.pk], "NotAMember")):
        with pytest.raises(DomainError) as refusal:
            confirm_household(officer=officer_vinh_quang, household_id=home.pk, resident_ids=wrong)
        assert refusal.value.code == code


def _twice(check: Verification) -> None:
    Verification.objects.create(
        resident=check.resident, unit=check.unit, officer=check.officer, checked_on=check.checked_on,
        against=check.against, result="absent",
    )  # fmt: skip


def _match_with_differences(check: Verification) -> None:
    Verification.objects.filter(pk=check.pk).update(fields=["full_name"])


DATABASE_SAYS_NO = {
    "verification_once_a_day": _twice,
    "verification_only_differing_facts": _match_with_differences,
}


@pytest.mark.parametrize(("name", "act"), DATABASE_SAYS_NO.items())
def test_the_database_says_no_by_name(officer_vinh_quang: Officer, thut: Resident, name: str, act: Any) -> None:
    check = record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act(check)


def test_what_was_taken_back_stands_in_the_history(officer_vinh_quang: Officer, thut: Resident) -> None:
    check = record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    undo_verification(officer=officer_vinh_quang, verification_id=check.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT undone_at FROM residents_verificationhistory WHERE pgh_obj_id = %s", [check.pk])
        assert cursor.fetchall() == [(None,)]


def test_a_merged_record_brings_its_checks_but_none_twice(
    officer_vinh_quang: Officer, data_steward: Officer, thut: Resident
) -> None:
    double = make_resident(thut.unit, full_name="A Thút")
    record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    record_verification(officer=officer_vinh_quang, resident_id=double.pk, result="matches")
    theirs = record_verification(officer=data_steward, resident_id=double.pk, result="matches")
    moved = on_merge["residents.verification.resident"](kept_id=thut.pk, dropped_id=double.pk)
    assert moved == [theirs.pk]
    assert Verification.objects.filter(resident=thut).count() == 2


@pytest.fixture
def hamlet_of_three_homes(units: dict[str, AdminUnit]) -> list[Household]:
    """One verified lately, one verified long ago, one never; with a person who left and one without a household."""
    unit = units["Vinh Quang"]
    hamlet = make_sub_unit(unit, "Thôn 5", "thon")
    days = [dt.date(2026, 11, 1), dt.date(2024, 5, 1), None]
    homes = [make_household(unit, number=f"HK-{i}", sub_unit=hamlet) for i in range(3)]
    for home, day in zip(homes, days, strict=True):
        make_resident(unit, household=home, sub_unit=hamlet, full_name="A Thút", last_verified_on=day)
        make_resident(unit, household=home, sub_unit=hamlet, full_name="Y Hlim", last_verified_on=TODAY)
    make_resident(unit, sub_unit=hamlet, full_name="Y Nga")
    make_resident(unit, sub_unit=hamlet, full_name="A Brơ", presence="left_area")
    make_resident(unit, full_name="A Jrang")
    return homes


def test_the_worklist_has_those_longest_not_verified_first_and_households_whole(
    officer_vinh_quang: Officer, hamlet_of_three_homes: list[Household]
) -> None:
    home = hamlet_of_three_homes[0]
    groups = groups_of_hamlet(officer_vinh_quang, home.unit_id, home.sub_unit_id)
    shown = [
        (one.household.number if one.household else None, [line.resident.full_name for line in one.lines])
        for one in groups
    ]
    assert shown == [("HK-2", ["A Thút", "Y Hlim"]), ("HK-1", ["A Thút", "Y Hlim"]), (None, ["Y Nga"])]
    assert [(row.name, row.people, row.due) for row in hamlets(officer_vinh_quang, home.unit_id)] == [
        ("Thôn 5", 7, 3),
        ("", 1, 1),
    ]
    assert count_to_verify(officer_vinh_quang) == 4


def test_what_differs_waits_until_a_later_check_matches(officer_vinh_quang: Officer, thut: Resident, settings) -> None:
    record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="differs", fields=["phone"])
    assert count_differing(officer_vinh_quang) == 1
    settings.PORTAL_TODAY = TODAY + dt.timedelta(days=1)
    record_verification(officer=officer_vinh_quang, resident_id=thut.pk, result="matches")
    assert count_differing(officer_vinh_quang) == 0


def test_how_long_a_check_holds_is_a_setting(officer_vinh_quang: Officer, thut: Resident, settings) -> None:
    assert count_to_verify(officer_vinh_quang) == 1
    settings.VERIFIED_DAYS = 3650
    assert count_to_verify(officer_vinh_quang) == 0

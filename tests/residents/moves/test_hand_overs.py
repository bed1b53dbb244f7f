"""From one ward to another: in somebody's list all the way, by both walls, whatever is answered first."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import ProgrammingError, connection, transaction

from id_cards.choices import State
from id_cards.models import ApplicationStep, CardApplication
from kontum_portal import clock
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.errors import DomainError, NotAllowedError, StaleRecordError
from kontum_portal.jobs.models import Job
from reports.services.counting import count_unit
from residents import rules
from residents.errors import SubUnitOfAnotherUnitError
from residents.life_errors import (
    EventNotPossibleError,
    HandOverAlreadyOpenError,
    HandOverAnsweredError,
    HandOverReasonMissingError,
    HandOverToItselfError,
)
from residents.models import Finding, HandOver, Household, Resident, ResidentEvent
from residents.quality.checking import check_residents
from residents.queries import changes_of
from residents.queries import hand_overs as queries
from residents.services.correcting import correct_resident
from residents.services.deaths import register_death
from residents.services.hand_overs import propose_hand_over, refuse_hand_over, withdraw_hand_over
from residents.services.taking_over import accept_hand_over
from tests.factories import make_household, make_resident, make_sub_unit
from tests.id_cards.journeys import application_at
from tests.residents.moves.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


@contextlib.contextmanager
def as_web(officer: Officer) -> Iterator[None]:
    """As a page runs: under row-level security, in this officer's scope."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE portal_web")
        scope.enter(officer)
        yield
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        scope.clear()


def propose(officer: Officer, person: Resident, to_unit: AdminUnit, **more) -> list[HandOver]:
    told = {"version": person.version, "moved_on": DAY, "reason": "chuyển nhà", "to_unit_id": to_unit.pk}
    with as_web(officer):
        return propose_hand_over(officer=officer, resident_id=person.pk, **(told | more))


@pytest.fixture
def person(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], full_name="Y Hlim", sex="F", birth_month=None, birth_day=None)


@pytest.fixture
def moving(officer_quyet_thang: Officer, person: Resident, units: dict[str, AdminUnit]) -> HandOver:
    return propose(officer_quyet_thang, person, units["Vinh Quang"])[0]


def test_until_it_is_answered_the_record_stays_with_the_sender(
    moving: HandOver, person: Resident, officer_quyet_thang: Officer, officer_vinh_quang: Officer
) -> None:
    for officer, sees in ((officer_quyet_thang, True), (officer_vinh_quang, False)):
        with as_web(officer):
            assert Resident.objects.filter(pk=person.pk).exists() == sees
            assert [row.hand_over for row in queries.listed(officer, coming=not sees)] == [moving]
    assert Deed.objects.get(verb="propose_hand_over").subject_id == person.pk


def test_the_receiver_knows_a_few_facts_and_only_while_it_waits(
    moving: HandOver,
    person: Resident,
    officer_vinh_quang: Officer,
    officer_dak_ro_wa: Officer,
    officer_quyet_thang: Officer,
) -> None:
    with as_web(officer_vinh_quang):
        (told,) = queries.listed(officer_vinh_quang, coming=True)
    assert (told.full_name, told.birth, told.record_url) == ("Y Hlim", "1990", "")
    assert told.number == f"•••• {person.personal_id[-4:]}"
    with as_web(officer_dak_ro_wa), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM residents_coming_people(ARRAY[%s]::bigint[])", [moving.pk])
        assert cursor.fetchall() == []
        assert not HandOver.objects.filter(pk=moving.pk).exists()
    with as_web(officer_quyet_thang):
        withdraw_hand_over(officer=officer_quyet_thang, hand_over_id=moving.pk)
    with as_web(officer_vinh_quang):
        (after,) = queries.answered(officer_vinh_quang)
    assert after.full_name == ""


def test_on_acceptance_everything_goes_along(
    person: Resident, officer_quyet_thang: Officer, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    with as_web(officer_quyet_thang):
        correct_resident(
            officer=officer_quyet_thang, resident_id=person.pk, version=1, changes={"native_place": "Kon Plông"}
        )
    Resident.objects.filter(pk=person.pk).update(birth_month=1, birth_day=2)
    person.refresh_from_db()
    application_at(officer_quyet_thang, person, State.SENT)
    Resident.objects.filter(pk=person.pk).update(birth_month=None, birth_day=None)
    check_residents([person.pk])
    person.refresh_from_db()
    hamlet = make_sub_unit(units["Vinh Quang"], "Thôn Kon Rờ Bàng", "thon")
    row = propose(officer_quyet_thang, person, units["Vinh Quang"])[0]
    with as_web(officer_vinh_quang):
        accept_hand_over(officer=officer_vinh_quang, hand_over_id=row.pk, sub_unit_id=hamlet.pk)
        taken = Resident.objects.get(pk=person.pk)
        assert (taken.unit_id, taken.sub_unit_id, taken.presence) == (units["Vinh Quang"].pk, hamlet.pk, "present")
        for rows in (Finding.objects.filter(resident=taken), CardApplication.objects.filter(resident=taken)):
            assert set(rows.values_list("unit_id", flat=True)) == {taken.unit_id}
        assert ApplicationStep.objects.filter(application__resident=taken).count() > 2
        event = ResidentEvent.objects.get(resident=taken, kind="handed_over")
        assert (event.place, event.happened_on) == (str(units["Quyết Thắng"]), DAY)
        changes = [label for change in changes_of(officer_vinh_quang, taken) for label, *_ in change.rows]
        assert any(str(label) == str(Resident._meta.get_field("native_place").verbose_name) for label in changes)
    with as_web(officer_quyet_thang):
        assert not Resident.objects.filter(pk=person.pk).exists()
        assert not CardApplication.objects.exists()
    row.refresh_from_db()
    assert (row.state, row.answered_by_id) == ("accepted", officer_vinh_quang.pk)
    assert Deed.objects.filter(verb="accept_hand_over", subject_id=person.pk).count() == 1


def test_a_scope_once_widened_is_narrow_again(
    moving: HandOver, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    other = make_resident(units["Quyết Thắng"])
    with as_web(officer_vinh_quang):
        accept_hand_over(officer=officer_vinh_quang, hand_over_id=moving.pk)
        assert not Resident.objects.filter(pk=other.pk).exists()
        with pytest.raises(ZeroDivisionError), scope.reaching(units["Quyết Thắng"].pk):
            raise ZeroDivisionError
        assert not Resident.objects.filter(pk=other.pk).exists()


def test_figures_of_both_wards_move_together(
    moving: HandOver, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    old, new = units["Quyết Thắng"].pk, units["Vinh Quang"].pk
    before = [count_unit(unit_id=unit_id)["living"] for unit_id in (old, new)]
    with as_web(officer_vinh_quang):
        accept_hand_over(officer=officer_vinh_quang, hand_over_id=moving.pk)
    after = [count_unit(unit_id=unit_id)["living"] for unit_id in (old, new)]
    assert (before, after) == ([1, 0], [0, 1])
    asked = {job.arguments["unit_id"] for job in Job.objects.filter(kind="reports.refresh_figures")}
    assert asked >= {old, new}


def test_who_moves_alone_leaves_the_household_and_its_head(
    officer_quyet_thang: Officer, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    home = make_household(units["Quyết Thắng"], number="H1")
    head = make_resident(units["Quyết Thắng"], household=home)
    Household.objects.filter(pk=home.pk).update(head=head)
    (row,) = propose(officer_quyet_thang, head, units["Vinh Quang"])
    with as_web(officer_vinh_quang):
        accept_hand_over(officer=officer_vinh_quang, hand_over_id=row.pk, household_number="H9")
    home.refresh_from_db()
    head.refresh_from_db()
    assert (home.unit_id, home.head_id) == (units["Quyết Thắng"].pk, None)
    assert (head.household.unit_id, head.household.number, head.household.head_id) == (head.unit_id, "H9", head.pk)


def test_a_refusal_says_why_and_leaves_the_record_where_it_was(
    moving: HandOver, person: Resident, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    with as_web(officer_vinh_quang), pytest.raises(HandOverReasonMissingError):
        refuse_hand_over(officer=officer_vinh_quang, hand_over_id=moving.pk, reason=" ")
    with as_web(officer_vinh_quang):
        refuse_hand_over(officer=officer_vinh_quang, hand_over_id=moving.pk, reason="không cư trú tại đây")
    moving.refresh_from_db()
    person.refresh_from_db()
    assert (moving.state, moving.answer, person.unit_id) == (
        "refused",
        "không cư trú tại đây",
        units["Quyết Thắng"].pk,
    )


# Whoever is first is heard; the second answer changes nothing.
ANSWERS: dict[str, Callable[[HandOver, dict[str, Officer]], object]] = {
    "accept": lambda row, who: accept_hand_over(officer=who["receiver"], hand_over_id=row.pk),
    "refuse": lambda row, who: refuse_hand_over(officer=who["receiver"], hand_over_id=row.pk, reason="không ở đây"),
    "withdraw": lambda row, who: withdraw_hand_over(officer=who["sender"], hand_over_id=row.pk),
}


@pytest.mark.parametrize("second", list(ANSWERS))
@pytest.mark.parametrize("first", list(ANSWERS))
def test_only_the_first_answer_counts(
    first: str, second: str, moving: HandOver, officer_quyet_thang: Officer, officer_vinh_quang: Officer
) -> None:
    who = {"sender": officer_quyet_thang, "receiver": officer_vinh_quang}
    ANSWERS[first](moving, who)
    moving.refresh_from_db()
    state = moving.state
    with pytest.raises(HandOverAnsweredError):
        ANSWERS[second](moving, who)
    moving.refresh_from_db()
    assert moving.state == state


def test_the_wrong_side_answers_nothing(
    moving: HandOver, officer_quyet_thang: Officer, officer_vinh_quang: Officer, city_commander: Officer
) -> None:
    for answer in (
        lambda: accept_hand_over(officer=officer_quyet_thang, hand_over_id=moving.pk),
        lambda: refuse_hand_over(officer=officer_quyet_thang, hand_over_id=moving.pk, reason="x"),
        lambda: withdraw_hand_over(officer=officer_vinh_quang, hand_over_id=moving.pk),
        lambda: accept_hand_over(officer=city_commander, hand_over_id=moving.pk),
    ):
        with pytest.raises(NotAllowedError):
            answer()


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"version": 9}, StaleRecordError),
        ({"to": "Quyết Thắng"}, HandOverToItselfError),
        ({"hamlet_of": "Quyết Thắng"}, SubUnitOfAnotherUnitError),
        ({"dead": True}, NotAllowedError),
        ({"twice": True}, HandOverAlreadyOpenError),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(
    changed: dict, refusal: type[DomainError], person: Resident, officer_quyet_thang: Officer, units
) -> None:
    more = {"version": changed["version"]} if "version" in changed else {}
    if "hamlet_of" in changed:
        more["to_sub_unit_id"] = make_sub_unit(units[changed["hamlet_of"]]).pk
    if "dead" in changed:
        Resident.objects.filter(pk=person.pk).update(deceased_on=DAY, presence=None)
    if "twice" in changed:
        propose(officer_quyet_thang, person, units["Thống Nhất"])
    with pytest.raises((refusal, EventNotPossibleError)):
        propose(officer_quyet_thang, person, units[changed.get("to", "Vinh Quang")], **more)


def test_the_same_form_twice_is_one_hand_over(person: Resident, officer_quyet_thang: Officer, units) -> None:
    key = uuid.uuid4()
    first, second = (propose(officer_quyet_thang, person, units["Vinh Quang"], request_key=key) for _ in range(2))
    assert first == second
    assert HandOver.objects.count() == 1


def test_the_dead_do_not_move(moving: HandOver, person: Resident, officer_quyet_thang: Officer) -> None:
    with as_web(officer_quyet_thang):
        register_death(officer=officer_quyet_thang, resident_id=person.pk, version=1, deceased_on=DAY)
    moving.refresh_from_db()
    assert moving.state == "withdrawn"
    assert queries.in_nobodys_list(TODAY) == []


WATCHERS = ["officer_quyet_thang", "officer_vinh_quang", "officer_dak_ro_wa", "ward_chief", "city_commander", "auditor"]


@pytest.mark.usefixtures("moving")
@pytest.mark.parametrize("name", WATCHERS)
def test_both_walls_and_the_predicate_agree(name: str, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    seen = set(HandOver.objects.visible_to(officer))
    assert seen == {row for row in HandOver.objects.all() if rules.can_view_hand_over(officer, row)}
    with as_web(officer):
        assert set(HandOver.objects.all()) == seen


def test_every_open_hand_over_is_in_somebodys_list_and_ages(
    moving: HandOver, officer_quyet_thang: Officer, officer_vinh_quang: Officer, data_steward: Officer, settings
) -> None:
    assert queries.in_nobodys_list(TODAY) == []
    settings.PORTAL_TODAY = TODAY + dt.timedelta(8)
    for officer, coming in ((officer_quyet_thang, False), (officer_vinh_quang, True), (data_steward, True)):
        (row,) = queries.listed(officer, coming=coming)
        assert (row.days, row.is_late) == (8, True)
    Officer.objects.filter(pk=officer_vinh_quang.pk).update(is_active=False)
    assert queries.in_nobodys_list(TODAY) == [(moving.pk, "no_receiver")]
    Resident.objects.filter(pk=moving.resident_id).update(unit=moving.to_unit)
    assert (moving.pk, "astray") in queries.in_nobodys_list(TODAY)


def forged(person: Resident, sender: AdminUnit, receiver: AdminUnit, officer: Officer) -> HandOver:
    return HandOver.objects.create(
        resident=person, group=uuid.uuid4(), unit=sender, from_unit=sender, to_unit=receiver, moved_on=DAY,
        reason="không ai đề nghị", proposed_at=clock.now(), proposed_by=officer,
    )  # fmt: skip


def test_no_ward_offers_itself_the_people_of_another(
    person: Resident, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), as_web(officer_vinh_quang):
        forged(person, units["Quyết Thắng"], units["Vinh Quang"], officer_vinh_quang)


def test_offering_somebody_who_is_elsewhere_shows_nothing_of_them(
    person: Resident, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    with as_web(officer_vinh_quang):
        row = forged(person, units["Vinh Quang"], units["Thống Nhất"], officer_vinh_quang)
        assert [one.full_name for one in queries.people_of(officer_vinh_quang, row)] == [""]

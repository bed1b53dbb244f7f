"""Who was not told the number, the states of a notice, its pages and its walls."""

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from id_cards.models import PersonalIdNotice
from id_cards.notices import rules
from id_cards.notices.choices import NoticeReason, NoticeState
from id_cards.notices.errors import (
    NobodyChosenError,
    NoticeNumberDiffersError,
    NoticeNumberMissingError,
    NoticeReceiverMissingError,
    NoticeStaleError,
    NoticeStepNotAllowedError,
)
from id_cards.notices.queries import Wanted, candidates
from id_cards.notices.services import (
    cancel_notice,
    deliver_notice,
    deliver_notices,
    issue_notice,
    issue_notices,
    request_notices,
)
from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from residents import extension_points
from residents.models import Finding, Resident
from tests.conftest import make_officer
from tests.factories import make_resident
from tests.id_cards.test_walls import WATCHERS

TODAY = dt.date(2026, 9, 7)
NUMBER = "062099123456"


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> None:
    settings.PORTAL_TODAY, settings.PORTAL_MFA = TODAY, "demo"


@pytest.fixture
def pupil(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], full_name="Y Hlim", sex="F", birth_year=2016, birth_month=5, birth_day=4)


def _ask(officer: Officer, *people: Resident, reason: str = "pupil", group: str = "") -> list[PersonalIdNotice]:
    return request_notices(officer=officer, resident_ids=[one.pk for one in people], reason=reason, group=group)


UNTOLD = [
    ({"birth_year": 2025}, NoticeReason.NEWBORN),
    ({"birth_year": 2016}, NoticeReason.PUPIL),
    ({"birth_year": 1990}, NoticeReason.NO_CARD),
    ({"birth_year": None, "birth_month": None, "birth_day": None, "personal_id": None}, NoticeReason.NO_CARD),
    ({"birth_year": 1990, "card_state": "applied"}, NoticeReason.NO_CARD),
    ({"birth_year": 1990, "card_state": "in_hand"}, None),
    ({"birth_year": 1990, "card_claim": "issued"}, None),
    ({"birth_year": 2016, "deceased_on": dt.date(2026, 1, 1)}, None),
]


@pytest.mark.parametrize(("facts", "reason"), UNTOLD)
def test_who_was_not_told_stands_in_one_list(
    facts: dict[str, Any], reason: str | None, officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    make_resident(units["Quyết Thắng"], **facts)
    found = [one for one in NoticeReason if candidates(officer_quyet_thang, Wanted(one)).exists()]
    assert found == ([reason] if reason else [])


def test_asked_for_twice_is_once_and_a_cancelled_one_may_be_asked_for_again(
    officer_quyet_thang: Officer, pupil: Resident
) -> None:
    (notice,) = _ask(officer_quyet_thang, pupil, group="  Trường TH Quyết Thắng  ")
    assert (notice.group, notice.state) == ("Trường TH Quyết Thắng", NoticeState.REQUESTED)
    assert _ask(officer_quyet_thang, pupil) == []
    cancel_notice(officer=officer_quyet_thang, notice_id=notice.pk, version=1, reason="mistake")
    assert len(_ask(officer_quyet_thang, pupil)) == 1
    assert Deed.objects.filter(verb="request_notice").count() == 2


def test_from_the_request_to_the_hand(officer_quyet_thang: Officer, pupil: Resident) -> None:
    (notice,) = _ask(officer_quyet_thang, pupil)
    step = {"officer": officer_quyet_thang, "notice_id": notice.pk}
    with pytest.raises(NoticeStepNotAllowedError):
        deliver_notice(**step, version=1, delivered_to="holder")
    for _twice in range(2):
        notice = issue_notice(**step, version=1)
    assert (notice.number, notice.issued_on, notice.version) == (pupil.personal_id, TODAY, 2)
    with pytest.raises(NoticeReceiverMissingError):
        deliver_notice(**step, version=2, delivered_to="parent")
    notice = deliver_notice(**step, version=2, delivered_to="parent", receiver_name="Y Mơ")
    assert (notice.state, notice.delivered_to, notice.receiver_name) == (NoticeState.DELIVERED, "parent", "Y Mơ")
    with pytest.raises(NoticeStepNotAllowedError):
        cancel_notice(**step, version=3, reason="mistake")
    verbs = list(Deed.objects.filter(subject_kind="personal_id_notice").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["request_notice", "issue_notice", "deliver_notice"]


def test_a_number_that_was_issued_enters_the_record(officer_quyet_thang: Officer, units: dict[str, AdminUnit]) -> None:
    baby = make_resident(units["Quyết Thắng"], birth_year=2026, personal_id=None)
    (notice,) = _ask(officer_quyet_thang, baby, reason="newborn")
    step = {"officer": officer_quyet_thang, "notice_id": notice.pk, "version": 1}
    with pytest.raises(NoticeNumberMissingError):
        issue_notice(**step)
    issue_notice(**step, number="062226123456")
    baby.refresh_from_db()
    assert baby.personal_id == "062226123456"
    assert Deed.objects.filter(verb="correct_resident", subject_id=baby.pk).exists()


def test_another_number_than_the_records_is_refused(officer_quyet_thang: Officer, pupil: Resident) -> None:
    (notice,) = _ask(officer_quyet_thang, pupil)
    with pytest.raises(NoticeNumberDiffersError):
        issue_notice(officer=officer_quyet_thang, notice_id=notice.pk, version=1, number=NUMBER)
    notice.refresh_from_db()
    assert notice.state == NoticeState.REQUESTED


def test_a_whole_class_goes_on_together_and_who_cannot_is_named(
    officer_quyet_thang: Officer, units: dict[str, AdminUnit]
) -> None:
    children = [make_resident(units["Quyết Thắng"], birth_year=2016) for _ in range(2)]
    numberless = make_resident(units["Quyết Thắng"], birth_year=2016, personal_id=None)
    notices = _ask(officer_quyet_thang, *children, numberless, group="Lớp 5A")
    result = issue_notices(officer=officer_quyet_thang, chosen=[(one.pk, 1) for one in notices])
    assert (result.done, len(result.refused)) == (2, 1)
    ready = [(one.pk, 2) for one in notices]
    result = deliver_notices(
        officer=officer_quyet_thang, chosen=ready, delivered_to="school", receiver_name="Cô Lê Thị Mai"
    )
    assert (result.done, len(result.refused)) == (2, 1)
    with pytest.raises(NobodyChosenError):
        issue_notices(officer=officer_quyet_thang, chosen=[])


@pytest.mark.parametrize("name", ["city_commander", "data_steward"])
def test_who_only_reads_asks_for_nothing(name: str, request: pytest.FixtureRequest, pupil: Resident) -> None:
    with pytest.raises(NotAllowedError):
        _ask(request.getfixturevalue(name), pupil)


@pytest.mark.parametrize("name", ["officer_vinh_quang", "administrator", "auditor"])
def test_who_does_not_see_the_person_finds_nobody(name: str, request: pytest.FixtureRequest, pupil: Resident) -> None:
    with pytest.raises(NobodyChosenError):
        _ask(request.getfixturevalue(name), pupil)


def test_of_two_records_one_notice_goes_on_and_a_death_ends_it(
    officer_quyet_thang: Officer, pupil: Resident, units: dict[str, AdminUnit]
) -> None:
    twin = make_resident(units["Quyết Thắng"], birth_year=2016)
    kept, dropped = _ask(officer_quyet_thang, pupil, twin)
    extension_points.on_merge["id_cards.personalidnotice.resident"](kept_id=pupil.pk, dropped_id=twin.pk)
    dropped.refresh_from_db()
    assert (dropped.resident_id, dropped.state, dropped.cancel_reason) == (pupil.pk, NoticeState.CANCELLED, "mistake")
    for callback in extension_points.on_death:
        callback(resident_id=pupil.pk, unit_id=pupil.unit_id, actor=officer_quyet_thang)
    kept.refresh_from_db()
    assert (kept.state, kept.cancel_reason) == (NoticeState.CANCELLED, "deceased")


@pytest.mark.parametrize("name", WATCHERS)
def test_queryset_predicate_and_policy_agree(
    name: str,
    request: pytest.FixtureRequest,
    officer_quyet_thang: Officer,
    officer_vinh_quang: Officer,
    pupil: Resident,
    units: dict[str, AdminUnit],
) -> None:
    _ask(officer_quyet_thang, pupil)
    _ask(officer_vinh_quang, make_resident(units["Vinh Quang"], birth_year=2016))
    officer = request.getfixturevalue(name)
    seen = set(PersonalIdNotice.objects.visible_to(officer))
    assert seen == {row for row in PersonalIdNotice.objects.all() if rules.can_view(officer, row)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        scope.enter(officer)
        cursor.execute("SELECT id FROM id_cards_personalidnotice")
        assert {pk for (pk,) in cursor.fetchall()} == {row.pk for row in seen}
        cursor.execute("RESET ROLE")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[tuple[list[Officer], PersonalIdNotice]]:
    """Two officers and one notice, committed so that other connections see them; removed after."""
    with django_db_blocker.unblock():
        unit = AdminUnit.objects.get(name="Quyết Thắng")
        officers = [make_officer(f"notice_officer_{number}", Role.OFFICER, unit) for number in range(2)]
        yield officers, _ask(officers[0], make_resident(unit, birth_year=2016))[0]
        for model in (PersonalIdNotice, Finding, Resident, Deed, Job):
            model.objects.all().delete()
        Officer.objects.filter(pk__in=[officer.pk for officer in officers]).delete()


def test_two_officers_at_once_issue_it_once(committed: tuple[list[Officer], PersonalIdNotice]) -> None:
    officers, notice = committed
    barrier, answers = threading.Barrier(2), []

    def issue(officer: Officer) -> None:
        try:
            barrier.wait(timeout=20)
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL ROLE portal_web")
                scope.enter(officer)
                issue_notice(officer=officer, notice_id=notice.pk, version=1)
            answers.append("done")
        except (NoticeStepNotAllowedError, NoticeStaleError):
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == ["done", "refused"]
    assert Deed.objects.filter(verb="issue_notice").count() == 1


def test_the_pages_from_the_class_to_the_signed_list(
    client: Client, officer_quyet_thang: Officer, pupil: Resident
) -> None:
    client.force_login(officer_quyet_thang)
    assert "Y Hlim" in client.get(reverse("notices:untold")).content.decode()
    client.post(reverse("notices:request"), {"chosen": [pupil.pk, "x"], "reason": "pupil", "group": "Lớp 5A"})
    notice = PersonalIdNotice.objects.get()
    assert "Y Hlim" not in client.get(reverse("notices:untold")).content.decode()
    client.post(reverse("notices:many", args=["requested"]), {"chosen": [f"{notice.pk}-1"]})
    query = "?group=Lớp 5A"
    listed = client.get(reverse("notices:print_list", args=["issued"]) + query).content.decode()
    slips = client.get(reverse("notices:print_slips", args=["issued"]) + query).content.decode()
    assert ("Y Hlim" in listed, pupil.personal_id in listed) == (True, False)
    assert pupil.personal_id in slips
    record = client.get(pupil.get_absolute_url()).content.decode()
    assert notice.get_absolute_url() in record
    said = {"chosen": [f"{notice.pk}-2"], "delivered_to": "school", "receiver_name": "Cô Mai"}
    client.post(reverse("notices:many", args=["issued"]), said)
    notice.refresh_from_db()
    assert notice.state == NoticeState.DELIVERED
    assert client.get(notice.get_absolute_url()).status_code == 200
    assert set(AccessLog.objects.filter(surface__startswith="notices:").values_list("surface", flat=True)) == {
        "notices:untold",
        "notices:print:list",
        "notices:print:slips",
        "notices:notice",
    }


@pytest.mark.parametrize(
    ("deed", "said"),
    [("issue_notice", {"number": "123"}), ("issue_notice", {"issued_on": "01012030"}), ("cancel_notice", {})],
)
def test_bad_input_is_said_and_nothing_happens(
    deed: str, said: dict[str, str], client: Client, officer_quyet_thang: Officer, pupil: Resident
) -> None:
    (notice,) = _ask(officer_quyet_thang, pupil)
    client.force_login(officer_quyet_thang)
    answer = client.post(reverse("notices:step", args=[notice.pk, deed]), {"version": 1} | said)
    notice.refresh_from_db()
    assert (answer.status_code, notice.state) == (200, NoticeState.REQUESTED)
    assert answer.context["check"].form.errors


def test_the_list_asks_as_much_for_many_as_for_few(
    client: Client, officer_quyet_thang: Officer, units: dict[str, AdminUnit], django_assert_max_num_queries: Any
) -> None:
    client.force_login(officer_quyet_thang)
    asked = []
    for number in (2, 8):
        people = [make_resident(units["Quyết Thắng"], birth_year=2016) for _ in range(number)]
        _ask(officer_quyet_thang, *people)
        client.get(reverse("notices:requested"))
        with django_assert_max_num_queries(40) as queries:
            client.get(reverse("notices:requested"))
        asked.append(len(queries))
    assert asked[0] == asked[1]

"""Both walls around accounts, visits of citizens away from home, and eight officers at once."""

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from id_cards.e_identity import rules
from id_cards.e_identity.choices import AccountDeed, AccountState
from id_cards.e_identity.errors import AccountStaleError, AccountStepNotAllowedError
from id_cards.e_identity.services import activate_account, register_account
from id_cards.models import EIdAccount, EIdStep
from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database import scope
from kontum_portal.database.scope import acting_as
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from residents.models import Finding, Resident, VisitGrant
from tests.conftest import make_officer
from tests.factories import make_resident
from tests.id_cards.e_identity.journeys import account_at, take
from tests.id_cards.test_walls import WATCHERS

TABLES = ["id_cards_eidaccount", "id_cards_eidstep"]
HISTORIES = ["id_cards_eidaccounthistory", "id_cards_eidstephistory"]
OFFICERS = 8


@pytest.fixture
def two_wards(officer_quyet_thang: Officer, officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    for officer, name in ((officer_quyet_thang, "Quyết Thắng"), (officer_vinh_quang, "Vinh Quang")):
        account_at(officer, make_resident(units[name]), AccountState.ACTIVATED)


@pytest.mark.usefixtures("two_wards")
@pytest.mark.parametrize("name", WATCHERS)
def test_queryset_predicate_and_policy_agree(name: str, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    seen = set(EIdAccount.objects.open_to(officer))
    assert seen == {row for row in EIdAccount.objects.all() if rules.can_view(officer, row)}
    for table in TABLES:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE portal_web")
            scope.enter(officer)
            cursor.execute(f"SELECT DISTINCT unit_id FROM {table}")
            assert {unit_id for (unit_id,) in cursor.fetchall()} == {row.unit_id for row in seen}
            cursor.execute("RESET ROLE")


@pytest.mark.usefixtures("two_wards")
@pytest.mark.parametrize("table", [*TABLES, *HISTORIES])
def test_without_a_scope_nothing_is_seen(table: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0 or table == "id_cards_eidstephistory"
        cursor.execute("SET LOCAL ROLE portal_web")
        scope.clear()
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")


def _visit(officer: Officer, person: Resident, *steps: str) -> None:
    VisitGrant.objects.create(
        resident=person, unit_id=person.unit_id, host_unit_id=min(officer.register_unit_ids), officer=officer,
        reason="Đi làm xa", steps=["read", *steps], expires_at=Now() + dt.timedelta(hours=1),
    )  # fmt: skip


def test_a_visit_that_lists_it_registers_and_activates_for_the_home_ward(
    officer_vinh_quang: Officer, resident: Resident
) -> None:
    _visit(officer_vinh_quang, resident, "eid")
    with acting_as(officer_vinh_quang):
        account = register_account(officer=officer_vinh_quang, resident_id=resident.pk)
    for deed in (AccountDeed.APPROVE, AccountDeed.ACTIVATE):
        with acting_as(officer_vinh_quang):
            account = take(officer_vinh_quang, account, deed)
    assert (account.state, account.unit_id) == (AccountState.ACTIVATED, resident.unit_id)
    with acting_as(officer_vinh_quang), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM id_cards_eidstep")
        assert cursor.fetchone() == (3,)


def test_a_visit_that_only_reads_changes_nothing(
    officer_vinh_quang: Officer, officer_quyet_thang: Officer, resident: Resident
) -> None:
    account = account_at(officer_quyet_thang, resident, AccountState.APPROVED)
    _visit(officer_vinh_quang, resident)
    assert EIdAccount.objects.open_to(officer_vinh_quang).get() == account
    for attempt in (
        lambda: register_account(officer=officer_vinh_quang, resident_id=resident.pk),
        lambda: take(officer_vinh_quang, account, AccountDeed.ACTIVATE),
    ):
        with acting_as(officer_vinh_quang), pytest.raises(NotAllowedError):
            attempt()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[tuple[list[Officer], EIdAccount]]:
    """Eight officers of a ward and one approved account, committed so that other connections see them; removed after."""
    with django_db_blocker.unblock():
        unit = AdminUnit.objects.get(name="Quyết Thắng")
        officers = [make_officer(f"eid_officer_{number}", Role.OFFICER, unit) for number in range(OFFICERS)]
        yield officers, account_at(officers[0], make_resident(unit), AccountState.APPROVED)
        for model in (EIdStep, EIdAccount, Finding, Resident, Deed, Job):
            model.objects.all().delete()
        Officer.objects.filter(pk__in=[officer.pk for officer in officers]).delete()


def _activate(officer: Officer, account: EIdAccount, barrier: threading.Barrier, answers: list[str]) -> None:
    try:
        barrier.wait(timeout=20)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE portal_web")
            scope.enter(officer)
            activate_account(officer=officer, account_id=account.pk, version=account.version)
        answers.append("done")
    except (AccountStepNotAllowedError, AccountStaleError):
        answers.append("refused")
    finally:
        connection.close()


def test_one_of_eight_officers_records_the_activation(committed: tuple[list[Officer], EIdAccount]) -> None:
    officers, account = committed
    barrier, answers = threading.Barrier(OFFICERS), []
    threads = [threading.Thread(target=_activate, args=(one, account, barrier, answers)) for one in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == ["done"] + ["refused"] * (OFFICERS - 1)
    assert Deed.objects.filter(verb=AccountDeed.ACTIVATE).count() == 1

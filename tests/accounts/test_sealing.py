"""Seals on the logs: what is sealed when, and what is noticed afterwards."""

import json
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from kontum_portal.accounts.models import AccessLog, Deed, Officer, Seal
from kontum_portal.accounts.seal_check import Broken, check_seals
from kontum_portal.accounts.seal_files import seal_file
from kontum_portal.accounts.services import record_access, record_deed, sealing
from tests.fresh_database import connect_as

INSERT = (
    "INSERT INTO accounts_deed (actor_id, actor_role, subject_kind, verb, details, operating_system_user)"
    " VALUES (1, 'officer', 'test', 'tested', '{}', '')"
)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def three_deeds(kept_officer: Officer) -> list[Deed]:
    return [
        record_deed(actor=kept_officer, verb="tested", subject_kind="test", subject_id=number, count=number)
        for number in (1, 2, 3)
    ]


@pytest.fixture
def other() -> Iterator[Any]:
    """Somebody else's connection, with a transaction that stays open."""
    other = connect_as("web")
    yield other
    other.close()


def run(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_rows_of_both_logs_are_sealed_in_order(three_deeds: list[Deed], kept_officer: Officer) -> None:
    record_access(officer=kept_officer, purpose="service", surface="record", subject_kind="resident", subject_id=7)
    assert sealing.seal_logs() == 4
    seal = Seal.objects.get(log="deed")
    assert (seal.number, seal.count, seal.row_ids) == (1, 3, [deed.pk for deed in three_deeds])
    assert seal_file("deed").read_text() == f"1 {seal.hash}\n"
    assert check_seals().as_json() == {
        "sealed": {"deed": 3, "access": 1},
        "waiting": {"deed": 0, "access": 0},
        "broken": None,
    }


def test_a_seal_builds_on_the_one_before(three_deeds: list[Deed], kept_officer: Officer) -> None:
    sealing.seal_logs()
    record_deed(actor=kept_officer, verb="tested", subject_kind="test", subject_id=4)
    assert check_seals().waiting["deed"] == 1
    sealing.seal_logs()
    first, second = Seal.objects.filter(log="deed").order_by("number")
    assert second.previous_hash == first.hash
    assert sealing.seal_logs() == 0
    assert check_seals().broken is None


def test_large_logs_are_sealed_in_portions(three_deeds: list[Deed], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ROWS", 2)
    assert sealing.seal_logs() == 3
    assert list(Seal.objects.order_by("number").values_list("count", flat=True)) == [2, 1]
    assert check_seals().broken is None


def test_the_rows_of_a_running_transaction_wait_and_are_not_skipped(three_deeds: list[Deed], other: Any) -> None:
    with other.cursor() as cursor:
        cursor.execute(INSERT)  # its id is lower than those of the deeds that follow
    run(INSERT)
    assert sealing.seal_logs() == 4
    other.commit()
    assert check_seals().waiting["deed"] == 1
    assert sealing.seal_logs() == 1
    assert list(Seal.objects.filter(log="deed").order_by("number").values_list("row_ids", flat=True)) == [
        [deed.pk for deed in three_deeds] + [three_deeds[2].pk + 2],
        [three_deeds[2].pk + 1],
    ]
    assert Deed.objects.filter(seal_number__isnull=True).count() == 0
    assert check_seals().broken is None


def test_two_processes_never_seal_the_same_row(three_deeds: list[Deed], other: Any) -> None:
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext('deed'))", [sealing.LOCK])
    assert sealing.seal_logs() == 0
    other.rollback()
    assert sealing.seal_logs() == 3


def test_nothing_is_lost_while_many_write(fresh_database: str) -> None:
    writers = [threading.Thread(target=_write_deeds, args=(100,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        sealing.seal_logs()
    sealing.seal_logs()
    assert check_seals().sealed["deed"] == 300
    assert check_seals().broken is None


def _write_deeds(count: int) -> None:
    for _ in range(count):
        run(INSERT)
    connections.close_all()


@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        ("UPDATE accounts_deed SET actor_id = 0 WHERE id = %s", "the row was changed"),
        ("UPDATE accounts_deed SET details = '{\"count\": 9}' WHERE id = %s", "the row was changed"),
        ("UPDATE accounts_deed SET at = at + interval '1 microsecond' WHERE id = %s", "the row was changed"),
        ("DELETE FROM accounts_deed WHERE id = %s", "the row is missing"),
        ("UPDATE accounts_deed SET seal_number = NULL WHERE id = %s", "the row is missing"),
    ],
)
def test_a_touched_row_is_named(three_deeds: list[Deed], tamper: str, what: str) -> None:
    sealing.seal_logs()
    run(tamper, three_deeds[1].pk)
    assert check_seals().broken == Broken("deed", 1, three_deeds[1].pk, what)


def test_an_added_row_is_named(three_deeds: list[Deed]) -> None:
    sealing.seal_logs()
    run(INSERT)
    run("UPDATE accounts_deed SET seal_number = 1")
    assert check_seals().broken == Broken("deed", 1, three_deeds[2].pk + 1, "the row was added")


@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        ("UPDATE accounts_seal SET count = 4", "the seal was changed"),
        ("UPDATE accounts_seal SET hash = repeat('0', 64)", "the seal was changed"),
        ("DELETE FROM accounts_seal", "the row names a seal that is not there"),
    ],
)
def test_a_touched_seal_is_noticed(three_deeds: list[Deed], tamper: str, what: str) -> None:
    sealing.seal_logs()
    run(tamper)
    broken = check_seals().broken
    assert broken is not None
    assert broken.what == what


def test_a_log_that_was_sealed_anew_differs_from_the_file(three_deeds: list[Deed]) -> None:
    sealing.seal_logs()
    kept = seal_file("deed").read_text()
    run("DELETE FROM accounts_seal")
    run("UPDATE accounts_deed SET actor_id = 0, seal_number = NULL")
    sealing.seal_logs()
    seal_file("deed").write_text(kept)
    assert check_seals().broken == Broken("deed", 1, None, "the seal differs from the file outside the database")


def test_seals_cut_off_the_end_are_missed(three_deeds: list[Deed]) -> None:
    sealing.seal_logs()
    run("DELETE FROM accounts_seal")
    run("DELETE FROM accounts_deed")
    assert check_seals().broken == Broken(
        "deed", 1, None, "the seal is in the file outside the database, but not in it"
    )


def test_a_line_that_a_crash_cut_off_is_written_again(three_deeds: list[Deed]) -> None:
    sealing.seal_logs()
    line = seal_file("deed").read_text()
    seal_file("deed").write_text(line[:30])
    sealing.seal_logs()
    assert seal_file("deed").read_text() == f"{line[:30]}\n{line}"
    assert check_seals().broken is None


def test_the_command_says_how_many_and_ends_with_1_when_broken(three_deeds: list[Deed]) -> None:
    sealing.seal_logs()
    out = StringIO()
    call_command("verify_deeds", json=True, stdout=out)
    assert json.loads(out.getvalue().splitlines()[-1])["sealed"] == {"deed": 3, "access": 0}
    run("UPDATE accounts_deed SET verb = 'other' WHERE id = %s", three_deeds[0].pk)
    with pytest.raises(CommandError, match=f"row {three_deeds[0].pk} of seal 1: the row was changed") as refusal:
        call_command("verify_deeds", stdout=StringIO())
    assert refusal.value.returncode == 1


@pytest.mark.django_db
def test_logs_name_their_transaction(officer_quyet_thang: Officer) -> None:
    record_access(
        officer=officer_quyet_thang, purpose="service", surface="record", subject_kind="resident", subject_id=7
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        assert AccessLog.objects.get().xact == cursor.fetchone()[0]

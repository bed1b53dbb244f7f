"""A table with a fault is refused with one sentence, and nothing is changed."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from kontum_portal.areas.models import AdminUnit, Reform, UnitChange
from kontum_portal.errors import DomainError
from residents.reform import errors
from residents.reform.table import lines_of
from tests.residents.reform.conftest import DAY, TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sentences_in_english")]

GOOD = TABLE.read_text(encoding="utf-8")
LE_LOI = "23302,Phường Lê Lợi,23302,Phường Đăk Bla,51,2025-07-01,NQ 1677/NQ-UBTVQH15 (16/06/2025)\n"


def without(line: str) -> str:
    assert line in GOOD
    return GOOD.replace(line, "")


def instead(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def more(line: str) -> str:
    return GOOD + line


BAD_TABLES: list[tuple[str, str, type[DomainError], str]] = [
    ("an unknown code", instead("23305,", "99999,"), errors.UnknownOldUnitError, "code 99999"),
    ("another name", instead("Phường Nguyễn Trãi", "Phường Trường Chinh"), errors.OtherOldUnitError, "23305 meant"),
    ("another kind", instead("Xã Vinh Quang", "Phường Vinh Quang"), errors.OtherOldUnitError, "Vinh Quang"),
    ("two successors", more(LE_LOI.replace(",23302,Phường Đăk Bla", ",23293,Phường Kon Tum")), errors.TwoSuccessorsError, "two units"),
    ("a line twice", more(LE_LOI), errors.LineTwiceError, "same unit"),
    ("two names for a new code", instead(LE_LOI, LE_LOI.replace("Đăk Bla", "Đăk Blơ")), errors.SuccessorNamedTwiceError, "23302"),
    ("a missing unit", without(LE_LOI), errors.UnitsMissingError, "Lê Lợi"),
    ("another date", instead("2025-07-01", "2025-08-01"), errors.WrongDateError, "01/08/2025"),
    ("a date that is none", instead("2025-07-01", "01/07/2025"), errors.BadLineError, "YYYY-MM-DD"),
    ("a code that is none", instead("23305,", "2330,"), errors.BadLineError, "five digits"),
    ("a name without a kind", instead("Phường Nguyễn Trãi", "Nguyễn Trãi"), errors.BadLineError, "Phường or Xã"),
    ("no such column", instead("new_code", "code"), errors.ColumnsMissingError, "new_code"),
    ("no line", GOOD.splitlines()[0] + "\n", errors.EmptyTableError, "no lines"),
    ("an empty file", "", errors.ColumnsMissingError, "old_code"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "refusal", "said"), [case[1:] for case in BAD_TABLES], ids=[c[0] for c in BAD_TABLES]
)
def test_a_bad_table_is_refused(
    tmp_path: Path, on_the_day: None, table: str, refusal: type[DomainError], said: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table, encoding="utf-8")
    for dry_run in (True, False):
        with pytest.raises(refusal, match=said):
            call_command("apply_unit_change", path, effective=DAY, dry_run=dry_run)
    assert not Reform.objects.exists()
    assert AdminUnit.objects.count() == 21


@pytest.mark.parametrize("content", [b"\xff\xfe\x00o", b"PK\x03\x04\x00\x00", "old_code\n".encode("utf-16")])
def test_what_is_no_csv_is_refused(content: bytes) -> None:
    with pytest.raises((errors.UnreadableTableError, errors.ColumnsMissingError)):
        lines_of(content, "table.xlsx")


def test_a_reform_to_come_is_tried_but_not_applied(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.PORTAL_TODAY = dt.date(2025, 6, 30)
    call_command("apply_unit_change", TABLE, effective=DAY, dry_run=True)
    assert "21 units would become 6" in capsys.readouterr().out
    with pytest.raises(errors.ReformToComeError, match="01/07/2025"):
        call_command("apply_unit_change", TABLE, effective=DAY)
    assert not UnitChange.objects.exists()


def test_a_successor_known_by_another_name_is_refused(on_the_day: None) -> None:
    AdminUnit.objects.create(
        code="23302", name="Kon Plong", kind="ward", province_code="51", valid_from=DAY, search_key="", sort_key=""
    )
    with pytest.raises(errors.OtherSuccessorError, match="Kon Plong"):
        call_command("apply_unit_change", TABLE, effective=DAY)


def test_a_part_applied_before_is_refused(on_the_day: None, units: dict[str, AdminUnit]) -> None:
    new = AdminUnit.objects.create(
        code="23302", name="Đăk Bla", kind="ward", province_code="51", valid_from=DAY, search_key="", sort_key=""
    )
    UnitChange.objects.create(old_unit=units["Lê Lợi"], new_unit=new, effective_on=DAY, instrument="")
    with pytest.raises(errors.PartlyAppliedError):
        call_command("apply_unit_change", TABLE, effective=DAY)


def test_nothing_to_undo_is_said() -> None:
    with pytest.raises(errors.NothingToUndoError):
        call_command("apply_unit_change", undo=True)


def test_the_command_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(errors.DateUnreadableError):
        call_command("apply_unit_change", "table.csv", "--effective", "2025-13-01")
    with pytest.raises(errors.FileNeededError):
        call_command("apply_unit_change")
    with pytest.raises(errors.NoSuchTableError):
        call_command("apply_unit_change", tmp_path / "none.csv", effective=DAY)

"""``import_spreadsheet``: the contract of the command line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from kontum_portal.errors import DomainError
from residents.imports import errors
from residents.imports.results import HEADINGS
from residents.models import ImportBatch, Resident
from tests.residents.imports.conftest import DATA
from tests.residents.imports.sheets import text_file

pytestmark = pytest.mark.django_db

KEYS = {
    "batch", "rows", "new", "updated", "unchanged", "doubtful", "refused", "not_a_person", "merged", "reasons",
    "seconds", "peak_mb",
}  # fmt: skip


def run(file: Path, **options: Any) -> dict[str, Any]:
    out = io.StringIO()
    call_command(
        "import_spreadsheet", str(file), kind="residents", json=True, stdout=out, stderr=io.StringIO(), **options
    )
    return json.loads(out.getvalue().splitlines()[-1])


def test_without_merge_the_counts_are_forecasts() -> None:
    result = run(DATA / "residents_ward_messy_2.xlsx")
    assert set(result) == KEYS
    assert (result["rows"], result["not_a_person"], result["merged"]) == (196, 14, 0)
    assert not Resident.objects.exists()


def test_with_merge_the_good_rows_are_in_the_register() -> None:
    result = run(DATA / "residents_ward_messy_2.xlsx", merge=True)
    assert result["merged"] == result["new"] == Resident.objects.count()
    again = run(DATA / "residents_ward_messy_2.xlsx", merge=True)
    assert (again["new"], again["updated"], again["merged"]) == (0, 0, 0)


def test_rows_are_written_with_their_outcomes(tmp_path: Path) -> None:
    run(DATA / "residents_ward_messy_2.xlsx", rows=tmp_path / "rows.csv", merge=True)
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == HEADINGS
    first = next(row for row in rows if row["outcome"] == "new")
    assert first["resident_id"] == str(Resident.objects.get(personal_id=first["personal_id"]).pk)
    assert (first["sheet"], first["row"], first["birth_date"], first["unit_code"]) == (
        "Sheet1",
        "10",
        "1960-12-23",
        "23299",
    )
    assert first["relation"] == "Chủ hộ"


def test_a_text_file_has_no_sheet_and_its_header_is_row_one(tmp_path: Path) -> None:
    list_file = tmp_path / "list.csv"
    list_file.write_bytes(
        text_file([["Họ và tên", "Ngày sinh", "Xã"], ["A Thút", "1958", "Vinh Quang"]], encoding="utf-16")
    )
    run(list_file, rows=tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["sheet"], row["row"], row["birth_date"], row["reasons"]) == (
        "",
        "2",
        "1958",
        "birth_date_partial;personal_id_missing;sex_missing",
    )


def test_bad_rows_are_given_back(tmp_path: Path) -> None:
    run(DATA / "residents_vni.xlsx", give_back=tmp_path / "back.xlsx")
    assert (tmp_path / "back.xlsx").read_bytes()[:2] == b"PK"


def test_a_unit_may_be_named_by_its_code() -> None:
    result = run(DATA / "residents_vni.xlsx", unit="23281")
    assert result["doubtful"] < result["rows"]
    assert "unit_unknown" not in result["reasons"]


def test_header_only_is_no_error() -> None:
    assert run(DATA / "hostile" / "header_only.xlsx", merge=True)["rows"] == 0


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"kind": "nonsense"}, errors.UnknownKindError),
        ({"unit": "99999"}, errors.UnknownUnitError),
        ({"mapping": "mine"}, errors.UnknownMappingError),
        ({"username": "nobody"}, DomainError),
    ],
)
def test_a_wrong_call_is_refused_before_anything_is_kept(options: dict[str, str], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        call_command("import_spreadsheet", str(DATA / "residents_vni.xlsx"), **{"kind": "residents", **options})
    assert not ImportBatch.objects.exists()


def test_the_sentence_names_the_kinds_there_are() -> None:
    with pytest.raises(errors.UnknownKindError) as caught:
        call_command("import_spreadsheet", "x.xlsx", kind="applications")
    assert "residents" in str(caught.value)


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(errors.NoSuchFileError):
        run(DATA / "nowhere.xlsx")

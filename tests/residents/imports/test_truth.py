"""The samples against their truth: what is repaired, flagged and recognised, and that no good row is refused."""

import csv
import io

import pytest

from residents.imports.results import write_rows
from tests.residents.imports.conftest import Import
from tests.residents.imports.truth_table import FILES, TRUTH, measure, print_table, rates, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def outputs(import_file: Import) -> dict[str, list[dict[str, str]]]:
    """The ``--rows`` of each sample, read into an empty register."""
    found = {}
    for name in FILES:
        out = io.StringIO()
        write_rows(import_file(name), out)
        found[name] = list(csv.DictReader(io.StringIO(out.getvalue())))
    return found


def test_samples_are_read_as_their_truth_says(outputs: dict[str, list[dict[str, str]]]) -> None:
    scores = {name: measure(name, rows) for name, rows in outputs.items()}
    print_table(scores)
    reached = rates(scores)
    assert reached["repair"] >= 0.95
    assert reached["flag"] >= 0.95
    assert reached["structure"] == 1.0


def test_every_person_is_a_row_and_no_other_row_is_one(outputs: dict[str, list[dict[str, str]]]) -> None:
    truth = {(row["file"], int(row["row"])) for row in read(TRUTH / "rows_truth.csv")}
    people = {
        (name, int(row["row"])) for name, rows in outputs.items() for row in rows if row["outcome"] != "not_a_person"
    }
    assert people == truth


def test_no_good_row_is_refused(outputs: dict[str, list[dict[str, str]]]) -> None:
    refused = [(name, row["row"]) for name, rows in outputs.items() for row in rows if row["outcome"] == "refused"]
    assert refused == []
